"""The commands with KILOWIT_STORE: built, published, asked, verified and rolled back there."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from bot.discord.knowing import Place
from bot.errors import SettingsError
from bot.kept_records import write_kept_records
from bot.settings import Settings, read_settings
from index.generations import Home
from tests.conftest import SMALL_CONTENT


@pytest.fixture
def stored(small_home, database, tmp_path):
    """Runs a command on a data folder with knowledge, or on one without, against one store."""
    home = shutil.copytree(small_home, tmp_path / "home")

    def run(*arguments, bare=False):
        environment = {
            "PATH": os.environ["PATH"],
            "KILOWIT_HOME": str(tmp_path / "bare" if bare else home),
            "KILOWIT_STORE": database,
        }
        command = [sys.executable, "-m", "bot.cli", *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=600
        )

    return run


def test_a_store_answers_where_no_data_folder_is(stored, small_home):
    done = stored("store", "publish")
    assert (done.returncode, done.stderr) == (0, "")
    name = (small_home / "CURRENT").read_text().strip()
    assert done.stdout == f"generation {name} is current in the store\n"
    asked = stored("ask", "How much electricity does Bitcoin use?", "--json", bare=True)
    assert asked.returncode == 0
    reply = json.loads(asked.stdout)
    assert reply["generation"] == name
    assert "138 TWh" in asked.stdout
    status = json.loads(stored("status", "--json", bare=True).stdout)
    assert [(row["generation"], row["current"]) for row in status["generations"]] == [(name, True)]
    verified = stored("verify", bare=True)
    assert verified.returncode == 0
    assert "13 figures" in verified.stderr
    assert "0 problems" in verified.stderr


def test_a_build_is_published_in_the_store_too_and_taken_back(stored, tmp_path):
    assert stored("store", "publish").returncode == 0
    content = shutil.copytree(SMALL_CONTENT, tmp_path / "content")
    shutil.rmtree(content / "articles")
    table = content / "datasets" / "small.csv"
    table.write_text(
        table.read_text().replace("2024,138,", "2024,139,").replace("138 TW", "139 TW")
    )
    built = stored("build", "--only", str(content))
    assert built.returncode == 0, built.stderr
    figure = json.loads(stored("figure", "small-bitcoin-2024", "--json", bare=True).stdout)
    assert figure["value"] == 139
    back = stored("store", "rollback")
    assert back.returncode == 0, back.stderr
    figure = json.loads(stored("figure", "small-bitcoin-2024", "--json", bare=True).stdout)
    assert figure["value"] == 138
    (tmp_path / "bare").mkdir(exist_ok=True)
    refused = stored("store", "rollback", bare=True)
    assert refused.returncode == 3
    assert "another data folder" in refused.stderr


def test_an_empty_store_and_one_that_is_away_are_told(stored, small_home):
    empty = stored("ask", "How much electricity does Bitcoin use?", bare=True)
    assert (empty.returncode, empty.stderr) == (
        3, "kilowit: there is no knowledge in the store yet; run: kilowit build\n",
    )  # fmt: skip


def test_the_address_is_shown_without_its_password():
    settings = read_settings({"KILOWIT_STORE": "postgresql://me:secret@db/kilowit?password=other"})
    shown = dict((name, value) for name, value, _ in settings.rows())["KILOWIT_STORE"]
    assert shown == "postgresql://me@db/kilowit"
    assert "secret" not in repr(settings)


def test_what_is_no_address_is_told_without_repeating_it():
    with pytest.raises(SettingsError) as told:
        read_settings({"KILOWIT_STORE": "mysql://me:secret@db/kilowit"})
    assert str(told.value) == ("KILOWIT_STORE is no database; give postgresql://USER@HOST/DATABASE")


def test_discord_is_told_what_the_store_holds_where_nothing_was_built(stored, database, tmp_path):
    home = Home(tmp_path / "home")
    name = home.current()
    record = 'source_id = "plants"\ntitle = "Plants of 2024"\n'
    write_kept_records(home.folder(name), {"plants.md.source.toml": record})
    assert stored("store", "publish").returncode == 0
    place = Place(Settings(home=tmp_path / "bare", store=database))
    assert ([listed for listed, _ in place.manifests()], place.current()) == ([name], name)
    assert [(raw.source_id, raw.said["title"]) for raw in place.added()] == [
        ("plants", "Plants of 2024")
    ]
    empty = Place(Settings(home=tmp_path / "servers" / "7", shared=tmp_path, store=database))
    assert (empty.manifests(), empty.current(), empty.added()) == ([], None, ())

"""Bad input and broken data folders: one sentence that says what to do, and nothing lost."""

import json
import os
import resource
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from index.generations import read_manifest, write_manifest

ROOT = Path(__file__).parents[2]
SMALL_CONTENT = ROOT / "tests" / "data" / "content"


def kilowit(*arguments, home, max_file_bytes=None, **variables):
    def limit():
        if max_file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_bytes, max_file_bytes))

    environment = {"PATH": os.environ["PATH"], "KILOWIT_HOME": str(home), "LANG": "C.UTF-8"}
    if max_file_bytes is not None:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"  # one cut short would break later imports
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        capture_output=True, text=True, env=environment | variables, cwd=ROOT, check=False,
        preexec_fn=limit,
    )  # fmt: skip


def is_one_sentence(done, code):
    """Whether the exit code is right and standard error holds one line of kilowit's alone."""
    lines = done.stderr.strip().splitlines()
    told = [line for line in lines if line.startswith("kilowit: ")]
    assert "Traceback" not in done.stderr
    return done.returncode == code and len(told) == 1 and lines[-1] == told[0]


@pytest.fixture
def home(small_home, tmp_path):
    """A copy of the small data folder that a test may break."""
    return Path(shutil.copytree(small_home, tmp_path / "home"))


def generation(home):
    return home / "generations" / (home / "CURRENT").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    "question",
    ["🔌⚡️🔥", "\x07\x1b[31m\x7f?", "\u202e\u2066?", "\ud800?", "? " * 900],
    ids=["emoji", "control characters", "bidi", "lone surrogate", "question marks"],
)
def test_a_question_without_words_is_unanswered(small_home, question):
    done = kilowit("ask", question.encode("utf-8", "replace").decode(), home=small_home)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout


def test_undecodable_bytes_are_no_crash(small_home):
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "ask", b"Bitcoin \xff\xfe"],
        capture_output=True,
        env={"PATH": os.environ["PATH"], "KILOWIT_HOME": str(small_home), "LANG": "C.UTF-8"},
        cwd=ROOT,
        check=False,
    )
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr


def test_a_terminal_of_another_encoding_is_no_crash(small_home):
    asked = ("ask", "Bitcoin", "--lang", "ja")
    told, sent = (
        kilowit(*asked, *form, home=small_home, PYTHONIOENCODING="ascii")
        for form in ([], ["--json"])
    )
    assert (told.returncode, sent.returncode, told.stderr) == (0, 0, "")
    assert json.loads(sent.stdout)["language"] == "ja"


@pytest.mark.parametrize("part", ["knowledge.db", "vectors.faiss", "manifest.json"])
@pytest.mark.parametrize("damage", ["cut", "deleted", "garbage"])
def test_a_damaged_generation_says_how_to_mend_it(home, damage, part):
    file = generation(home) / part
    whole = file.read_bytes()
    if damage == "deleted":
        file.unlink()
    else:
        file.write_bytes(whole[: len(whole) // 2] if damage == "cut" else b"\x00garbage" * 9)
    done = kilowit("ask", "Bitcoin", home=home)
    assert is_one_sentence(done, 3), done.stderr
    assert "kilowit build" in done.stderr


def test_an_index_of_another_model_is_refused(home):
    folder = generation(home)
    write_manifest(folder, replace(read_manifest(folder), model_id="another"))
    done = kilowit("ask", "Bitcoin", home=home)
    assert is_one_sentence(done, 3), done.stderr
    assert "model" in done.stderr
    assert "kilowit build" in done.stderr


def test_a_full_disk_leaves_the_old_generation_serving(home, tmp_path):
    more = Path(shutil.copytree(SMALL_CONTENT, tmp_path / "content"))
    article = next((more / "articles" / "en").glob("*.md"))
    article.write_text(article.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    before = (home / "CURRENT").read_text(encoding="utf-8")
    done = kilowit("build", "--only", str(more), home=home, max_file_bytes=20_000)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "space" in done.stderr.splitlines()[-1] or "full" in done.stderr.splitlines()[-1]
    assert (home / "CURRENT").read_text(encoding="utf-8") == before
    assert kilowit("ask", "Bitcoin", home=home).returncode == 0


def test_an_empty_content_folder_is_no_crash(home, tmp_path):
    (tmp_path / "empty").mkdir()
    done = kilowit("build", "--only", str(tmp_path / "empty"), home=home)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2, 3)


def test_a_chart_that_cannot_be_written_is_told(small_home, tmp_path):
    target = str(tmp_path / "no" / "chart.png")
    done = kilowit("compare", "France", "Germany", "--chart", target, home=small_home)
    assert is_one_sentence(done, 2), done.stderr
    assert "name a file in a folder that exists" in done.stderr


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"DISCORD_TOKEN_FILE": "/nowhere/token"}, "names a file that cannot be read"),
        ({"DISCORD_TOKEN_FILE": "/dev/null"}, "names an empty file"),
        ({"KILOWIT_LLM_URL": "ftp://x"}, "give an http:// or https:// address"),
        ({"KILOWIT_THREADS": "many"}, "give a whole number from 1 to 64"),
    ],
)
def test_bad_settings_are_told(home, variables, message):
    done = kilowit("discord", home=home, **variables)
    assert is_one_sentence(done, 2), done.stderr
    assert message in done.stderr

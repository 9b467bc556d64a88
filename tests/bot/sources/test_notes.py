"""What of an added source was not read, or is doubtful, is told."""

import io
import json
import zipfile

import pytest

from bot.cli.main import main
from bot.sources import changes_lines, changes_payload


@pytest.fixture
def bundle(tmp_path):
    """A zip with a text, a picture, and a claim that is far off."""
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.md", "# B\n\nThe Bitcoin network consumed 500 TWh in 2024.\n")
        picture = io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(40))
        archive.writestr("photo.png", picture.getvalue())
    return path


def test_adding_tells_what_was_not_read(operator, bundle):
    changes = operator.add(bundle)
    told = [line for line in changes_lines(changes) if line.startswith("not read")]
    assert len(told) == 1
    assert told[0].startswith("not read of bundle: ")
    assert "photo.png" in told[0]
    assert [n["source_id"] for n in changes_payload(changes)["not_read"]] == ["bundle"]


def test_a_later_change_does_not_tell_it_again(operator, bundle, tmp_path):
    operator.add(bundle)
    other = tmp_path / "other.md"
    other.write_text("# C\n\nNothing of note.\n", encoding="utf-8")
    assert operator.add(other).unread == ()


def test_the_status_counts_notes_by_source(operator, bundle, monkeypatch, capsys):
    operator.add(bundle)
    monkeypatch.setenv("KILOWIT_HOME", str(operator.home.path))
    assert main(["status"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "  bundle: 1 parts not read, 1 doubts about figures; see: kilowit sources bundle"
    )


def test_the_status_shows_a_generation_of_an_older_kilowit_too(
    operator, bundle, monkeypatch, capsys
):
    old = operator.home.current()
    operator.add(bundle)
    manifest = operator.home.folder(old) / "manifest.json"
    fields = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(fields | {"schema_version": 1}), encoding="utf-8")
    monkeypatch.setenv("KILOWIT_HOME", str(operator.home.path))
    assert main(["status", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    rows = {row["generation"]: row for row in shown["generations"]}
    assert "has schema 1" in rows[old]["problem"]
    assert rows[operator.home.current()]["sources"] == 4
    assert shown["notes"] == {"bundle": {"skipped": 1, "doubt": 1}}

"""Sources are added, removed and refreshed whole or not at all, and what changed is told."""

from datetime import date

import pytest

from bot.errors import InputError
from bot.sources import SourceKeeper, changes_lines, gather
from index.build import build_generation
from index.generations import Home
from index.hashing import HashEncoder
from knowledge.errors import ContentError, FetchError, NotKnownError, ReadingError
from knowledge.fetching import Fetched, Unchanged
from knowledge.words import load_vocabulary

_TODAY = date(2026, 11, 24)
_TEXT = "# Tokelau\n\nTokelau used {} GWh of electricity in 2023, said its utility.\n"


class Web:
    """A fetcher over a dictionary of addresses; an absent one is gone."""

    def __init__(self, **pages):
        self.pages = pages

    def fetch(self, url, *, etag=None, last_modified=None):
        text = self.pages.get(url.rpartition("/")[2])
        if text is None:
            raise FetchError(url=url, problem="gone", remedy="check", status=410)
        if etag == text:
            return Unchanged(url)
        name = url.rpartition("/")[2] + ".md"
        return Fetched(url, name, text.encode(), "text/markdown", etag=text)


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary()


@pytest.fixture
def keeper(tmp_path, vocabulary):
    home = Home(tmp_path / "home")

    def build(sources, *, publish):
        return build_generation(
            home,
            [sources],
            publish=publish,
            vocabulary=vocabulary,
            vocabulary_folders=[],
            encoder=HashEncoder(),
        )

    return SourceKeeper(home, vocabulary, build)


def write(path, value):
    path.write_text(_TEXT.format(value), encoding="utf-8")
    return str(path)


def named(*names, web=None, **said):
    return gather(names, said=said, fetcher=web or Web(), today=_TODAY)


def files_of(keeper):
    root = keeper.folder.path
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_an_added_file_answers_and_its_figures_are_told(keeper, tmp_path):
    changes = keeper.add(named(write(tmp_path / "tokelau.md", 1.9), publisher="Utility"))
    assert list(changes_lines(changes)) == [
        "+ country:TK electricity_demand TK 2023: 1.9 GWh (ok)",
        "1 new, 0 gone, 0 with another value, 0 with another standing",
        "passages of tokelau: 0 before, 1 now",
    ]
    assert changes.new[0].source_id == "tokelau"
    assert keeper.folder.source("tokelau").said["publisher"] == "Utility"


def test_a_preview_changes_nothing(keeper, tmp_path):
    (preview,) = keeper.preview(named(write(tmp_path / "tokelau.md", 1.9)))
    assert [line for line in preview.lines() if line.startswith("  +")] == [
        "  + country:TK electricity_demand TK 2023: 1.9 GWh (ok) confidence "
        f"{preview.found.figures[0].confidence:.2f}"
    ]
    assert not keeper.folder.path.exists()
    assert keeper.home.current() is None


def test_a_preview_tells_what_differs_from_other_sources(keeper, tmp_path):
    keeper.add(named(write(tmp_path / "one.md", 1.9)))
    (preview,) = keeper.preview(named(write(tmp_path / "two.md", 7)))
    assert [line for line in preview.lines() if line.startswith("  !")] == [
        "  ! country:TK electricity_demand TK 2023: 7 GWh (caution) differs from "
        "country:TK electricity_demand TK 2023: 1.9 GWh (ok) [one]"
    ]


def test_a_removed_source_is_gone_but_kept_aside(keeper, tmp_path):
    keeper.add(named(write(tmp_path / "tokelau.md", 1.9)))
    changes = keeper.remove("tokelau")
    assert [f.value for f in changes.gone] == [1.9]
    kept = sorted(name.partition("/")[0] for name in files_of(keeper))
    assert kept == [".lock", "originals", "removed"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more"], ids=["empty", "zip"])
def test_an_unreadable_file_changes_nothing(keeper, tmp_path, content):
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(ReadingError):
        keeper.preview(named(str(tmp_path / "bad.zip")))
    assert not keeper.folder.path.exists()


def test_the_same_file_twice_is_refused(keeper, tmp_path):
    keeper.add(named(write(tmp_path / "tokelau.md", 1.9)))
    before = files_of(keeper)
    with pytest.raises(InputError) as error:
        keeper.add(named(write(tmp_path / "copy.md", 1.9)))
    assert str(error.value) == (
        "copy.md is known already as the source 'tokelau'; nothing was changed"
    )
    assert files_of(keeper) == before


def test_another_file_of_a_known_id_is_refused(keeper, tmp_path):
    keeper.add(named(write(tmp_path / "tokelau.md", 1.9)))
    with pytest.raises(InputError) as error:
        keeper.add(named(write(tmp_path / "tokelau.md", 2.5)))
    assert str(error.value) == (
        "there is a source 'tokelau' already; nothing was changed: remove it first, "
        "or give the new one another id with --id"
    )


def test_a_failed_build_undoes_the_change(keeper, tmp_path, vocabulary):
    keeper.add(named(write(tmp_path / "tokelau.md", 1.9)))
    before = keeper.home.current(), keeper.folder.sources()

    def fail(sources, *, publish):
        raise ContentError(file="d.csv", line=1, problem="broken", remedy="mend")

    failing = SourceKeeper(keeper.home, vocabulary, fail)
    with pytest.raises(ContentError):
        failing.add(named(write(tmp_path / "niue.md", 3)))
    with pytest.raises(ContentError):
        failing.remove("tokelau")
    assert (keeper.home.current(), keeper.folder.sources()) == before


def test_an_unknown_source_cannot_be_removed(keeper):
    with pytest.raises(NotKnownError) as error:
        keeper.remove("nothing")
    assert str(error.value) == (
        "no added source 'nothing' is known; see: kilowit sources; shipped ones stay"
    )


def test_a_refresh_fetches_only_what_changed(keeper):
    url = "https://example.org/tokelau"
    web = Web(tokelau=_TEXT.format(1.9))
    keeper.add(named(url, web=web))
    same = keeper.refresh(None, fetcher=web, today=_TODAY)
    assert (same.outcomes, same.changes) == ((("tokelau", "unchanged"),), None)
    changed = keeper.refresh("tokelau", fetcher=Web(tokelau=_TEXT.format(2.5)), today=_TODAY)
    assert changed.outcomes == (("tokelau", "changed"),)
    assert next(iter(changes_lines(changed.changes))) == (
        "~ country:TK electricity_demand TK 2023: 2.5 GWh (ok), was 1.9 GWh"
    )


def test_a_source_that_vanished_keeps_its_figures_marked(keeper):
    keeper.add(named("https://example.org/tokelau", web=Web(tokelau=_TEXT.format(1.9))))
    gone = keeper.refresh(None, fetcher=Web(), today=_TODAY)
    assert gone.outcomes == (("tokelau", "its publisher took it down; its figures are kept"),)
    assert keeper.folder.source("tokelau").said["missing_since"] == "2026-11-24"


def test_a_source_from_a_file_cannot_be_refreshed(keeper, tmp_path):
    keeper.add(named(write(tmp_path / "tokelau.md", 1.9)))
    with pytest.raises(InputError) as error:
        keeper.refresh("tokelau", fetcher=Web(), today=_TODAY)
    assert str(error.value) == (
        "the source 'tokelau' came from a file; remove it and add the new file"
    )


def test_one_title_for_two_files_is_refused(tmp_path):
    names = [write(tmp_path / "a.md", 1), write(tmp_path / "b.md", 2)]
    with pytest.raises(InputError) as error:
        named(*names, title="T")
    assert str(error.value) == (
        "a title, an address or an id belongs to one source; add the files singly"
    )


def test_a_preview_tells_a_slip_of_the_unit(keeper, tmp_path):
    first = tmp_path / "contract.md"
    first.write_text("# Talen\n\nAmazon signed a contract with Talen for 1,920 MW in June 2025.\n")
    keeper.add(named(str(first)))
    slip = tmp_path / "slip.md"
    slip.write_text("# News\n\nAmazon's contract with Talen covers 1.92 MW.\n")
    lines = "\n".join(
        line for preview in keeper.preview(named(str(slip))) for line in preview.lines()
    )
    assert "a slip of the unit or the point" in lines

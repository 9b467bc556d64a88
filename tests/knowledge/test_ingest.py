"""Raw files become sources, documents and passages; only what changed is read again."""

import os

import pytest

from knowledge.errors import ContentError
from knowledge.ingest import build_knowledge, content_files, read_content
from knowledge.raw_files import find_raw_files, slug
from knowledge.words import load_vocabulary

_TEXT = "# Power in Tokelau\n\nTokelau runs on solar power. It has three atolls.\n"


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary()


def write(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_each_raw_file_is_a_source_named_after_its_stem(tmp_path, vocabulary):
    records = read_content([write(tmp_path / "c", Tokelau_2024__md=_TEXT)], vocabulary=vocabulary)
    assert [(s.source_id, s.title, s.url, s.file) for s in records.sources] == [
        ("tokelau-2024", "Power in Tokelau", "file:Tokelau_2024.md", "Tokelau_2024.md")
    ]
    document = records.documents[0]
    assert [p.source_id for p in records.passages] == ["tokelau-2024"]
    assert all(document.text[p.start : p.end] == p.text for p in records.passages)


def test_a_record_beside_the_file_says_who_published_it(tmp_path, vocabulary):
    record = 'title = "Atolls"\npublisher = "Utility"\npublished = "2024-05"\ntier = "primary"\n'
    folder = write(tmp_path / "c", a__txt=_TEXT, a__txt__source__toml=record)
    source = read_content([folder], vocabulary=vocabulary).sources[0]
    assert (source.title, source.publisher, source.published, source.tier) == (
        "Atolls", "Utility", "2024-05", "primary",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ('title = "T"\nauthor = "A"\n', "a.txt.source.toml:2: unknown field 'author'; use "),
        ('tier = "best"\n', "a.txt.source.toml:1: tier is 'best'; use one of primary, "),
        ("published = 2024\n", "a.txt.source.toml:1: published is 2024; give a text in quotes"),
        ('file = "gone.txt"\n', "a.txt.source.toml:1: there is no file 'gone.txt'; put it there"),
        ("title = \n", "a.txt.source.toml: Invalid value"),
    ],
    ids=["unknown", "tier", "type", "missing", "toml"],
)
def test_a_mistake_in_a_record_is_told_with_its_line(tmp_path, record, message):
    folder = write(tmp_path / "c", a__txt=_TEXT, a__txt__source__toml=record)
    with pytest.raises(ContentError) as error:
        find_raw_files(folder)
    assert str(error.value).startswith(message)


def test_an_unreadable_file_is_told_and_the_others_serve(tmp_path, vocabulary):
    folder = write(tmp_path / "c", good__txt=_TEXT)
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    records = read_content([folder], vocabulary=vocabulary)
    assert [(n.source_id, n.kind) for n in records.notes] == [("bad", "unread")]
    assert {p.source_id for p in records.passages} == {"good"}


def test_files_of_one_stem_are_told_apart(tmp_path):
    folder = write(tmp_path / "c", report__md=_TEXT, report__txt=_TEXT, Report__html=_TEXT)
    assert [f.source_id for f in find_raw_files(folder)] == ["report", "report-md", "report-txt"]


def test_a_source_id_that_is_taken_is_refused(tmp_path, vocabulary):
    folders = [write(tmp_path / name, a__txt=_TEXT) for name in ("one", "two")]
    with pytest.raises(ContentError) as error:
        read_content(folders, vocabulary=vocabulary)
    assert str(error.value) == (
        "a.txt: the source 'a' is known already; give the file another name"
    )


def test_an_unchanged_file_is_not_read_again(tmp_path, vocabulary, monkeypatch):
    folder = write(tmp_path / "c", a__txt=_TEXT, b__txt=_TEXT)
    first = read_content([folder], vocabulary=vocabulary, cache=tmp_path / "cache")
    write(folder, b__txt=_TEXT + "More.\n")
    read = []
    monkeypatch.setattr(
        "knowledge.ingest.read_file_knowledge",
        lambda raw, *, vocabulary: read.append(raw.source_id) or _reread(raw, vocabulary),
    )
    second = read_content([folder], vocabulary=vocabulary, cache=tmp_path / "cache")
    assert read == ["b"]
    assert [d for d in second.documents if d.source_id == "a"] == [
        d for d in first.documents if d.source_id == "a"
    ]


def _reread(raw, vocabulary):
    from knowledge.file_knowledge import read_file_knowledge

    return read_file_knowledge(raw, vocabulary=vocabulary)


def test_a_damaged_cache_is_only_slower(tmp_path, vocabulary):
    folder = write(tmp_path / "c", a__txt=_TEXT)
    first = read_content([folder], vocabulary=vocabulary, cache=tmp_path / "cache")
    for kept in (tmp_path / "cache" / "files").iterdir():
        kept.write_text("{" + os.linesep)
    assert read_content([folder], vocabulary=vocabulary, cache=tmp_path / "cache") == first


def test_every_raw_file_counts_for_the_name_of_a_build(tmp_path):
    folder = write(tmp_path / "c", a__txt=_TEXT, a__txt__source__toml='title = "T"\n', b__pdf="x")
    write(folder / "datasets", d__csv="", notes__bak="")
    names = [p.relative_to(folder).as_posix() for p in content_files(folder)]
    assert names == ["a.txt", "a.txt.source.toml", "b.pdf", "datasets/d.csv"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Amazon_2023 (final)", "amazon-2023-final"),
        ("令和5年　エネルギー白書", "令和5年-エネルギー白書"),
        ("../..", "source"),
    ],
)
def test_a_name_becomes_an_id(name, expected):
    assert slug(name) == expected


def test_unchanged_laid_out_content_is_not_read_again(tmp_path, vocabulary, monkeypatch):
    folder = write(tmp_path / "c", a__txt=_TEXT)
    options = {"vocabulary": vocabulary, "cache": tmp_path / "cache"}
    build_knowledge([folder], store_path=tmp_path / "1.db", **options)
    monkeypatch.setattr("knowledge.ingest.read_curated", lambda *a, **k: pytest.fail("read"))
    write(folder, b__txt=_TEXT + "More.\n")
    report = build_knowledge([folder], store_path=tmp_path / "2.db", **options)
    assert (report.n_sources, report.n_documents) == (2, 2)


def test_a_damaged_copy_of_the_laid_out_content_is_written_anew(tmp_path, vocabulary):
    folder = write(tmp_path / "c", a__txt=_TEXT)
    options = {"vocabulary": vocabulary, "cache": tmp_path / "cache"}
    first = build_knowledge([folder], store_path=tmp_path / "1.db", **options)
    for kept in (tmp_path / "cache" / "curated").iterdir():
        kept.write_bytes(b"no database" * 1000)
    assert build_knowledge([folder], store_path=tmp_path / "2.db", **options) == first

"""Builds are published whole, excluded from each other, kept and rolled back."""

import os
from pathlib import Path

import pytest

from index.build import build_generation
from index.errors import BuildRunningError, GenerationError
from index.generations import FILES, Home, check_files
from index.hashing import HashEncoder
from index.opening import open_generation
from knowledge.errors import ContentError
from knowledge.words import load_vocabulary

_SOURCE = """[s]
title = "T"
publisher = "P"
url = "https://example.org/"
kind = "report"
tier = "primary"
language = "en"
licence = "CC BY 4.0"
"""
_HEADER = (
    "key,subject_id,measure_id,region,period,value,lower,upper,unit,qualifier,status,"
    "scope_en,scope_ja,standing,source_id,page,quote,caveat_en,caveat_ja\n"
)


def write_content(folder: Path, value: float) -> Path:
    for name in ("sources", "datasets"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "sources" / "s.toml").write_text(_SOURCE)
    row = f"k,bitcoin-network,electricity_consumption,world,2024,{value},,,TWh,,estimated,,,ok,s"
    (folder / "datasets" / "d.csv").write_text(f"{_HEADER}{row},,,,\n")
    return folder


def build(home: Home, content: Path) -> str:
    return build_generation(
        home,
        [content],
        vocabulary=load_vocabulary(),
        vocabulary_folders=[],
        encoder=HashEncoder(),
    )


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def test_a_build_is_published_and_answers(home, tmp_path):
    name = build(home, write_content(tmp_path / "c", 1))
    opened = open_generation(home, HashEncoder())
    assert (opened.name, opened.knowledge.figure("k").value) == (name, 1)
    opened.close()


def test_the_same_content_gives_the_same_generation(home, tmp_path):
    first = build(home, write_content(tmp_path / "c", 1))
    second = build(home, write_content(tmp_path / "c", 2))
    assert first != second
    assert build(home, write_content(tmp_path / "c", 1)) == first == home.current()


def test_a_reader_keeps_the_generation_that_it_opened(home, tmp_path):
    build(home, write_content(tmp_path / "c", 1))
    opened = open_generation(home, HashEncoder())
    build(home, write_content(tmp_path / "c", 2))
    assert opened.knowledge.figure("k").value == 1
    opened.close()


def test_rolling_back_serves_the_one_before(home, tmp_path):
    first = build(home, write_content(tmp_path / "c", 1))
    build(home, write_content(tmp_path / "c", 2))
    assert home.roll_back() == first == home.current()


def test_only_the_last_three_are_kept(home, tmp_path):
    for value in range(5):
        build(home, write_content(tmp_path / "c", value + 1))
    assert len(home.names()) == 3


def test_a_mistake_in_the_content_leaves_the_old_one_serving(home, tmp_path):
    name = build(home, write_content(tmp_path / "c", 1))
    content = write_content(tmp_path / "c", 2)
    (content / "datasets" / "d.csv").write_text(_HEADER + "k,nobody,x,world" + ",," * 8 + "\n")
    with pytest.raises(ContentError, match=r"d\.csv:2: "):
        build(home, content)
    assert home.current() == name


def test_two_builders_exclude_each_other(home, tmp_path):
    with home.building(), pytest.raises(BuildRunningError, match=f"process {os.getpid()}"):
        build(home, write_content(tmp_path / "c", 1))


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
@pytest.mark.parametrize("damage", ["truncated", "flipped", "missing"])
def test_damage_is_found(home, tmp_path, name, damage):
    generation = build(home, write_content(tmp_path / "c", 1))
    path = home.folder(generation) / name
    content = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(content[: len(content) // 2])
    else:
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)
    assert len(check_files(home.folder(generation))) >= 1


def test_another_model_is_refused_with_the_remedy(home, tmp_path):
    class Other(HashEncoder):
        model_id = "other"

    build(home, write_content(tmp_path / "c", 1))
    with pytest.raises(GenerationError, match="run: kilowit build, or set KILOWIT_MODEL back"):
        open_generation(home, Other())


def test_without_a_build_the_command_is_named(home):
    with pytest.raises(GenerationError, match="run: kilowit build"):
        open_generation(home, HashEncoder())


def test_an_index_opened_later_finds_the_same(home, tmp_path):
    build(home, write_content(tmp_path / "c", 1))
    now, later = (
        open_generation(home, HashEncoder(), deferred=deferred) for deferred in (False, True)
    )
    expected = now.retriever.retrieve("Bitcoin electricity consumption")
    assert expected
    assert later.retriever.retrieve("Bitcoin electricity consumption") == expected
    for opened in (now, later):
        opened.close()


def test_a_damaged_index_is_refused_though_it_would_be_opened_later(home, tmp_path):
    name = build(home, write_content(tmp_path / "c", 1))
    with (home.folder(name) / "vectors.faiss").open("ab") as file:
        file.write(b"x")
    with pytest.raises(GenerationError, match=r"is damaged \(vectors\.faiss\)"):
        open_generation(home, HashEncoder(), deferred=True)

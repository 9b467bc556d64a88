"""An operator's mistake in the vocabulary is told with its file and line."""

import pytest

from knowledge.errors import VocabularyError
from knowledge.words import load_vocabulary

_SUBJECT = """\
# my own

[[subject]]
id = "plant-x"
kind = "site"
en = "Plant X"
ja = "X発電所"
measure = "electricity_generation"
"""
_MEASURE = """\
[[measure]]
id = "heat_use"
en = "heat use"
ja = "熱使用量"
dimension = "energy"
basis = "per_year"
unit = "TWh"
family = "heat"
stale_after_years = 3
sane_min = 0.1
sane_max = 100
"""
_HEADER = "code,iso3,en,ja,aliases_en,aliases_ja,kind\n"
_SEE = "see docs/content.md for the fields"


def load(folder, file, text):
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_vocabulary([folder])


def test_an_operator_adds_a_subject_a_measure_and_a_region(tmp_path):
    load(tmp_path, "subjects/own.toml", _SUBJECT)
    load(tmp_path, "measures/own.toml", _MEASURE)
    vocabulary = load(tmp_path, "regions.csv", _HEADER + "JP-13,,Tokyo,東京都,,東京,state\n")
    assert vocabulary.subject("plant-x").names.ja == "X発電所"
    assert vocabulary.measure("heat_use").sane_max == 100.0
    assert vocabulary.region("JP-13").aliases_ja == ("東京",)


@pytest.mark.parametrize(
    "case",
    [
        ('en = "Plant X"\n', "", 4, "subject 'plant-x' lacks en", _SEE),
        ("kind =", "sort =", 4, "subject 'plant-x' lacks kind", _SEE),
        ("measure =", "colour = 'red'\nmeasure =", 4, "subject 'plant-x' has unknown colour", _SEE),
        ('"Plant X"', "7", 4, "en of subject 'plant-x' is 7", 'give a text in quotes: "..."'),
        ('"Plant X"', '""', 4, "en of subject 'plant-x' is ''", 'give a text in quotes: "..."'),
        (
            "measure =",
            'aliases_en = "px"\nmeasure =',
            4,
            "aliases_en of subject 'plant-x' is 'px'",
            'give a list of texts: ["...", "..."]',
        ),
        ("[[subject]]", "[[subjects]]", 3, "unknown table 'subjects'",
         "write each record under [[subject]]"),
        ("[[subject]]", "[subject]", 3, "[subject] holds one record only", "write [[subject]]"),
        (
            "electricity_generation",
            "electricity_generated",
            4,
            "subject 'plant-x' names the measure 'electricity_generated', which does not exist",
            "add the measure or correct the name",
        ),
        (
            "measure =",
            'part_of = "plants"\nmeasure =',
            4,
            "subject 'plant-x' names the subject 'plants', which does not exist",
            "add the subject or correct the name",
        ),
        ("plant-x", "bitcoin-network", 4, "the id 'bitcoin-network' is given twice",
         "give each subject and measure one entry"),
    ],
    ids=["lacks", "renamed", "unknown-field", "number", "empty", "no-list", "unknown-table",
         "single-table", "no-measure", "no-subject", "twice"],
)  # fmt: skip
def test_a_mistake_in_a_subject(tmp_path, case):
    old, new, line, problem, remedy = case
    with pytest.raises(VocabularyError) as error:
        load(tmp_path, "subjects/own.toml", _SUBJECT.replace(old, new))
    assert str(error.value) == f"own.toml:{line}: {problem}; {remedy}"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"per_year"', '"yearly"', "basis is 'yearly'"),
        ('"TWh"', '"TW"', "TW measures power, not energy"),
        ('"TWh"', '"furlong"', "unit is 'furlong'"),
        ("= 100", "= 0.01", "sane_min 0.1 is not below sane_max 0.01"),
        ("= 3", '= "three"', "stale_after_years of measure 'heat_use' is 'three'"),
        ("= 3", "= true", "stale_after_years of measure 'heat_use' is True"),
    ],
)
def test_a_mistake_in_a_measure(tmp_path, old, new, problem):
    with pytest.raises(VocabularyError) as error:
        load(tmp_path, "measures/own.toml", _MEASURE.replace(old, new))
    assert str(error.value).startswith(f"own.toml:2: {problem}; ")


@pytest.mark.parametrize(
    ("table", "line", "problem"),
    [
        ("code,en,ja\n", 1, "the header is code,en,ja"),
        ("", 1, "the header is nothing"),
        (_HEADER + "JP-13,,Tokyo\n", 2, "the row of 'JP-13' has not 7 cells"),
        (_HEADER + "JP-13,,Tokyo,東京都,,,state,more\n", 2, "the row of 'JP-13' has not 7 cells"),
        (_HEADER + "JP-13,,Tokyo,,,,state\n", 2, "a region lacks its code or a name"),
        (_HEADER + "JP-13,,Tokyo,東京都,,,town\n", 2, "kind of 'JP-13' is 'town'"),
    ],
    ids=["header", "empty", "short", "long", "no-name", "kind"],
)
def test_a_mistake_in_a_region(tmp_path, table, line, problem):
    with pytest.raises(VocabularyError) as error:
        load(tmp_path, "regions.csv", table)
    assert str(error.value).startswith(f"regions.csv:{line}: {problem}; ")


@pytest.mark.parametrize("file", ["subjects/own.toml", "regions.csv"])
def test_another_encoding_is_told_with_its_line(tmp_path, file):
    with pytest.raises(VocabularyError) as error:
        load(tmp_path, file, b"# one\n# " + "日本".encode("shift_jis"))
    name = file.rpartition("/")[2]
    assert str(error.value) == f"{name}:2: the file is not in UTF-8; save it as UTF-8"


def test_broken_toml_is_told_with_its_line(tmp_path):
    with pytest.raises(VocabularyError) as error:
        load(tmp_path, "subjects/own.toml", _SUBJECT.replace('"site"', "site"))
    assert str(error.value).startswith("own.toml:5: Invalid value")

"""Scores of quantity reading, on small labelled files worked by hand."""

import json
from pathlib import Path

import pytest

from knowledge.errors import ReadingError
from knowledge.evaluation import Amount, Miss, Score, evaluate_quantities
from knowledge.labelled_units import comparable, expected_quote_unit, gold_unit

GOLD = Path(__file__).parent / "gold"


def write_lines(path, rows):
    path.write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8"
    )
    return path


def test_a_file_is_scored_by_value_and_by_value_with_unit(tmp_path):
    rows = [
        {"text": "about 415 TWh", "quantities": [{"value": 415, "unit": "TWh"}]},
        {"text": "5 GW", "quantities": [{"value": 5, "unit": "MW"}]},
        {
            "text": "3 to 4 GW and 7 %",
            "quantities": [{"value": None, "lower": 3, "upper": 4, "unit": "GW"}],
        },
        {"text": "nothing", "quantities": [{"value": 1, "unit": None}]},
    ]
    report = evaluate_quantities(write_lines(tmp_path / "gold.jsonl", rows))
    assert (report.file, report.n_texts, report.n_gold, report.n_found) == ("gold.jsonl", 4, 4, 4)
    assert report.value == Score(0.75, 0.75, 0.75)
    assert report.value_and_unit == Score(0.5, 0.5, 0.5)
    assert report.exact_share == 0.25
    assert report.misses[0] == Miss(
        "5 GW", (Amount(5, 5, "MW", ""),), (Amount(5, 5, "GW", "5 GW"),)
    )


def test_equal_values_are_paired_by_unit_first(tmp_path):
    quantities = [{"value": 5, "unit": "MW"}, {"value": 5, "unit": "GW"}]
    rows = [{"text": "5 GW and 5 MW", "quantities": quantities}]
    report = evaluate_quantities(write_lines(tmp_path / "gold.jsonl", rows))
    assert report.value_and_unit == Score(1.0, 1.0, 1.0)


def test_newsquant_labels_are_read(tmp_path):
    row = {
        "text": "It rose 19 per cent to $58.24 per barrel with 10-20 stations and 5 apples",
        "quantities": [
            {"value": "19.0", "unit": "percent", "normalized_unit": "percentage"},
            {"value": "58.24", "unit": "$", "normalized_unit": "dollar per barrel"},
            {"value": "10.0-20.0", "unit": "stations", "normalized_unit": "station"},
            {"value": "5", "unit": "apples", "normalized_unit": "apple"},
        ],
    }
    path = tmp_path / "news.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    assert evaluate_quantities(path).value_and_unit == Score(1.0, 1.0, 1.0)


def test_recognizers_labels_count_their_own_kind_only(tmp_path):
    rows = [
        {
            "Input": "二割の人が5キロメートル歩く",
            "Results": [{"TypeName": "percentage", "Text": "二割", "Resolution": {"value": "20%"}}],
        },
        {"Input": "none", "Results": []},
        {
            "Input": "12 to 15",
            "Results": [
                {"TypeName": "numberrange", "Text": "12 to 15", "Resolution": {"value": "[12,15)"}}
            ],
        },
    ]
    path = tmp_path / "percent.json"
    path.write_text(json.dumps(rows), encoding="utf-8-sig")
    report = evaluate_quantities(path)
    assert (report.n_texts, report.n_left_out, report.exact_share) == (2, 1, 1.0)


def test_cases_of_other_kinds_are_set_aside_and_counted(tmp_path):
    def case(text, value):
        return {
            "Input": text,
            "Results": [{"TypeName": "number", "Text": text, "Resolution": {"value": value}}],
        }

    path = tmp_path / "numbers.json"
    rows = [case("にじゅうさん", "23"), case("3/5", "0.6"), case("12", "12"), case("13", "14")]
    path.write_text(json.dumps(rows), encoding="utf-8")
    report = evaluate_quantities(path)
    assert (report.exact_share, report.exact_share_without, report.n_without) == (0.25, 0.5, 2)
    assert [n for _, n in report.set_aside] == [1, 1]


def test_quotes_must_hold_their_figure(tmp_path):
    rows = [
        {"quote": "8496.3億kWhでした", "value": 849.63, "unit": "TWh/yr"},
        {"quote": "it cost $3.5 billion", "value": 3.5, "unit": "billion USD / 12 years"},
        {"quote": "up to 5 GW", "value": 6, "unit": "GW"},
        {"quote": "48 101", "value": 48, "unit": "TWh/yr"},
    ]
    report = evaluate_quantities(write_lines(tmp_path / "facts.jsonl", rows))
    assert (report.n_texts, report.n_left_out) == (3, 1)
    assert report.value_and_unit.recall == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "it is no JSON or JSON Lines (JSONDecodeError)"),
        ('{"a": 1}', "no row holds labelled quantities"),
        ("[1]", "no row holds labelled quantities"),
        ("", "no row holds labelled quantities"),
        (
            '{"text": "x", "quantities": [{"value": null, "unit": null}]}',
            "no row holds labelled quantities",
        ),
    ],
    ids=["broken", "other", "list", "empty", "valueless"],
)
def test_a_file_that_is_not_labelled_is_refused(tmp_path, content, problem):
    path = tmp_path / "x.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadingError) as error:
        evaluate_quantities(path)
    assert str(error.value).startswith(f"cannot read {path}: {problem}; give ")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ReadingError, match="FileNotFoundError"):
        evaluate_quantities(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("percentage", "%"),
        ("dollar per barrel", "USD/bbl"),
        ("-", None),
        ("course meal", "course meal"),
    ],
)
def test_a_benchmarks_unit_gets_our_name(name, unit):
    assert gold_unit(name) == unit


def test_a_facts_unit_is_reduced_to_its_amount():
    assert [
        expected_quote_unit(text) for text in ("billion kWh/yr", "GW (over)", "votes", None)
    ] == [
        ("kWh/yr", 1e9),
        ("GW", 1.0),
        (None, 1.0),
        (None, 1.0),
    ]


def test_units_compare_across_scale_and_year_but_not_dimension():
    assert comparable("GWh", "TWh/yr") == pytest.approx(0.001)
    assert comparable("GW", "TWh") is None


@pytest.mark.parametrize(("name", "least"), [("dev", 0.99), ("test", 0.98), ("fresh", 0.97)])
def test_the_gold_sentences_are_read(name, least):
    report = evaluate_quantities(GOLD / f"quantities-{name}.jsonl")
    assert report.n_texts >= 60
    assert report.value_and_unit.f1 >= least


@pytest.mark.parametrize("name", ["dev", "test"])
def test_the_gold_spans_hold_their_words(name):
    lines = (GOLD / f"quantities-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        for item in row["quantities"]:
            assert row["text"][item["start"] : item["end"]] == item["text"]

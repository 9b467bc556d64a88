"""Figures from text: what each quantity is about, and what the text does not say to be so."""

import random
from pathlib import Path

import pytest

from knowledge.errors import ReadingError
from knowledge.extraction import find_figures
from knowledge.figure_evaluation import evaluate_figures, read_text
from knowledge.records import Document, Source
from knowledge.words import load_vocabulary

VOCABULARY = load_vocabulary()
GOLD = Path(__file__).parent / "gold"


def source(published=None):
    return Source("s", "Title", "P", "u", "report", "primary", "en", "CC0", published=published)


def document(text, *, title="", page_starts=()):
    return Document("d", "s", title, "en", "text", text, page_starts)


def found(text, published=None):
    """Each figure as subject, measure, amount, period, region."""
    result = read_text(text, vocabulary=VOCABULARY, published=published)
    return [
        (
            f.subject_id,
            f.measure_id,
            f"{f.value:g} {f.unit}" if f.value is not None else f"{f.lower:g}-{f.upper:g} {f.unit}",
            f.period.text if f.period else None,
            f.region,
        )
        for f in result.figures
        if f.standing not in ("rejected", "superseded")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In Ireland, data centres used 5.3 TWh in 2022.",
            [("data-centres", "electricity_consumption", "5.3 TWh", "2022", "IE")],
        ),
        (
            "アイルランドのデータセンターは2022年に5.3TWhを使った。",
            [("data-centres", "electricity_consumption", "5.3 TWh", "2022", "IE")],
        ),
        (
            "Electricity use rose from 485 TWh in 2025 to 950 TWh in 2030 in the world's data"
            " centres.",
            [],
        ),
        (
            "Poland used 174 TWh, Chile 85 TWh and Peru 60 TWh in 2023.",
            [
                ("country:PL", "electricity_demand", "174 TWh", "2023", "PL"),
                ("country:CL", "electricity_demand", "85 TWh", "2023", "CL"),
                ("country:PE", "electricity_demand", "60 TWh", "2023", "PE"),
            ],
        ),
        (
            "2023年の需要はチリが85TWh、ペルーが60TWhだった。",
            [
                ("country:CL", "electricity_demand", "85 TWh", "2023", "CL"),
                ("country:PE", "electricity_demand", "60 TWh", "2023", "PE"),
            ],
        ),
        (
            "Training GPT-3 took 1,287 MWh and emitted 552 tonnes of CO2e.",
            [
                ("training:gpt-3", "training_energy", "1287 MWh", None, "world"),
                ("training:gpt-3", "training_emissions", "552 tCO2e", None, "world"),
            ],
        ),
        (
            "IREN signed a 200 MW deal with Microsoft in May 2025.",
            [("contract:iren-microsoft", "contracted_power", "200 MW", "2025-05", "world")],
        ),
        (
            "# Bitcoin\n\nThe annual electricity consumption was 138 TWh in 2025.",
            [("bitcoin-network", "electricity_consumption", "138 TWh", "2025", "world")],
        ),
    ],
    ids=["region", "region-ja", "far", "list", "list-ja", "training", "contract", "heading"],
)
def test_a_quantity_is_read_with_what_it_is_about(text, expected):
    assert found(text) == expected


_CONTRACT = "Last month, Core Scientific signed a 90 MW contract with CoreWeave."
_CONTRACT_JA = "先月、採掘会社のコア・サイエンティフィックは、コアウィーブと90MWの契約を締結した。"
_GROWTH_JA = "今年だけで40%という成長を遂げた大手メーカーであるエヌビディアを見てみよう。"


@pytest.mark.parametrize(
    ("text", "published", "period"),
    [
        (_CONTRACT_JA, "2024-07-11", "2024-06"),
        (_CONTRACT, "2024-01-15", "2023-12"),
        (_GROWTH_JA, "2024-07-11", "2024"),
        ("This year, Nvidia shares rose 40 %.", "2024", "2024"),
        (_CONTRACT, "2024", None),
        (_CONTRACT, None, None),
    ],
    ids=["last-month-ja", "last-month", "this-year-ja", "year-known", "month-unknown", "undated"],
)  # fmt: skip
def test_relative_periods_follow_the_published_date(text, published, period):
    (figure,) = found(text, published)
    assert figure[3] == period


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("If every car were electric, Norway would use 150 TWh.", "supposes"),
        ("Contrary to the claim that Bitcoin uses 900 TWh, nobody measured that.", "refute"),
        ("Data centres do not use 900 TWh.", "denies"),
        ("もし全員が使えば、AIは900TWhを消費する。", "仮定"),
        ("ビットコインが900TWhを使うという説は誤りだ。", "反論"),
        ("データセンターの消費は900TWhではなく、もっと少ない。", "否定"),
    ],
)
def test_what_the_text_does_not_say_to_be_so_never_answers(text, reason):
    figures = read_text(text, vocabulary=VOCABULARY).figures
    assert [f.standing for f in figures] == ["rejected"]
    assert reason in figures[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "From April to September 2022, data centres in Ireland used 2.6 TWh.",
        "アイルランドのデータセンターは2022年5月から8月に1.7TWhを使った。",
    ],
)
def test_months_that_are_no_period_answer_for_no_year(text):
    assert found(text) == []
    reasons = [f.reason for f in read_text(text, vocabulary=VOCABULARY).figures]
    assert [r for r in reasons if "quarter" in r or "四半期" in r]


def test_ten_times_as_much_is_no_amount():
    assert found("A ChatGPT query uses 10 times as much as a Google search.") == []


def test_a_replaced_value_is_superseded():
    text = "Bitcoin's consumption was 89 TWh in 2021, down from 104 TWh by the old method."
    figures = read_text(text, vocabulary=VOCABULARY).figures
    assert [(f.value, f.standing) for f in figures] == [(89.0, "ok"), (104.0, "superseded")]


def test_an_earlier_value_keeps_its_own_period():
    text = "Amazon's emissions were 68 million tCO2e in 2024, up from 51 million tCO2e in 2019."
    assert [f[2:4] for f in found(text)] == [("6.8e+07 tCO2e", "2024"), ("5.1e+07 tCO2e", "2019")]


def test_a_value_of_the_year_before_is_moved_back_once():
    text = "アイルランドのデータセンターは2022年に5.3TWhを使った。前年の4.0TWhから32%の増加である。"
    read = read_text(text, vocabulary=VOCABULARY)
    years = {f.period.text for f in read.figures if f.value == 4.0 and f.period}
    assert years <= {"2021"}


def test_a_thing_is_named_without_the_clause_it_is_the_object_of():
    text = (
        "The battery replaced the Ashgrove coal plant, which had produced up to 1,200 MW in 2019."
    )
    assert {f[0] for f in found(text)} == {"named:ashgrove-coal-plant"}


def test_a_subject_outside_the_vocabulary_is_kept_as_named():
    text = "The Kestrel Point campus drew 44 MW in March 2025."
    result = read_text(text, vocabulary=VOCABULARY)
    (subject,) = result.subjects
    assert (subject.subject_id, subject.kind, subject.names.en, subject.measure) == (
        "named:kestrel-point-campus",
        "named",
        "Kestrel Point campus",
        "power_demand",
    )
    assert result.figures[0].subject_id == subject.subject_id


def test_a_japanese_subject_outside_the_vocabulary_is_kept_as_named():
    result = read_text("青葉台データセンターは2025年に44MWを使った。", vocabulary=VOCABULARY)
    (subject,) = result.subjects
    assert (subject.subject_id, subject.names.ja) == (
        "named:青葉台データセンター",
        "青葉台データセンター",
    )


@pytest.mark.parametrize(
    "text",
    [
        "A data centre uses 20 GWh a year.",
        "データセンターの電力の30%は冷却に使われる。",
        "Solar power produced 16 % of Spain's electricity in 2023.",
        "Efficiency saved data centres 5 TWh in 2023.",
        "The survey lasted 18 months and asked 49 firms.",
        "We ran on four A100 GPUs.",
        "Table 4 TDP 300 W 250 W 400 W 12 8 30 9 450 W V100 M40 8 12.",
    ],
    ids=["one-of-a-kind", "own-part", "other-part", "saved", "not-energy", "setup", "debris"],
)
def test_what_would_mislead_is_left_out(text):
    assert found(text) == []


def test_every_quote_is_the_slice_at_its_span_with_its_page():
    wide = "ＡＩサーバーは２０３０年に４３２ＴＷｈを使う。"
    wrapped = (
        "By the count of the index that covers all known miners, Bitcoin used\n138 TWh in 2024."
    )
    text = f"First page.\n\n{wrapped}\n\n{wide}"
    pages = (0, text.index("By the"))
    result = find_figures(document(text, page_starts=pages), source=source(), vocabulary=VOCABULARY)
    quotes = [text[f.locator.start : f.locator.end] for f in result.figures]
    assert quotes == [f.quote for f in result.figures]
    assert quotes == [wrapped, wide]
    assert [f.locator.page for f in result.figures] == [2, 2]


def test_figures_have_the_same_ids_after_another_reading():
    text = "Data centres used 415 TWh in 2024."
    ids = [read_text(text, vocabulary=VOCABULARY).figures[0].figure_id for _ in range(2)]
    assert ids[0] == ids[1]


def test_a_doubtful_reading_is_said():
    result = read_text("Efficient heat pumps drew 3 GW in Finland.", vocabulary=VOCABULARY)
    assert [(d.kind, d.figure_id) for d in result.doubts] == [
        ("confidence", f.figure_id) for f in result.figures if f.standing == "caution"
    ]
    assert result.doubts


def test_scope_holds_the_words_that_narrow():
    text = "Data centres used 415 TWh in 2024, excluding cryptocurrency mining."
    (figure,) = read_text(text, vocabulary=VOCABULARY).figures
    assert figure.scope.en == "excluding cryptocurrency mining"


def test_mutilated_text_never_breaks_and_never_misquotes():
    rng = random.Random(7)
    seeds = [
        line
        for name in ("figures-dev.jsonl",)
        for line in (GOLD / name).read_text(encoding="utf-8").splitlines()[::5]
    ]
    for line in seeds:
        letters = list(line)
        for _ in range(12):
            at = rng.randrange(len(letters))
            letters[at] = rng.choice("0,.%\n#。 はの\ufffd½㎿（")
        text = "".join(letters)
        result = find_figures(document(text), source=source("2024-07-11"), vocabulary=VOCABULARY)
        assert all(text[f.locator.start : f.locator.end] == f.quote for f in result.figures)


@pytest.mark.parametrize(("half", "least"), [("dev", 0.93), ("test", 0.85)])
def test_figures_of_the_gold_set_are_read(half, least):
    report = evaluate_figures(GOLD / f"figures-{half}.jsonl", vocabulary=VOCABULARY)
    assert report.figures.f1 >= least
    assert report.n_gold >= 200


def test_a_file_without_labels_is_refused(tmp_path):
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "5 TWh"}\n', encoding="utf-8")
    with pytest.raises(ReadingError) as refusal:
        evaluate_figures(file, vocabulary=VOCABULARY)
    assert "no file of labelled figures" in str(refusal.value)


@pytest.mark.parametrize(
    ("half", "precision", "recall"),
    [
        ("dev", 0.97, 0.83),
        ("test", 0.85, 0.7),
        ("pointing-dev", 0.97, 0.77),
        ("pointing-used", 0.92, 0.64),
    ],
)
def test_figures_of_whole_documents_are_read(half, precision, recall):
    report = evaluate_figures(GOLD / f"documents-{half}.jsonl", vocabulary=VOCABULARY)
    assert report.figures.precision >= precision
    assert report.figures.recall >= recall


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (
            "In 2024, our total electricity consumption was 6,420 GWh.",
            "Vesta Glass Sustainability Report 2024",
            [("Vesta Glass", "6420 GWh")],
        ),
        (
            "当社の2024年度の電力使用量は310GWhでした。",
            "北斗精機 環境報告書2025",
            [("北斗精機", "310 GWh")],
        ),
        (
            "Ardent-7B and Ardent-70B used 0.2 and 1.9 Wh per prompt, respectively.",
            "",
            [("Ardent-7B", "0.2 Wh"), ("Ardent-70B", "1.9 Wh")],
        ),
        ("The Oslo campus used 40 GWh in 2024. That figure is wrong.", "", []),
        (
            "Boreal Compute said that it used 310 GWh of electricity in 2024.",
            "",
            [("Boreal Compute", "310 GWh")],
        ),
    ],
    ids=["we", "we-ja", "respectively", "taken-back", "of-itself"],
)  # fmt: skip
def test_what_a_document_calls_its_own_is_named(text, title, expected):
    result = read_text(text, vocabulary=VOCABULARY, title=title)
    names = {s.subject_id: s.names.en or s.names.ja for s in result.subjects}
    read = [
        (names[f.subject_id], f"{f.value:g} {f.unit}")
        for f in result.figures
        if f.standing != "rejected"
    ]
    assert read == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Skarvik Terminal and the Lund Terminal used 74 and 52 GWh respectively in 2024.",
            [("skarvik-terminal", 74, "2024", "ok"), ("lund-terminal", 52, "2024", "ok")],
        ),
        ("Kelso Foundry's CO2 emissions were 2.1 tonnes in 2022.",
         [("kelso-foundry", 2.1, "2022", "ok")]),
        ("Oxbow Brewing used 4 GWh in 2024. In 2023 it had used 5 GWh.",
         [("oxbow-brewing", 4, "2024", "ok"), ("oxbow-brewing", 5, "2023", "ok")]),
        ("Electricity use at Oslo Airport fell from 104 GWh to 89 GWh between 2019 and 2023.",
         [("oslo-airport", 104, "2019", "ok"), ("oslo-airport", 89, "2023", "ok")]),
        ("北浜製鉄の2024年度の電力使用量は3.2 TWhだった。2023年度の1.6 TWhから倍増した。",
         [("北浜製鉄", 3.2, "FY2024", "ok"), ("北浜製鉄", 1.6, "FY2023", "ok")]),
        ("港南ガスのCO2排出量は令和5年度に104万トンから89万トンへ減少した。",
         [("港南ガス", 1040000, "", "superseded"), ("港南ガス", 890000, "FY2023", "ok")]),
        ("青葉浄水場の電力使用量は2023年度が14 GWh、2024年度が16 GWhであった。",
         [("青葉浄水場", 14, "FY2023", "ok"), ("青葉浄水場", 16, "FY2024", "ok")]),
    ],
    ids=["articles", "owner", "year-first", "over-years", "goes-on-ja", "from-to-ja", "each-ja"],
)  # fmt: skip
def test_running_prose_on_new_things_is_read(text, expected):
    figures = read_text(text, vocabulary=VOCABULARY).figures
    read = [
        (
            f.subject_id.removeprefix("named:"),
            f.value,
            f.period.text if f.period else "",
            "ok" if f.standing == "caution" else f.standing,
        )
        for f in figures
    ]
    assert read == expected


def test_the_company_is_no_cause_named_between():
    text = (
        "北浜製鉄は2024年度に3.2 TWhの電力を使った。新しい電炉の稼働が主因である。"
        "同社のCO2排出量は2024年度に410万トンだった。"
    )
    figures = read_text(text, vocabulary=VOCABULARY).figures
    assert [f.subject_id for f in figures] == ["named:北浜製鉄", "named:北浜製鉄"]


@pytest.mark.parametrize(
    "text",
    [
        "Brackwell Water uses 26,400 cubic metres of water a day.",
        "星見市の水道は1日あたり2万6,400立方メートルの水を使います。",
        "The Brackwell works emits 200 tonnes of CO2 a day.",
    ],
)
def test_a_days_amount_is_no_years(text):
    measures = [measure for _, measure, *_ in found(text)]
    assert not {"water_consumption", "emissions"}.intersection(measures)

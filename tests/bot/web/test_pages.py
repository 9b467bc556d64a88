"""Every page, without JavaScript, in both languages; hostile words stay words."""

import csv
import html
import io
import json
import re
import tomllib
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from bot.cli.main import make_parser
from bot.web.asking import EXAMPLES
from bot.web.page_words import counted, page_words
from bot.web.site import preferred_language
from bot.web.views.searching import excerpt

TEXTS = Path(__file__).parents[3] / "bot" / "texts"
PATHS = [
    "/", "/compare", "/check", "/subjects", "/subject/bitcoin-network", "/subject/country:JP",
    "/countries", "/sources", "/source/iea-key-questions-on-energy-and-ai", "/misconceptions",
    "/misconception/ai-eighty-megatonnes", "/conflicts", "/search?q=bitcoin", "/data",
    "/figure/bitcoin-2024-cbeci",
]  # fmt: skip
ASKED = {
    "en": "how much power does AI use vs Bitcoin",
    "ja": "ビットコインはアルゼンチンより電力を使う?",
}


def fetch(server, path, **parameters):
    """(status, text) of a page; redirections are followed."""
    query = urllib.parse.urlencode(parameters, doseq=True)
    joined = f"{path}{'&' if '?' in path else '?'}{query}" if query else path
    try:
        with urllib.request.urlopen(server + joined, timeout=60) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def with_language(path, language):
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there_in_both_languages(server, path, language):
    status, text = fetch(server, with_language(path, language))
    assert status == 200
    assert f'<html lang="{language}">' in text
    assert page_words(language)["skip"] in text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_answer_says_what_the_engine_says(server, engine, language):
    shown = engine.ask(ASKED[language]).shown
    _, text = fetch(server, "/ask", q=ASKED[language])
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())
    assert f'<html lang="{language}">' in text
    for source in shown.sources:
        assert f'id="source-{source.n}"' in text
    for step in shown.steps:
        assert step in words
    for caveat in shown.caveats:
        assert caveat in words


@pytest.mark.parametrize(
    ("language", "question"), [(k, q) for k, questions in EXAMPLES.items() for q in questions]
)
def test_every_example_of_the_front_page_is_answered(server, language, question):
    status, text = fetch(server, "/ask", q=question, lang=language)
    assert status == 200
    assert "headline unanswered" not in text


def test_a_step_tells_what_it_took_from_the_question(server):
    _, text = fetch(server, "/ask", q="what does 200 MW mean in homes?", lang="en")
    assert f"{page_words('en')['from_figures']}: {page_words('en')['from_question']}" in text


@pytest.mark.parametrize(
    ("question", "big"),
    [
        ("Does Bitcoin use more electricity than Argentina?", "It depends 0.532–2.12 times"),
        ("ビットコインはアルゼンチンより電力を使う?", "場合による 0.532〜2.12倍"),
        ("AI vs Bitcoin", "It depends 0.272–4.82 times"),
    ],
)
def test_where_it_depends_no_single_number_leads(server, question, big):
    _, text = fetch(server, "/ask", q=question)
    found = re.search(r'<p class="big">(.*?)</p>', text)[1]
    words = re.sub(r'<span class="visually-hidden">.*?</span>|<[^>]+>', "", found)
    assert " ".join(words.split()) == big
    assert 'class="headline depends"' in text


def test_every_number_of_a_figure_leads_to_it(server, engine):
    payload = engine.ask(ASKED["en"]).payload
    _, text = fetch(server, "/ask", q=ASKED["en"])
    ids = {n["figure_id"] for c in payload["claims"] for n in c["numbers"] if n["figure_id"]}
    steps = {n["derivation"] for c in payload["claims"] for n in c["numbers"] if n["derivation"]}
    assert len(ids) > 3
    assert [i for i in ids if f'class="number" href="/figure/{i}?lang=en"' not in text] == []
    assert [d for d in steps if f'href="#{d}"' not in text or f'id="{d}"' not in text] == []


def test_every_source_of_an_answer_has_a_page(server):
    _, text = fetch(server, "/ask", q=ASKED["en"])
    links = re.findall(r'href="(/(?:figure|passage)/[^"#]+)"', text)
    assert {fetch(server, html.unescape(link))[0] for link in set(links)} == {200}


def test_a_quote_is_marked_in_the_text_that_it_stands_in(server, engine):
    reply = engine.ask("why is AI's energy use criticised less than Bitcoin's?")
    quotes = [c["quote"] for c in reply.payload["citations"] if c["passage_id"]]
    _, text = fetch(server, "/ask", q="why is AI's energy use criticised less than Bitcoin's?")
    (link, *_) = re.findall(r'href="(/passage/[^"]+)"', text)
    _, page = fetch(server, html.unescape(link))
    marked = html.unescape(re.search(r'<mark id="words">(.*?)</mark>', page, re.DOTALL)[1])
    assert marked == quotes[0]


def test_the_address_of_an_answer_gives_the_other_language(server):
    _, text = fetch(server, "/ask", q=ASKED["ja"], lang="en")
    assert '<html lang="en">' in text


def test_a_follow_up_takes_from_the_question_before(server):
    _, text = fetch(
        server, "/ask", q="and in 2019?", context="how much electricity does Japan use?"
    )
    assert "2019" in re.search(r'class="about">([^<]*)<', text)[1]
    assert 'name="context" value="how much electricity does Japan use?"' in text


def test_nothing_asked_leads_to_the_front_page(server):
    assert 'class="hero"' in fetch(server, "/ask", q=" ")[1]


def test_a_refusal_offers_what_can_be_answered(server):
    _, text = fetch(server, "/ask", q="how much electricity does Atlantis use?")
    assert "headline unanswered" in text
    assert 'class="big"' not in text


HOSTILE = [
    "<script>alert(1)</script> bitcoin",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} bitcoin",
    "</script><svg onload=alert(1)>",
]


@pytest.mark.parametrize("asked", HOSTILE)
def test_hostile_words_stay_words(server, asked):
    for path, name in (("/ask", "q"), ("/check", "text"), ("/search", "q"), ("/sources", "q")):
        _, text = fetch(server, path, **{name: asked})
        assert not re.search(r"<img src=x|<script>|<svg onload", text), path
        assert "49 bitcoin" not in text


def test_a_check_judges_each_claim(server):
    _, text = fetch(server, "/check", text="Data centres use 10% of the world's electricity.")
    assert "headline refuted" in text


def test_a_posted_short_text_gets_an_address(server):
    body = urllib.parse.urlencode({"text": "Bitcoin uses 159 TWh."}).encode()
    with urllib.request.urlopen(f"{server}/check", data=body, timeout=60) as response:
        assert response.url == f"{server}/check?text=Bitcoin+uses+159+TWh."


def test_a_posted_long_text_is_judged_at_once(server):
    long = "Data centres use 10% of the world's electricity. " + "Nothing more. " * 120
    body = urllib.parse.urlencode({"text": long}).encode()
    with urllib.request.urlopen(f"{server}/check", data=body, timeout=60) as response:
        assert response.url == f"{server}/check"
        assert "headline refuted" in response.read().decode()


def test_a_comparison_by_form(server):
    _, text = fetch(server, "/compare", subject=["Bitcoin", "Argentina"])
    assert 'class="big"' in text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"measure": "frob"}, "no measure &#39;frob&#39;"),
        ({"year": "frob"}, "cannot read &#39;frob&#39; as a period"),
    ],
    ids=["measure", "year"],
)
def test_a_comparison_that_cannot_be_made_keeps_the_form(server, wrong, told):
    subjects = ["Japan", "France", "Italy", "Spain", "Chile", "Peru"]
    status, text = fetch(server, "/compare", subject=subjects, lang="en", **wrong)
    assert (status, told in text) == (400, True)
    assert all(f'value="{typed}"' in text for typed in (*subjects, *wrong.values()))


def test_an_unknown_subject_is_told_in_japanese_on_a_japanese_page(server):
    status, text = fetch(server, "/compare", subject=["ビットコイン", "ゾルゴン"], lang="ja")
    assert (status, "「ゾルゴン」という対象は知りません。" in text) == (400, True)


def test_an_unknown_subject_to_compare_is_told(server):
    status, text = fetch(server, "/compare", subject=["Bitcoin", "Zorgon"])
    assert (status, "I know no subject" in text) == (400, True)


@pytest.mark.parametrize(
    "path", ["/figure/x", "/source/x", "/subject/x", "/passage/x", "/misconception/x", "/x"]
)
def test_what_is_not_known_is_told(server, path):
    assert fetch(server, path)[0] == 404


def test_a_figure_shows_all_that_is_known(server, engine):
    figure = engine.knowledge.figure("bitcoin-2024-cbeci")
    _, text = fetch(server, "/figure/bitcoin-2024-cbeci")
    assert f"<mark>{figure.value:g}</mark>" in text
    for part in (
        "86.07 – 342.4 TWh",
        "Cambridge index",
        "bitcoin.csv",
        "Digiconomist",
        "5.7132 × 10¹⁷ J",
    ):
        assert part in text


def test_a_row_of_many_measures_is_shown_with_its_cell_marked(server, engine):
    figure = engine.knowledge.figure("country:JP/carbon_intensity/2020")
    _, text = fetch(server, f"/figure/{figure.figure_id}")
    rows = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)[:2]
    head, cells = (re.findall(r"<t[hd]>(.*?)</t[hd]>", row) for row in rows)
    by_column = dict(zip(head, cells, strict=True))
    assert (by_column["region"], by_column["period"]) == ("JP", "2020")
    assert by_column["carbon_intensity_g_per_kwh"] == f"<mark>{figure.value:g}</mark>"
    assert "demand_twh" in by_column
    assert sum("<mark>" in cell for cell in cells) == 1


def test_a_chart_is_a_picture_a_drawing_and_numbers(server, engine):
    question = "top 5 countries by carbon intensity"
    chart = engine.ask(question).shown.chart
    with urllib.request.urlopen(f"{server}/chart.png?q={urllib.parse.quote(question)}") as response:
        assert response.read().startswith(b"\x89PNG")
    assert "<svg" in fetch(server, "/chart.svg", q=question)[1]
    rows = list(csv.DictReader(io.StringIO(fetch(server, "/chart.csv", q=question)[1])))
    assert [(r["label"], float(r["value"])) for r in rows] == [
        (b.label, b.value) for b in chart.bars
    ]


def test_the_chart_of_an_answer_without_one_is_not_there(server):
    assert fetch(server, "/chart.png", q="should I buy bitcoin?")[0] == 404


def test_all_figures_as_csv(server, engine):
    rows = list(csv.DictReader(io.StringIO(fetch(server, "/data/figures.csv")[1])))
    assert {r["figure_id"] for r in rows} == {f.figure_id for f in engine.knowledge.figures()}


@pytest.mark.parametrize("name", ["datapackage.json", "sources.csl.json", "claimreviews.json"])
def test_data_files_are_json(server, name):
    assert json.loads(fetch(server, f"/data/{name}")[1])


def test_pages_are_light(server):
    for path in ("/", "/countries", "/ask?q=" + urllib.parse.quote(ASKED["en"])):
        _, text = fetch(server, path)
        files = re.findall(r'"(/static/[^"]+)"', text)
        weight = len(text.encode()) + sum(len(fetch(server, f)[1].encode()) for f in set(files))
        chart = 0 if 'figure class="chart"' in text else 210_000  # named, but not loaded
        assert weight - chart < 300_000, path


def test_questions_offered_by_a_subject_are_answered(server, engine):
    for path in ("/subject/bitcoin-network", "/subject/country:JP", "/subject/data-centres"):
        for language in ("en", "ja"):
            _, text = fetch(server, path, lang=language)
            offered = re.findall(r'<li><a href="/ask\?q=[^"]*">([^<]+)</a>', text)
            assert offered, path
            for question in map(html.unescape, offered):
                assert engine.ask(question).payload["answered"], question


def test_both_languages_have_the_same_words():
    en, ja = (
        tomllib.loads((TEXTS / f"web.{language}.toml").read_text("utf-8"))
        for language in ("en", "ja")
    )
    assert list(en) == list(ja)
    slots = [[re.findall(r"\{\w+\}", words[name]) for name in en] for words in (en, ja)]
    assert [sorted(s) for s in slots[0]] == [sorted(s) for s in slots[1]]


@pytest.mark.parametrize(
    ("header", "language"),
    [("ja,en;q=0.8", "ja"), ("en-US,ja;q=0.9", "en"), ("de", "en"), ("", "en"), ("ja;q=x", "en")],
)
def test_the_browser_chooses_the_language(header, language):
    assert preferred_language(header) == language


def test_web_is_a_command():
    parsed = make_parser().parse_args(["web", "--port", "0", "--processes", "2"])
    assert (parsed.port, parsed.processes) == (0, 2)


def test_shares_of_different_wholes_are_no_disagreement(server):
    for page in range(1, 4):
        _, text = fetch(server, "/conflicts", page=page, lang="en")
        assert "e+0" not in text
        for section in re.findall(r'<section class="conflict">(.*?)</section>', text, re.DOTALL):
            details = re.findall(r"<td>([^<]*)</td>", section)
            assert len(set(details)) > 1


def test_the_map_tells_what_its_shades_mean(server):
    _, text = fetch(server, "/countries", measure="carbon_intensity", lang="en")
    steps = re.findall(r'class="shade(\d)".*?</svg> ([\d.,]+)–([\d.,]+) gCO2e/kWh', text)
    values = [float(v.replace(",", "")) for _, *ends in steps for v in ends]
    assert [shade for shade, *_ in steps] == ["0", "1", "2", "3", "4"]
    assert values == sorted(values)


def test_countries_of_one_value_have_one_shade(server):
    _, text = fetch(server, "/countries", measure="generation_nuclear", lang="en")
    told = re.findall(r'class="shade(\d)" d="[^"]*"><title>[^<]*: ([\d.,]+) TWh', text)
    assert len({value for _, value in told}) > 5
    assert {shade for shade, value in told if value == "0"} == {"0"}


def test_a_quote_of_several_figures_is_listed_once(server, engine):
    source_id = "iea-key-questions-on-energy-and-ai"
    quotes = [f.quote for f in engine.knowledge.figures(source_ids=(source_id,)) if f.quote]
    _, text = fetch(server, f"/source/{source_id}", lang="en")
    assert len(set(quotes)) < len(quotes)
    assert text.count("<blockquote>") == len(set(quotes))


@pytest.mark.parametrize(
    ("n", "language", "told"),
    [(1, "en", "1 figure"), (1234, "en", "1,234 figures"), (1, "ja", "1件の数値")],
)
def test_figures_are_counted(n, language, told):
    assert counted(n, page_words(language)) == told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short\n  text", "short text"),
        ("word " * 100, ("word " * 80).rstrip() + " …"),
        ("x" * 398 + " sentence", "x" * 398 + " …"),
        ("水" * 500, "水" * 400 + " …"),
    ],
    ids=["short", "between words", "within a word", "Japanese"],
)
def test_what_a_search_finds_is_cut_between_words(text, shown):
    assert excerpt(text) == shown


def test_a_subject_of_the_world_is_asked_about_first(server):
    _, text = fetch(server, "/subject/data-centres", lang="en")
    offered = re.findall(r'<li><a href="/ask\?q=[^"]*">([^<]+)</a>', text)
    assert offered[0] == "electricity consumption of data centres"

"""Questions for a year, for both ends of a ranking, and small ones that lean on the one before."""

import pytest


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("in what year did wind overtake coal in the UK", "2016"),
        ("日本の原発比率が一番高かったのは何年?", "2001"),
        ("when was US coal generation highest?", "2007"),
        ("Which year was German nuclear highest?", "2001"),
        ("In which year did China overtake the US in electricity generation?", "2010"),
        ("When did solar pass wind in the world?", "2025"),
        ("How much has UK coal fallen from its peak?", "2006, 2025"),
        ("日本の石炭火力はピークからどれだけ減った?", "2017年、2025年"),
        ("how far below its peak is US coal", "2007, 2025"),
        ("Has US coal fallen since its peak?", "2007, 2025"),
        ("日本の電力需要はピークを下回っている?", "2008年、2025年"),
    ],
)
def test_the_year_that_is_asked_is_named(engine, question, year):
    assert year in engine.ask(question).payload["interpretation"]


def test_a_year_that_no_series_tells_is_not_guessed(engine):
    assert not engine.ask("in what year did solar overtake nuclear in France").payload["answered"]


def test_the_cleanest_come_first_where_they_are_asked(engine):
    text = engine.ask("EUで一番電気がきれいな国は?").payload["text"]
    assert "1位 スウェーデン" in text


@pytest.mark.parametrize(
    "question",
    ["How much solar did China add in 2024?", "How many TWh did renewables add in 2024 worldwide?"],
)
def test_what_was_added_is_told_by_no_whole(engine, question):
    assert not engine.ask(question).payload["answered"]


def test_a_word_that_asks_is_not_passed_over(engine):
    assert not engine.ask("フランスの原発が作る電気は東京何個分?").payload["answered"]


def test_both_ends_of_a_ranking(engine):
    text = engine.ask("欧州で原子力の割合が一番高い国と低い国").payload["text"]
    assert "1位 フランス" in text
    assert "1位 オーストリア" in text


def test_the_year_before_is_another_year(engine):
    payload = engine.ask("去年の日本の電力消費は?その前の年は?").payload
    values = [number["value"] for claim in payload["claims"] for number in claim["numbers"]]
    assert values == [pytest.approx(1029.86), pytest.approx(1016.39)]


@pytest.mark.parametrize(
    "question",
    [
        "energy per token of gpt-4o",
        "コアサイエンティフィックの契約電力のうち稼働しているのは?",
        "one hour of netflix vs one hour of ps5",
    ],
)
def test_nothing_stands_for_what_is_asked(engine, question):
    assert engine.ask(question).payload["answered"] is False


def test_a_count_close_behind_a_name_is_read(engine):
    payload = engine.ask("AI画像1000枚作るのにスマホ何回充電できる?").payload
    assert payload["headline"]["value"] == pytest.approx(1000 * 2282 / 3.6e6 / 0.012)


def test_sites_are_ranked_where_a_data_centre_is_asked(engine):
    payload = engine.ask("一番電気を食うデータセンターはどこ?").payload
    assert "xAI" in payload["claims"][0]["text"]


@pytest.mark.parametrize(
    "question", ["Is US coal below its peak?", "日本の電力需要はピークより少ない?"]
)
def test_what_is_below_its_peak_is_said_to_be(engine, question):
    headline = engine.ask(question).payload["headline"]["text"]
    assert headline.startswith(("Yes.", "はい。"))


@pytest.mark.parametrize("question", ["Has US coal fallen since the war?", "日本のピーク電力は?"])
def test_another_time_than_the_peak_is_not_known(engine, question):
    assert not engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("apple electricity fy2020 -> fy2024", "fiscal year 2020, fiscal year 2024"),
        ("日本の太陽光 2015→2024", "2015年、2024年"),
    ],
)
def test_an_arrow_between_years_asks_for_the_change(engine, question, read):
    payload = engine.ask(question).payload
    assert payload["kind"] == "trend"
    assert read in payload["interpretation"]


@pytest.mark.parametrize("question", ["12月30日の日本の電力需要", "日本の7月の電力は?"])
def test_no_year_stands_for_a_day(engine, question):
    assert not engine.ask(question).payload["answered"]

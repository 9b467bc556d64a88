"""How comparisons, differences, sums and shares of the world are worded."""

import pytest

from knowledge.languages import language_of


def asked(engine, question):
    return engine.ask(question, language=language_of(question)).payload


def figure_of(engine, subject_id, measure_id, year):
    found = engine.knowledge.figures(
        subject_ids=[subject_id], measure_ids=[measure_id], periods=[str(year)]
    )
    return found[0].value


@pytest.mark.parametrize(
    "question",
    [
        "what's the gap in coal generation between Poland and Spain in 2023?",
        "by how much did the coal generation of Poland differ from Spain's in 2023?",
        "subtract Spain's coal generation from Poland's in 2023",
        "Could you work out the difference in coal generation between Poland and Spain in 2023?",
        "how many TWh more coal generation did Poland have than Spain in 2023",
        "2023年のポーランドとスペイン、石炭火力発電量は何TWh違う?",
        "2023年のポーランドの石炭火力発電量からスペインの石炭火力発電量を引くと?",
        "2023年のポーランド引くスペインの石炭火力発電量",
        "2023年の石炭火力発電量はポーランドとスペインでいくら違いますか?",
    ],
)
def test_a_difference_is_told_however_it_is_asked_for(engine, question):
    payload = asked(engine, question)
    poland, spain = (
        figure_of(engine, f"country:{code}", "generation_coal", 2023) for code in ("PL", "ES")
    )
    assert payload["headline"]["value"] == pytest.approx(poland - spain)
    assert payload["headline"]["unit"] == "TWh"


@pytest.mark.parametrize(
    "question",
    [
        "Italy + Austria hydro generation 2022",
        "Please add Italy's and Austria's hydro generation in 2022.",
        "add up the hydro generation of Italy and Austria in 2022",
        "2022年のイタリア+オーストリアの水力発電量",
    ],
)
def test_a_sum_is_told_however_it_is_asked_for(engine, question):
    payload = asked(engine, question)
    parts = [figure_of(engine, f"country:{c}", "generation_hydro", 2022) for c in ("IT", "AT")]
    assert payload["headline"]["value"] == pytest.approx(sum(parts))


def test_a_plus_sign_of_a_name_and_what_is_else_drawn_or_added_are_no_arithmetic(engine):
    assert asked(engine, "Command R+とGPT-4oの比較")["kind"] == "comparison"
    for question in (
        "how many homes more does Google power than Apple",
        "電気を家に引くといくら?",
        "Does adding solar to Japan use more than Germany?",
    ):
        assert not asked(engine, question)["answered"], question


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("トーゴはチュニジアより電力の低炭素比率が大きいですか", True),
        ("契約済みのクリーン電源容量はAmazonの方がGoogleより上ですか", True),
        ("石油火力発電量はインドの方がパキスタンより上ですか", False),
        ("ガンビアはキリバスより電気を多く作る?", True),
        ("do Bolivia use more electricity then Nauru?", True),
        ("フランスの電力はドイツよりクリーン?", True),
    ],
)
def test_a_word_within_a_name_and_a_slip_say_which_way_it_is_asked(engine, question, holds):
    assert asked(engine, question)["headline"]["verdict"] is holds


@pytest.mark.parametrize(
    ("question", "picked"),
    [
        ("who makes the least hydro power, China or Japan?", "Japan"),
        ("which uses the most power, H100 or A100?", "NVIDIA H100"),
        ("ケニアとドイツ、どっちがその他の再生可能エネルギー発電量高い?", "ケニア"),
        ("中国の世帯とドイツの世帯、より電力を使うのはどちらでしょうか", "ドイツの世帯"),
    ],
)
def test_which_of_two_is_named_and_not_answered_by_yes_or_no(engine, question, picked):
    assert asked(engine, question)["headline"]["text"].lstrip("*").startswith(picked)


@pytest.mark.parametrize(
    "question",
    [
        "how much of global hydro generation does Norway account for in 2023?",
        "2023年の世界の水力発電量のうちノルウェーはどれくらい?",
        "2023年の世界全体の水力発電量に対するノルウェーの比率を教えて",
    ],
)
def test_a_part_of_what_the_world_makes_is_a_share_of_that(engine, question):
    payload = asked(engine, question)
    part, whole = (
        figure_of(engine, f"country:{code}", "generation_hydro", 2023) for code in ("NO", "world")
    )
    assert payload["headline"]["value"] == pytest.approx(100 * part / whole)
    assert payload["headline"]["unit"] == "%"


def test_a_share_of_what_is_generated_is_not_one_of_what_is_used(engine):
    payload = asked(engine, "ギリシャは2023年の世界の発電量の何%?")
    part, whole = (
        figure_of(engine, f"country:{code}", "electricity_generation", 2023)
        for code in ("GR", "world")
    )
    assert payload["headline"]["value"] == pytest.approx(100 * part / whole)


def test_what_is_the_others_of_the_same_thing_is_taken_away(engine):
    payload = asked(engine, "2024年の米国のデータセンターの電力消費量から中国の分を引くといくつ?")
    cited = [engine.knowledge.figure(c["figure_id"]) for c in payload["citations"]]
    named = [(f.subject_id, f.region) for f in cited]
    assert named == [("data-centres", "US"), ("data-centres", "CN")]
    assert payload["headline"]["value"] == pytest.approx(cited[0].value - cited[1].value)

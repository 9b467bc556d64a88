"""Commands with options are answered like the questions that they stand for."""

import pytest

from bot.answer.reckoning.ranked_kinds import RANKED_KINDS
from bot.errors import InputError
from bot.requests import EquivalentRequest, FigureRequest, RankRequest, TrendRequest

NAMED = {
    "country": "Countries",
    "company": "Companies",
    "chip": "Chips",
    "model": "AI models",
    "site": "Sites",
    "prompt": "Prompts",
    "image": "AI images",
    "video": "AI videos",
    "transaction": "Transactions",
    "contract": "Contracts",
    "network": "Cryptocurrencies",
    "product": "Appliances",
    "fuel": "Sources of power",
    "miner": "Mining machines",
}


@pytest.mark.parametrize(
    ("request_", "question"),
    [
        (FigureRequest("data-centres"), "How much electricity do data centres use?"),
        (
            FigureRequest("country:JP", "carbon_intensity", 2022),
            "What was the carbon intensity of Japan in 2022?",
        ),
        (
            TrendRequest("country:JP", "electricity_demand", 2010, 2020),
            "How did Japan's electricity demand change from 2010 to 2020?",
        ),
        (RankRequest("carbon_intensity"), "Which countries have the highest carbon intensity?"),
        (EquivalentRequest("200 MW"), "What does 200 MW mean?"),
        (EquivalentRequest("3 TWh", "homes"), "How many homes is 3 TWh?"),
    ],
)
def test_a_request_is_answered_like_its_question(engine, request_, question):
    assert engine.request(request_).shown.headline == engine.ask(question).shown.headline


def test_an_open_trend_ends_at_the_last_figure_before_the_given_year(engine):
    shown = engine.request(TrendRequest("country:JP", last_year=2015)).shown
    assert [bar.label for bar in shown.chart.bars][-1] == "2015"


def test_a_ranking_stays_within_the_group(engine):
    request = RankRequest("carbon_intensity", region="EU", lowest=True)
    assert "the European Union" in engine.request(request).shown.title


def test_a_measure_of_chips_ranks_chips(engine):
    assert engine.request(RankRequest("rated_power")).shown.title.startswith("Read as: Chips")


@pytest.mark.parametrize("kind", RANKED_KINDS, ids=lambda kind: kind.name)
def test_every_kind_that_questions_rank_can_be_chosen(engine, kind):
    shown = engine.request(RankRequest(kind.measure, kind.name), language="en").shown
    assert shown.kind == "ranking"
    assert shown.title.startswith(f"Read as: {NAMED[kind.name]}")


def test_only_machines_that_mine_are_ranked_as_such(engine):
    reply = engine.request(RankRequest("rated_power", "miner"))
    assert "NVIDIA" not in str(reply.payload)


@pytest.mark.parametrize(
    "request_", [RankRequest("rated_power", "country"), RankRequest("energy_per_prompt", "fuel")]
)
def test_what_cannot_be_ranked_is_not_answered_with_a_sentence(engine, request_):
    assert not engine.request(request_).shown.answered


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            EquivalentRequest("much"),
            "'much' is no amount with a unit; say, for example, 200 MW",
        ),
        (
            TrendRequest("country:JP", None, 2020, 2010),
            "2020 is after 2010; give the earlier year first",
        ),
    ],
)
def test_requests_that_make_no_sense_are_refused(engine, request_, message):
    with pytest.raises(InputError) as refused:
        engine.request(request_)
    assert str(refused.value) == message


def test_an_unknown_group_is_refused_with_those_known(engine):
    with pytest.raises(InputError, match=r"I know no group 'Atlantis'; name one of: .*G7"):
        engine.request(RankRequest("carbon_intensity", region="Atlantis"))


@pytest.mark.parametrize(
    ("request_made", "ends"),
    [
        (TrendRequest("country:JP", "electricity_demand", 2010), ("2010", "2025")),
        (TrendRequest("country:JP", "electricity_demand", None, 2015), ("2000", "2015")),
        (TrendRequest("country:DE", "generation_solar", 2010), ("2010", "2025")),
        (TrendRequest("country:DE", "generation_solar", None, 2015), ("2000", "2015")),
    ],
    ids=["since", "until", "a part since", "a part until"],
)
def test_an_open_end_of_a_trend_is_no_year_that_is_missing(engine, request_made, ends):
    payload = engine.request(request_made).payload
    assert [c for c in payload["caveats"] if "no figure" in c] == []
    assert all(f"in {year}" in payload["claims"][0]["text"] for year in ends)

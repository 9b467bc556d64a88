"""Names written in part or in another order name what they name in full."""

import pytest


def _subjects(engine, question):
    return {t.subject_id for t in engine.answerer.parse(question).topics}


@pytest.mark.parametrize(
    ("question", "site"),
    [
        ("fairwater wisconsin how many MW", "site:microsoft-fairwater-wisconsin"),
        ("ウィスコンシンのFairwaterの電力規模は?", "site:microsoft-fairwater-wisconsin"),
        ("アトランタのFairwaterは何MW?", "site:microsoft-fairwater-atlanta"),
        ("google's data center in the dalles, how many MW?", "site:google-the-dalles"),
        ("council bluffs google facility, how many megawatts", "site:google-council-bluffs-east"),
        ("microsoft's datacenter in goodyear, arizona: MW", "site:microsoft-goodyear"),
        ("the abilene stargate, how many MW", "site:stargate-abilene"),
    ],
)
def test_a_site_is_named_by_its_words_in_any_order(engine, question, site):
    assert _subjects(engine, question) == {site}


@pytest.mark.parametrize(
    "question",
    [
        "how much does google use in oregon",
        "google's electricity use in columbus ohio",
        "meta's electricity in temple",
        "does microsoft or goodyear use more electricity",
        "how many MW is the data centre in temple",
    ],
)
def test_a_company_and_a_town_apart_are_no_site(engine, question):
    assert not any(subject.startswith("site:") for subject in _subjects(engine, question))


@pytest.mark.parametrize(
    ("question", "chips"),
    [
        ("RTX4090と4080、電力どっちが大きい?", {"rtx-4090", "rtx-4080"}),
        ("does a 3090 draw more than a 4080", {"rtx-3090", "rtx-4080"}),
        ("my 3090 ti how many watts", {"rtx-3090-ti"}),
        ("4090 power draw", {"rtx-4090"}),
        ("what's the wattage of an RTX 4070 vs a 4090", {"rtx-4070", "rtx-4090"}),
        ("4070のTDPは?", {"rtx-4070"}),
        ("tdp of the l40 vs the t4", {"l40", "t4"}),
    ],
)
def test_a_card_is_named_by_its_number(engine, question, chips):
    assert _subjects(engine, question) == {f"chip:nvidia-{chip}" for chip in chips}


@pytest.mark.parametrize(
    "question",
    [
        "how many homes is 4090 MWh",
        "how much electricity do 4090 homes use",
        "what does 3,080 kWh cost in Japan",
        "$4090 of electricity in Germany",
        "a 5090, how many watts",
        "アメリカの4090世帯の電力",
    ],
)
def test_an_amount_is_no_card(engine, question):
    assert not any(subject.startswith("chip:") for subject in _subjects(engine, question))


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        (
            "energy per response llama 3.1 8b compared to 405b",
            {"prompt:llama-3.1-8b", "prompt:llama-3.1-405b"},
        ),
        ("is colossus 2 bigger than 1", {"site:xai-colossus-1", "site:xai-colossus-2"}),
        ("Gemma 3 12Bと27B、どっちが電気使う?", {"prompt:gemma-3-12b", "prompt:gemma-3-27b"}),
        ("stargate abilene vs michigan MW", {"site:stargate-abilene", "site:stargate-michigan"}),
    ],
)
def test_the_second_of_two_may_leave_out_what_they_share(engine, question, subjects):
    parsed = engine.answerer.parse(question)
    named = {r.identifier for m in parsed.named for r in m.referents}
    assert subjects <= named
    assert len(parsed.topics) == len(subjects)


@pytest.mark.parametrize(
    "question", ["is colossus 2 more than 1 GW", "llama 3.1 8b for 405 hours", "H100とペルー"]
)
def test_an_amount_or_another_name_is_no_second_half(engine, question):
    models = [t for t in engine.answerer.parse(question).topics if ":" in t.subject_id]
    assert len([t for t in models if not t.is_country]) == 1

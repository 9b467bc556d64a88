"""“AI” is several things: what it is put together with comes out once for each of them."""

import pytest

MEANT = {"data-centres", "ai-servers", "ai-systems"}


def cited_subjects(engine, payload):
    return {engine.knowledge.figure(c["figure_id"]).subject_id for c in payload["citations"]}


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("how much more does AI use than bitcoin", "bitcoin-network"),
        ("AIと暗号資産を合わせるといくら?", "cryptocurrencies"),
        ("AI minus Japan", "country:JP"),
    ],
)
def test_a_sum_or_difference_is_told_for_each_meaning(engine, question, other):
    reply = engine.ask(question)
    assert cited_subjects(engine, reply.payload) == {*MEANT, other}
    assert len([d for d in reply.payload["derivations"] if d["operation"] != "energy"]) >= len(
        MEANT
    )
    assert any("AI" in caveat for caveat in reply.shown.caveats)


def test_half_of_an_umbrella_is_half_of_each(engine):
    payload = engine.ask("half of AI's electricity").payload
    assert cited_subjects(engine, payload) == MEANT


def test_a_sum_with_an_umbrella_as_a_side_says_so(engine):
    reply = engine.ask("does the US use more than AI and bitcoin combined?")
    assert cited_subjects(engine, reply.payload) == {*MEANT, "country:US", "bitcoin-network"}
    assert any(
        caveat.startswith("It depends on what counts as AI") for caveat in reply.shown.caveats
    )


def test_things_of_different_years_say_so_when_put_together(engine):
    reply = engine.ask("difference between AI and crypto electricity")
    assert any("2025" in caveat and "2023" in caveat for caveat in reply.shown.caveats)

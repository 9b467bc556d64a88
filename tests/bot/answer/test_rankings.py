"""Rankings in free word order, within groups of countries, and by a computed share."""

import pytest

from knowledge.groups import load_groups, named_group
from knowledge.words import load_vocabulary


def first_of(payload):
    return payload["claims"][0]["text"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("which chip draws the most power?", "AMD Instinct MI355X"),
        ("least carbon intensive country in Europe", "Norway"),
        ("top 3 electricity users in Asia", "China"),
        ("top 3 in G7 by electricity demand", "United States"),
        ("ASEANで電力消費が最も多い国は?", "インドネシア"),
        ("北欧で炭素強度が一番低い国は?", "ノルウェー"),
        ("which country has the highest nuclear share in 2025?", "France"),
        ("2025年に再エネ比率が最も高い国は?", "コスタリカ"),
        ("which AI model used most energy to train", "Grok 4 (use with caution)"),
        ("どの国が一番原発に依存してる?", "フランス"),
        ("どこの国が一番太陽光発電してる?", "中国"),
    ],
)
def test_the_first_of_a_kind_or_group(engine, question, first):
    payload = engine.ask(question).payload
    assert payload["kind"] == "ranking"
    assert first in first_of(payload)
    assert not any("Not taken" in c or "考慮していない" in c for c in payload["caveats"])


def test_a_group_says_how_many_it_has(engine):
    payload = engine.ask("top 3 in G7 by electricity demand").payload
    assert len(payload["claims"]) == 3
    assert any("7 countries" in caveat for caveat in payload["caveats"])


def test_where_most_figures_are_doubtful_they_are_ranked_with_a_mark(engine):
    text = engine.ask("ヨーロッパでデータセンターの電力が一番多い国はどこ?2024年").payload["text"]
    assert "1位 ドイツのデータセンター(要注意)" in text
    assert "5位 アイルランドのデータセンター:" in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("countries with over 50% nuclear", "2 of them are within the limit"),
        ("原子力が半分以上の国は?", "条件に合うのは2件"),
        ("countries where solar is above 20% of power", "3. Namibia"),
        ("top 3 wind countries in south america", "1. Brazil"),
        ("bottom 3 countries in the EU by electricity use", "1. Malta"),
        ("ヨーロッパで太陽光が多い国トップ3", "1位 ドイツ"),
        ("which country has the lowest nuclear generation", "163 share the first place"),
    ],
)
def test_limits_groups_and_ties_of_a_ranking(engine, question, told):
    assert told in engine.ask(question).payload["text"]


def test_racks_and_mining_machines_are_no_chips(engine):
    text = engine.ask("top 20 chips by rated power").payload["text"]
    assert "Antminer" not in text
    assert "rack" not in text


def test_each_country_has_one_part_of_the_world():
    parts = ("africa", "asia", "europe", "north-america", "south-america", "oceania")
    groups = {group.group_id: group.members for group in load_groups()}
    for region in load_vocabulary().regions():
        if region.kind == "country":
            assert sum(region.code in groups[p] for p in parts) == 1, region


def test_the_longest_name_of_a_group_counts():
    group = named_group("the least carbon in southeast Asia")
    assert group is not None
    assert group.group_id == "southeast-asia"
    assert named_group("Europa and asiago") is None


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("which country wastes the most energy on bitcoin mining", "United States"),
        ("which country has the most data centre electricity", "United States"),
        ("世界で一番石炭を使っている国は?", "中国"),
        ("G7で一番電気を使わない国は?", "イタリア"),
    ],
)
def test_countries_by_what_a_thing_has_there(engine, question, first):
    payload = engine.ask(question).payload
    assert payload["kind"] == "ranking"
    assert first in first_of(payload)


@pytest.mark.parametrize(
    "question", ["what is the cheapest country for electricity", "電気代が一番安い国は?"]
)
def test_the_cheapest_country_has_the_lowest_price(engine, question):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(0.0468)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("cheapest electricity in Asia?", "All of these: large industrial customers"),
        ("電気料金が一番安い国は?", "いずれも大口の産業用、税抜き。"),
        ("which AI model used most energy to train", "training of Grok 4: unofficial estimate."),
    ],
)
def test_a_ranking_says_what_its_figures_are_of(engine, question, told):
    assert any(told in caveat for caveat in engine.ask(question).payload["caveats"])


def test_a_ranking_of_figures_that_leave_nothing_out_says_no_more(engine):
    assert len(engine.ask("which countries use most electricity").payload["caveats"]) == 1


@pytest.mark.parametrize(
    ("question", "regions"),
    [
        ("biggest AI campus in Asia", {"CN", "MY", "ID", "JP", "AE", "SA", "IN"}),
        ("biggest data centre in China", {"CN"}),
        ("which data centre is the biggest in Europe", {"GB", "PT", "FR", "NO", "ES", "DE"}),
    ],
)
def test_sites_are_ranked_where_they_are_asked_for(engine, question, regions):
    payload = engine.ask(question).payload
    figures = [engine.knowledge.figure(c["figure_id"]) for c in payload["citations"]]
    assert payload["kind"] == "ranking"
    assert {figure.region for figure in figures} <= regions


@pytest.mark.parametrize(
    "question",
    [
        "which companies use the most electricity in Asia",
        "which prompts use the most energy in the EU",
        "which model took the most energy to train in Europe",
        "ヨーロッパで一番電気を使う会社は?",
        "日本で最大のデータセンターは?",
        "which country has the most data centres",
        "データセンターが一番多い国は?",
        "biggest emitters in the world",
    ],
)
def test_what_is_not_known_by_place_or_number_is_not_ranked(engine, question):
    assert not engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    "question", ["top 3 emitters per kWh in the G7", "1kWhあたりの排出が一番多い国は?"]
)
def test_emitters_for_a_kwh_are_ranked_by_carbon_intensity(engine, question):
    payload = engine.ask(question).payload
    figures = [engine.knowledge.figure(c["figure_id"]) for c in payload["citations"]]
    assert {figure.measure_id for figure in figures} == {"carbon_intensity"}

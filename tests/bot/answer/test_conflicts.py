"""Forty-two conflicts and popular misquotations, each asked in plain words.

`holds` are numbers that must stand in the answer, `never` numbers that must not be its headline.
"""

import pytest

CASES = [
    # id, question, verdict ("-" for none asked), holds, never
    ("ten-searches", "Is it true that a ChatGPT question uses 10 times a Google search?",
     False, [2.9, 0.3], [10]),
    ("gpt-5-range", "How much energy does a GPT-5 answer take?", "-", [0.67, 33.8, 40], []),
    ("chatgpt-total", "Is it true that ChatGPT uses 22 TWh a year?", None, [850, 22.15], []),
    ("gemini-median", "How much energy does a Gemini prompt use?", "-", [0.24, 0.1], []),
    ("water-bottle", "Is it true that a ChatGPT prompt uses 500 ml of water?", False, [500], []),
    ("image-phone",
     "Is it true that generating one AI image uses as much energy as charging a phone?",
     False, [11.49, 2.907], []),
    ("llama-joules", "Is it true that ChatGPT uses 6706 joules per answer?",
     False, [114, 6706], []),
    ("per-transaction", "How much energy does one Bitcoin transaction use?", "-", [1119.21], []),
    ("bitcoin-2023", "How much electricity did Bitcoin use in 2023?", "-", [121.1, 108.9], [70.4]),
    ("bitcoin-2021", "How much electricity did Bitcoin use in 2021?", "-", [89.0], [104]),
    ("year-to-date", "Is it true that Bitcoin used 70.4 TWh in 2023?", False, [121.1], []),
    ("pakistan", "Is it true that Bitcoin uses more energy than Pakistan?", False, [173.42], []),
    ("no-fall", "How has data centre electricity use changed since 2022?", "-", [415, 485], [460]),
    ("ai-alone", "How much electricity does AI use?", "-", [93, 23], []),
    ("ai-or-bitcoin", "Does AI use more electricity than Bitcoin?", None, [93, 23, 158.7], []),
    ("all-crypto-2022", "How much electricity did cryptocurrencies use in 2022?", "-", [110], []),
    ("us-mining-share", "What is the US share of Bitcoin mining?", "-", [36.025], [75.4]),
    ("sustainable", "What is the sustainable energy share of Bitcoin mining in 2022?", "-",
     [37.6, 58.5], []),
    ("bitcoin-carbon", "How much CO2 does Bitcoin emit?", "-", [39.8], []),
    ("china-ban", "Is it true that China's ban ended Bitcoin mining in China?", False, [22], []),
    ("banking", "Does banking use more energy than Bitcoin?", None, [263.72, 238.92], []),
    ("christmas", "Do Christmas lights use more electricity than Bitcoin?", False, [6.63], []),
    ("idle-devices", "Is it true that always-on devices in US homes use 1375 TWh?",
     False, [], [1375]),
    ("dryers", "How much electricity do US tumble dryers use?", "-", [61], []),
    ("homes-a-twh", "How many US homes is 1 TWh?", "-", [93327.1, 10715], [70000]),
    ("us-2023", "How much electricity did US data centres use in 2023?",
     "-", [176, 154, 152], [70]),
    ("world-2030", "How much electricity will data centres use in 2030?",
     "-", [950, 669, 1264], []),
    ("us-not-world", "Is it true that data centres worldwide will need 106 GW by 2035?",
     False, [106, 40], []),
    ("colossus", "Is it true that Colossus 2 runs at 1 gigawatt?", "-", [1000], []),
    ("gpt-4-unofficial", "How much energy did training GPT-4 take?", "-", [57525], []),
    ("gpt-3-homes", "Is it true that GPT-3 training equals a single US home for a year?",
     False, [1287, 10715], []),
    ("new-york", "Is it true that New York banned Bitcoin mining?", False, [], []),
    ("mistral", "Is it true that training Mistral Large 2 emitted 20.4 kilotonnes of CO2?",
     False, [20400], []),
    ("contracted", "How many MW did Core Scientific contract to CoreWeave?", "-", [590], [350]),
    ("energised", "How many MW does Core Scientific deliver to CoreWeave?", "-", [350], [590]),
    ("not-bought", "Is it true that CoreWeave bought Core Scientific?", False, [], []),
    ("restated", "What were Amazon's emissions in 2023?", "-", [64.38], [68.82]),
    ("google-scope", "Is it true that Google's emissions fell 12 percent in 2024?",
     False, [11], []),
    ("ai-carbon", "How much CO2 do AI systems emit?", "-", [32.6, 79.7], []),
    ("streaming", "How much energy does an hour of Netflix take?", "-", [77], [6100]),
    ("criticised", "Is it true that nobody criticises AI for its energy use?", False, [], []),
    ("one-and-a-half", "What share of the world's electricity do data centres use?",
     "-", [1.5], [15]),
    ("aluminium", "Does aluminium smelting use more electricity than Germany?", True, [900], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "verdict", "holds", "never"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_known_conflict_is_answered_as_its_sources_allow(engine, question, verdict, holds, never):
    payload = engine.ask(question).payload
    assert payload["claims"], payload["text"]
    if verdict != "-":
        assert payload["headline"]["verdict"] is verdict
    shown = values_of(payload)
    missing = [n for n in holds if not any(near(n, value) for value in shown)]
    assert missing == [], payload["text"]
    assert payload["headline"]["value"] is None or not any(
        near(n, payload["headline"]["value"]) for n in never
    )


def values_of(payload):
    numbers = [n for claim in payload["claims"] for n in claim["numbers"]]
    return [
        n[bound] for n in numbers for bound in ("value", "lower", "upper") if n[bound] is not None
    ]


def near(expected, value):
    """Within 1 %, or the same in another prefix of the unit."""
    return any(abs(value * factor - expected) <= 0.01 * expected for factor in (1, 1e-3, 1e3))


def test_ai_is_never_silently_all_data_centres(engine):
    for question in ("How much electricity does AI use?", "AIの電力消費量は?"):
        payload = engine.ask(question).payload
        assert payload["claims"][0]["text"].startswith(("**It depends on", "**何を"))

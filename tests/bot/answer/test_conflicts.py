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
    ("colossus", "Is it true that Colossus 2 runs at 1 gigawatt?", None, [350, 1000], []),
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


IN_JAPANESE = {
    "ten-searches": "ChatGPTの質問がGoogle検索の10倍の電力を使うのは本当?",
    "gpt-5-range": "GPT-5の回答1回の電力は?",
    "chatgpt-total": "ChatGPT全体で年間22 TWh使うというのは本当?",
    "gemini-median": "Geminiの質問1回の電力量は?",
    "water-bottle": "ChatGPTの質問1回で水を500 ml使うのは本当?",
    "image-phone": "AI画像を1枚作るとスマートフォンの充電1回分の電力を使うのは本当?",
    "llama-joules": "ChatGPTは回答1回に6706ジュールを使うというのは本当?",
    "per-transaction": "ビットコインの取引1件の電力は?",
    "bitcoin-2023": "2023年のビットコインの電力消費量は?",
    "bitcoin-2021": "2021年のビットコインの電力消費量は?",
    "year-to-date": "ビットコインが2023年に70.4 TWh使ったのは本当?",
    "pakistan": "ビットコインがパキスタンより電力を使うのは本当?",
    "no-fall": "データセンターの電力消費量は2022年からどう変わった?",
    "ai-alone": "AIの電力消費量は?",
    "ai-or-bitcoin": "AIはビットコインより電力を使う?",
    "all-crypto-2022": "2022年の暗号資産の電力消費量は?",
    "us-mining-share": "ビットコイン採掘に占めるアメリカの割合は?",
    "sustainable": "2022年のビットコインの持続可能エネルギー比率は?",
    "bitcoin-carbon": "ビットコインのCO2排出量は?",
    "china-ban": "中国の禁止で中国のビットコイン採掘がなくなったのは本当?",
    "banking": "銀行はビットコインより電力を使う?",
    "christmas": "クリスマスの電飾はビットコインより電力を使う?",
    "idle-devices": "米国の家庭の待機機器が1375 TWh使うのは本当?",
    "dryers": "米国の衣類乾燥機の電力消費量は?",
    "homes-a-twh": "1 TWhはアメリカの何世帯分?",
    "us-2023": "2023年のアメリカのデータセンターの電力消費量は?",
    "world-2030": "2030年のデータセンターの電力消費量は?",
    "us-not-world": "世界のデータセンターが2035年に106 GW必要とするのは本当?",
    "colossus": "Colossus 2は1ギガワットで動いているのは本当?",
    "gpt-4-unofficial": "GPT-4の学習の電力量は?",
    "gpt-3-homes": "GPT-3の学習が米国の1世帯の1年分というのは本当?",
    "new-york": "ニューヨーク州がビットコイン採掘を禁止したのは本当?",
    "mistral": "Mistral Large 2の学習が20.4キロトンのCO2を出したのは本当?",
    "contracted": "Core ScientificはCoreWeaveと何MW契約した?",
    "energised": "Core ScientificがCoreWeaveに供給しているのは何MW?",
    "not-bought": "CoreWeaveがCore Scientificを買収したのは本当?",
    "restated": "2023年のAmazonの排出量は?",
    "google-scope": "Googleの排出量が2024年に12%減ったのは本当?",
    "ai-carbon": "AIシステムのCO2排出量は?",
    "streaming": "動画配信1時間の電力量は?",
    "criticised": "AIの電力使用を批判する人はいないというのは本当?",
    "one-and-a-half": "世界の電力に占めるデータセンターの割合は?",
    "aluminium": "アルミニウム製錬はドイツより電力を使う?",
}


@pytest.mark.parametrize(
    ("question", "verdict", "holds", "never"),
    [(IN_JAPANESE[c[0]], *c[2:]) for c in CASES],
    ids=[c[0] for c in CASES],
)
def test_a_known_conflict_is_answered_alike_in_japanese(engine, question, verdict, holds, never):
    test_a_known_conflict_is_answered_as_its_sources_allow(engine, question, verdict, holds, never)


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

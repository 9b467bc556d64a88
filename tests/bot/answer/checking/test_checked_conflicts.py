"""The popular wording of every known conflict is answered as the sources ask."""

import pytest

# conflict: English wording, Japanese wording, verdict, finding, what the answer must hold
T, F, U = True, False, None
CASES = {
    "C01": (
        "Asking ChatGPT something takes 10 times the electricity of a Google search",
        "ChatGPTの質問はGoogle検索の10倍の電力を使う",
        F,
        "contradicted",
        "0.34 Wh",
    ),
    "C02": ("A GPT-5 prompt uses 18 Wh", "GPT-5の質問1回は18Wh", T, None, "40 Wh"),
    "C03": ("ChatGPT as a whole uses 22 TWh a year", "ChatGPT全体は年間22TWh使う", "?", None, "22"),
    "C04": (
        "Every Gemini prompt uses only 0.24 Wh",
        "Geminiの回答はすべて0.24Wh",
        F,
        "misquoted",
        "0.24 Wh",
    ),
    "C05": (
        "One ChatGPT prompt uses 500 ml of water",
        "ChatGPTの質問1回で500mlの水を使う",
        F,
        "misquoted",
        "500 mL",
    ),
    "C06": (
        "Generating one AI image uses as much energy as charging a phone",
        "AI画像1枚はスマホの充電1回分の電力",
        F,
        "misquoted",
        "11.49 kWh",
    ),
    "C07": (
        "A ChatGPT answer uses 6,706 joules",
        "ChatGPTは1回6706ジュール使う",
        F,
        "misquoted",
        "Llama",
    ),
    "C08": (
        "One Bitcoin transaction uses 1,119 kWh",
        "ビットコインの取引1回は1,119kWh",
        "?",
        None,
        "kWh",
    ),
    "C09": (
        "Bitcoin used 138 TWh in 2024",
        "ビットコインは2024年に138TWhを使った",
        T,
        None,
        "159 TWh",
    ),
    "C10": (
        "Bitcoin used 104 TWh in 2021",
        "ビットコインは2021年に104TWhを使った",
        F,
        "contradicted",
        "89 TWh",
    ),
    "C11": (
        "Bitcoin used 70.4 TWh in 2023",
        "ビットコインは2023年に70.4TWhを使った",
        F,
        "misquoted",
        "121.1 TWh",
    ),
    "C12": (
        "Bitcoin uses more electricity than Pakistan",
        "ビットコインはパキスタンより電力を使う",
        F,
        "misquoted",
        "173",
    ),
    "C13": (
        "Data centres used 460 TWh in 2022",
        "データセンターは2022年に460TWhを使った",
        F,
        "misquoted",
        "460 TWh",
    ),
    "C14": ("AI uses 415 TWh", "AIは415TWh使っている", F, "contradicted", "15%"),
    "C15": (
        "AI uses more electricity than Bitcoin",
        "AIはビットコインより電力を使う",
        U,
        None,
        "93 TWh",
    ),
    "C16": (
        "Bitcoin used 110 TWh in 2022",
        "ビットコインは2022年に110TWhを使った",
        F,
        "misquoted",
        "110 TWh",
    ),
    "C17": (
        "The US has 75.4% of Bitcoin mining",
        "ビットコイン採掘の75.4%は米国",
        F,
        "misquoted",
        "37.8%",
    ),
    "C18": (
        "58.5% of Bitcoin's energy is sustainable",
        "ビットコインの電力の58.5%は持続可能",
        "?",
        None,
        "52.4%",
    ),
    "C19": (
        "Bitcoin emits 39.8 Mt of CO2",
        "ビットコインの排出量は3980万トンのCO2",
        T,
        None,
        "39.8",
    ),
    "C20": (
        "China's ban ended Bitcoin mining there",
        "中国の禁止でビットコイン採掘は中国から消えた",
        F,
        "misquoted",
        "22%",
    ),
    "C21": (
        "Banking used 263.72 TWh in 2021",
        "銀行は2021年に263.72TWhを使った",
        T,
        None,
        "264 TWh",
    ),
    "C22": (
        "Christmas lights use more electricity than Bitcoin",
        "クリスマスの電飾はビットコインより電力を使う",
        F,
        "contradicted",
        "6.63 TWh",
    ),
    "C23": (
        "Always-on devices in US homes use 1,375 TWh",
        "米国家庭の待機電力は1,375TWh",
        F,
        "contradicted",
        "TWh",
    ),
    "C24": (
        "US clothes dryers use 108 TWh a year",
        "米国の衣類乾燥機は年間108TWh",
        "?",
        None,
        "108 TWh",
    ),
    "C25": ("1 TWh powers 70,000 homes", "1TWhで7万世帯の電力をまかなえる", F, "misquoted", "10,7"),
    "C26": (
        "US data centres used 176 TWh in 2023",
        "米国のデータセンターは2023年に176TWhを使った",
        T,
        None,
        "147 TWh",
    ),
    "C27": (
        "Data centres will use 945 TWh in 2030",
        "データセンターは2030年に945TWhを使うと予測される",
        T,
        None,
        "1,264 TWh",
    ),
    "C28": (
        "Data centres worldwide will need 106 GW by 2035",
        "世界のデータセンターは2035年に106GWを必要とする",
        F,
        "misquoted",
        "40 GW",
    ),
    "C29": ("xAI's Colossus 2 runs at 1 GW", "Colossus 2は1GWで動いている", "?", None, "350 MW"),
    "C30": ("Training GPT-4 took 50 GWh", "GPT-4の学習は50GWhだった", "?", None, "50 GWh"),
    "C31": (
        "GPT-3's training used as much electricity as one US household in a year",
        "GPT-3の学習は米国の1世帯の1年分の電力",
        F,
        "contradicted",
        "1,287 MWh",
    ),
    "C32": (
        "New York banned Bitcoin mining",
        "ニューヨーク州はビットコイン採掘を禁止した",
        F,
        "misquoted",
        "",
    ),
    "C33": (
        "Training Mistral Large 2 emitted 20.4 kt of CO2",
        "Mistral Large 2の学習は20.4ktのCO2を出した",
        F,
        "misquoted",
        "20.4",
    ),
    "C34": (
        "Core Scientific delivers 590 MW to CoreWeave",
        "コア・サイエンティフィックはコアウィーブに590MWを供給している",
        F,
        "any",
        "350 MW",
    ),
    "C35": (
        "CoreWeave bought Core Scientific for 9 billion dollars",
        "コアウィーブはコア・サイエンティフィックを90億ドルで買収した",
        F,
        "contradicted",
        "",
    ),
    "C36": (
        "Amazon's emissions of 2023 were 68.82 Mt",
        "アマゾンの2023年の排出量は6882万トン",
        F,
        "contradicted",
        "64.38",
    ),
    "C37": (
        "Google's emissions fell by 12% in 2024",
        "グーグルの排出量は2024年に12%減った",
        F,
        "misquoted",
        "11%",
    ),
    "C38": (
        "AI emits 80 million tonnes of CO2 a year",
        "AIは年間8000万トンのCO2を出す",
        F,
        "misquoted",
        "32.6",
    ),
    "C39": (
        "One hour of streaming uses 6.1 kWh",
        "動画配信1時間は6.1kWh使う",
        F,
        "contradicted",
        "0.077 kWh",
    ),
    "C40": (
        "Nobody criticises AI's energy use",
        "AIのエネルギー消費は誰も批判しない",
        F,
        "contradicted",
        "",
    ),
    "C41": (
        "Data centres use 15% of the world's electricity",
        "データセンターは世界の電力の15%を使う",
        F,
        "contradicted",
        "1.5%",
    ),
    "C42": (
        "Aluminium uses almost as much electricity as Germany",
        "アルミニウムの電力はドイツとほぼ同じ",
        F,
        "contradicted",
        "900 TWh",
    ),
}


@pytest.mark.parametrize("conflict", CASES)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_popular_wording_is_judged_as_the_sources_ask(engine, conflict, language):
    before = engine.verification.violations
    english, japanese, verdict, finding, holds = CASES[conflict]
    payload = engine.check(english if language == "en" else japanese).payload
    claim = payload["claims"][0]
    assert holds in payload["text"]
    assert claim["citations"]
    if verdict == "?":  # contested: never called plainly right or wrong on one side's word
        assert claim.get("finding") != "misquoted"
    elif finding == "any":  # found by its words or by its figures
        assert claim["verdict"] is verdict
    else:
        assert (claim["verdict"], claim.get("finding")) == (verdict, finding)
    assert engine.verification.violations == before

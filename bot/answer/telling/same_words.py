"""Other names of one thing, so that a question finds its answer under another name."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

_ENGLISH = {
    "data centre": r"data ?cent(?:er|re)|dcs?(?= )|(?:server|data) (?:farm|hall)",
    "centre": "center",
    "electric car": r"evs?|electric vehicle|tesla",
    "petrol": "gasoline|gas car",
    "cryptocurrency": "crypto",
    "proof of work": "proof-of-work|pow",
    "proof of stake": "proof-of-stake|pos",
    "hash rate": "hashrate",
    "electronic waste": "e-waste|ewaste",
    "mine": "mining|miner|mined",
    "home": "house|household",
    "american": r"u\.s\.a?\.?|usa|america|united states",
    "british": r"u\.?k\.?|britain|united kingdom",
    "price": "bill|rates|cost|charges|tariff",
    "expensive": "dear|costly|pricey",
    "oppose": "protest|fight|against|resist",
    "noise": "noisy|loud|hum",
    "job": "employ|employment|employee|worker",
    "clean": "cleaner|green|greener|eco",
    "streaming": "netflix|youtube|stream",
    "graphics chip": r"gpu|graphics card|graphics processor",
    "air conditioner": "air conditioning|aircon|ac",
    "reactor": "nuclear plant|nuclear power plant",
    "carbon dioxide": "co2",
    "chip": "processor|semiconductor",
    "connect": "connection|interconnection|hook up",
    "stop": "shut down|shut off|switch off|turn off",
}
_JAPANESE = {
    "採掘者": "マイナー|採掘業者|採掘企業|採掘会社",
    "採掘": "マイニング|掘る|掘って|掘れ",
    "米国": "アメリカ|米国|(?<![一-龠])米(?=[での])",
    "原子力発電所": "原発|原子炉",
    "再生可能エネルギー": "再エネ|自然エネルギー",
    "electric car": "電気自動車",
    "電気料金": "電気代|光熱費|電力料金",
    "スマートフォン": "スマホ|携帯",
    "半導体": "チップ",
    "暗号資産": "仮想通貨",
    "proof of work": "プルーフ・オブ・ワーク",
    "proof of stake": "プルーフ・オブ・ステーク",
    "電子廃棄物": "電子(?:ゴミ|ごみ)",
    "電力": "消費電力|電気(?!料金|ストーブ)",
    "コンピューター": "パソコン|コンピュータ(?!ー)|計算機",
    "騒音": "うるさい|音が大きい",
    "graphics chip": "画像処理半導体|グラボ|グラフィックボード",
    "carbon dioxide": "二酸化炭素",
    "違": "差は|異な",
}
_PLURAL = "(?:e?s)?"
_BEGINNING = re.compile(r"(?:^|\||\(\?:)(\w)")


def _folder(names: Mapping[str, str], before: str, after: str) -> tuple[re.Pattern[str], list[str]]:
    """A pattern with one group for each name; most places begin none of them, which is seen first.

    Letters after a bar or a bracket may begin no name, but none that begins one is left out.
    """
    firsts = "".join(sorted(set(_BEGINNING.findall("|".join(names.values())))))
    groups = "|".join(f"({others})" for others in names.values())
    return re.compile(f"{before}(?=[{firsts}])(?:{groups}){after}"), list(names)


_FOLDERS = (
    _folder(_ENGLISH, r"(?<![a-z])", rf"{_PLURAL}(?![a-z])"),
    _folder(_JAPANESE, "", ""),
)
_UNITED_STATES = re.compile(r"\bUS\b")


def folded(text: str) -> str:
    """Return a text in lower case with one name for each thing that has several."""
    plain = _UNITED_STATES.sub("american", text).lower()
    for pattern, names in _FOLDERS:
        plain = pattern.sub(partial(_name, names), plain)
    return plain


def _name(names: Sequence[str], match: re.Match[str]) -> str:
    return names[(match.lastindex or 1) - 1]

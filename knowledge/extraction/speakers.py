"""Names that only tell who says something, or where."""

import re

from knowledge.extraction.found import Found
from knowledge.extraction.sentences import Sentence
from knowledge.extraction.unknown import unknown_words


def is_aside(sentence: Sentence, found: Found, phrase: tuple[int, int], start: int) -> bool:
    """Return whether a name only tells who says something, or where."""
    return _is_speaker(sentence, found, phrase, start) or _only_places(sentence, found, phrase)


_SAYS_JA = re.compile(
    r"と(?:の見[方通]|し(?:た|て|、)|述べ|みて|み[るら]|推計|推定|見積|見込|発表|説明|報告|試算|予測|予想|想定|公表|分析"
    r"|明らか|語|主張|指摘|測|数え|計算)|(?:を|と)?(?:試算|予測|推計|推定|想定|見込)(?:する|した|して|んで|む|んだ|。)"
)
_TOPIC_JA = re.compile("(?<=[一-龠々ァ-ヶーA-Za-z0-9])(?:は|が|も)(?![あいがるすっ])")
_OWN_ACT_JA = re.compile(
    r"(?:を|に)(?:建設|計画|投資|投じ|契約|購入|調達|導入|運用|設置|締結|拡張|増設|開設|整備|新設|買収|稼働)"
    r"|(?:使用|消費|排出|使っ|達成|削減)し?た"
)


# Who tells of others: ministries, institutes, IEA.
_BODY_JA = re.compile(
    "(?:省|庁|局|大学|機関|協会|連盟|団体|研究所|研究会|銀行|政府|県|市|氏)$|^[A-Z]{2,6}$"
)


def _is_speaker(sentence: Sentence, found: Found, phrase: tuple[int, int], start: int) -> bool:
    """Return whether a Japanese name is only whose words these are: ...は、...と試算する.

    Who says what it does itself (…を建設すると発表した) is what the sentence is about.
    """
    if sentence.language == "en":
        return False
    is_body = found.name is not None or (found.subject_id or "").startswith("company:")
    says = _SAYS_JA.search(sentence.text, phrase[1])
    if not is_body or says is None:
        return False
    topic = _TOPIC_JA.search(sentence.text, phrase[1] + 1, min(says.start(), start))
    if topic is not None:
        begins = max(sentence.text.rfind(mark, 0, topic.start()) for mark in "、はが") + 1
        is_named = unknown_words(sentence.text, begins, topic.start(), [], "ja")
        return bool(is_named) or found.name is None or _BODY_JA.search(found.name) is not None
    return _OWN_ACT_JA.search(sentence.text, phrase[1], says.start() + 1) is None


SITE_JA = re.compile(r"(?:センター|工場|拠点|発電所|施設|事業所|炉)$")


def _only_places(sentence: Sentence, found: Found, phrase: tuple[int, int]) -> bool:
    """Return whether a new Japanese name only tells where: 北海道では."""
    if found.name is None or not sentence.text.startswith("では", phrase[1]):
        return False
    return SITE_JA.search(found.name) is None

"""Noun phrases that a quantity may be about, in order of likelihood."""

import re
from collections.abc import Iterator

from knowledge.extraction.cues import extraction_cues
from knowledge.extraction.sentences import Sentence, clause_of

_LEAD = re.compile(r"^.{0,90}?,\s+")
# A year that opens a sentence without a comma: In 2023 it had used ...
_YEAR_LEAD = re.compile(
    r"(?:(?:in|by|during|for) (?:the )?(?:fiscal )?(?:year )?(?:FY ?)?(?:19|20)\d\d"
    r"|(?:last|this|that|the same) (?:year|quarter|month)|by then) (?=[A-Za-z])",
    re.IGNORECASE,
)
# What makes a noun of the word after it: electricity use at X fell.
_NOUN_BEFORE = re.compile(r"\b(?:electricity|energy|water|fuel) $", re.IGNORECASE)
_JOIN = re.compile(r"[\s,;:]*(?:(?:and|but|that|which|or|so|yet)\b\s*)*", re.IGNORECASE)
_SUBORDINATE = re.compile(r"(?:while|whereas|although|though|when|as)\b\s*", re.IGNORECASE)
_APPOSITION = re.compile(r",[^,]*,?\s*$|\s*\([^)]*\)\s*$")
_THAT = re.compile(
    r"\b(?:said|says?|found|finds|shows?|reports?|reported|argues?|notes?|believes?|claims?|stated?"
    r"|(?<!member )(?<!united )(?<!the )(?<!these )states|told|warn(?:s|ed)?"
    r"|claimed|suggests?|disclosed|wrote|announced)"
    r"(?: (?:on|in|last|this) \w+){0,2} (?:that )?(?=[A-Za-z])"
    r"|\b(?:estimate[sd]?|expect(?:s|ed)?|projects?|projected|predict(?:s|ed)?|forecasts?|calculates?"
    r"|calculated|reckons?|thinks?|says?|is|was) (?:that )(?=[A-Za-z])"
    r"|\b(?:expects?|predicts?|forecasts?|projects?) (?=(?:[\w.'’-]+ ){1,5}to [a-z])(?!to )"
)
_PUTS = re.compile(
    r"\b(?:puts?|estimated?) (?!that\b)([A-Za-z][^,;]{2,60}?) (?:at|near|between)"
    r" (?:about |around |some )?$"
)
# Whoever expects 5 TWh is not what uses it.
_SAYING = re.compile(r"(?:expect|forecast|counted|estimate|project)", re.IGNORECASE)
_LONG_PHRASE = 140
# What whoever expects something expects of itself: to have 750 MW, revenue of $1 billion.
_OWN_PLAN = re.compile(r" (?:to\b|revenue|sales|earnings|capital|its\b|their\b)")
_REPORTS = re.compile(r"report|disclos|announc")  # X reported emissions of ...
_SELF = re.compile(r"(?:it|they|its|their)\b", re.IGNORECASE)
# Who is told of in an aside: the largest, X, consumed; X, which has 410 employees, reported.
_NAMED_ASIDE = re.compile(
    r"(?:[Tt]raining |[Rr]unning )?(?:[Tt]he|[Ii]ts|[Oo]ur|[Aa]n?|[Aa]nother|[Oo]ne)"
    r" (?:[a-z-]+ ){0,3}[a-z-]+,"
    r" ([A-Z][^,]{1,40}),?\s*"
)
_RELATIVE = re.compile(r"([^,;]{2,60}), (?:which|who|based|headquartered)\b[^,;]*, ")
# What an aside of its own size tells of: X, with a capacity of 24 MW, produced ...
_WITH = re.compile(r"([^,;]{2,60}), with (?:an? |its )?(?:[\w-]+ ){1,4}of (?:about |up to )?$")
_LEAD_REACH = 60
TIMES_JA = re.compile(
    r"(?:令和|平成|FY)?[\d０-９〇一二三四五六七八九十]+(?:年度?|月|日|四半期)|第(?=[\d０-９一二三四]+四半期)|四半期|時点|末|前半|後半|上期|下期"
    r"|第[\d一二三四五]+期|将来|今後|当初|近年|[今昨来先]?シーズン|[今昨]冬|[今昨]夏|今年度?|昨年度?|来年度?|去年|先月|今月|来月|同年|前年|毎年"
)
_LAST_TOPIC_JA = re.compile(
    r"(?<=[一-龠々ァ-ヶーA-Za-z0-9」）)])(?:では|には|は|が|も)(?![あいがるすっ])"
)
_QUOTED_JA = re.compile("「([^「」]{2,24})」$")  # スーパーコンピューター「すばる三号」は
_ASIDE_JA = re.compile(r"[（(][^（()）]*[）)]")
_PHRASE_JA = re.compile(
    r"(?:[一-龠々ァ-ヶーA-Za-z0-9&・「」（）().\- の]|への|と|的な|による|における|に対する)+$"
)


# A name told in passing: Called Gull Ridge, it will have 48 MW.
_CALLED = re.compile(r"(?:Called|Named|Dubbed|Known as) ([A-Z][^,;]{2,40}), ")


def noun_phrases(
    sentence: Sentence, position: int, clause: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield spans of the phrases that the quantity at `position` may be about, likeliest first."""
    if sentence.language == "ja":
        yield from _topics(sentence.text, position)
        return
    start, _ = clause
    called = _CALLED.match(sentence.text)
    if called is not None:
        yield called.span(1)
    while True:
        yield from _grammatical(sentence.text, start, position)
        if start == 0:
            return
        position, start = start, clause_of(sentence, start - 1)[0]


def _grammatical(text: str, start: int, position: int) -> Iterator[tuple[int, int]]:
    """Yield the grammatical subject of an English clause: what stands before its verb."""
    puts = _PUTS.search(text[:position], start)
    if puts is not None:
        yield puts.span(1)
    words = extraction_cues().words["en"]
    said = None
    for match in _THAT.finditer(text, start, position):
        said = match
    if said is not None:
        yield from _before_verb(text, said.end(), position)
        told = words.verb.search(text, said.end(), position)
        if _SELF.match(text, said.end()) or (told is None and _REPORTS.match(said.group())):
            yield from _speaker(text, start, said.start())
        elif told is None and words.verb.search(text, start, said.start()):
            yield from _before_verb(text, start, said.start())  # ..., its director told us
        return
    yield from _before_verb(text, start, position)


def _speaker(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield who says something of itself: X said that it had signed ..."""
    joint = _JOIN.match(text, start)
    at = joint.end() if joint and joint.end() < end else start
    phrase = _APPOSITION.sub("", text[at:end].rstrip())
    if phrase.strip() and len(phrase) < _LONG_PHRASE:
        yield at, at + len(phrase)


def _before_verb(text: str, start: int, position: int) -> Iterator[tuple[int, int]]:
    words = extraction_cues().words["en"]
    joint = _JOIN.match(text, start)
    at = joint.end() if joint and joint.end() <= position else start
    year = _YEAR_LEAD.match(text, at, position)
    at = year.end() if year else at
    for _ in range(3):
        if not words.opener.match(text[at:position]):
            break
        lead = _LEAD.match(text[at:position])
        if lead is None:
            if not _SUBORDINATE.match(text, at):
                yield from _pronoun(text, at, position)
                yield from _after_comma(text, position)
                return
            break
        at += lead.end()
    subordinate = _SUBORDINATE.match(text, at)
    at = subordinate.end() if subordinate else at
    aside = _WITH.match(text, at, position)
    if aside is not None:
        yield aside.span(1)
        return
    relative = _RELATIVE.match(text, at)
    if relative is not None and relative.end() < position:
        yield relative.span(1)
        return
    for verb in words.verb.finditer(text, at, position):
        if verb.start() - at < 2 or _is_noun(text, at, verb, position):
            continue
        if _SAYING.match(text, verb.start()) and not _OWN_PLAN.match(text, verb.end()):
            return
        yield from _name_before(text, at, verb.start())
        return


# Verbs that name things too, with what follows them there: cold stores in the north consumed.
_NOUN_TOO = re.compile(
    r"(?:stores|plans|costs|charges|runs|results|holds|hosts|uses|needs|takes|makes|ranges|covers"
    r"|releases|supplies|produces?|states|burns|drops|falls|rises|gains|averages|increases)"
)
_AFTER_NOUN = re.compile(r" (?:in|of|at|for|on|across|near|with|from)\b")


def _is_noun(text: str, at: int, verb: re.Match[str], position: int) -> bool:
    """Return whether what looks like a verb is a noun: a preposition and the verb come after."""
    if verb[0] == "use" and _NOUN_BEFORE.search(text[at : verb.start()]):
        return True
    if not _NOUN_TOO.fullmatch(verb[0]) or not _AFTER_NOUN.match(text, verb.end()):
        return False
    later = extraction_cues().words["en"].verb.search(text, verb.end(), position)
    return later is not None


def _name_before(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a phrase without the aside that ends it; the aside where it is the name."""
    phrase = text[at:end]
    aside = _NAMED_ASIDE.fullmatch(phrase)
    if aside is not None:
        yield at + aside.start(1), at + aside.end(1)
        return
    phrase = _APPOSITION.sub("", phrase.rstrip())
    if phrase.strip() and len(phrase) < _LONG_PHRASE:
        yield at, at + len(phrase)


_HERE_IT = re.compile(
    r"\b(?:it|they) (?=(?:will|would|is|was|are|were|has|had|have|used|emitted)\b)"
)


def _pronoun(text: str, at: int, position: int) -> Iterator[tuple[int, int]]:
    """Yield the pronoun that follows a leading phrase without a comma: After 2030 it will need."""
    for match in _HERE_IT.finditer(text, at, position):
        yield match.span()
        return


def _after_comma(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield the subject that follows a leading phrase: with a power of 3 kW, the machine has ..."""
    comma = text.find(", ", position)
    if comma < 0 or comma - position > _LEAD_REACH:
        return
    verb = extraction_cues().words["en"].verb.search(text, comma + 2)
    if verb is not None and verb.start() - comma < _LEAD_REACH:
        yield comma + 2, verb.start()


def _topics(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield the phrases before は, が and も, the nearest to the quantity first."""
    marks = [m for m in _LAST_TOPIC_JA.finditer(text, 0, position)]
    plain = _ASIDE_JA.sub(lambda aside: "の" * len(aside[0]), text)
    for mark in reversed(marks):
        quoted = _QUOTED_JA.search(text, 0, mark.start())
        if quoted is not None:
            yield quoted.span(1)
            continue
        phrase = _PHRASE_JA.search(plain[: mark.start()])
        if phrase is not None and TIMES_JA.sub("", phrase[0]).strip():
            yield _with_kana(plain, phrase.start()), mark.start()


# A name that opens in hiragana: みなも | 精機, where も is no particle.
_KANA_JA = re.compile(
    r"(?:^|(?<=[、。「\s]))(?!(?:この|その|あの|どの|ある|いま|また|もし|なぜ|なお|うち|さらに|ただし|しかし"
    r"|つまり|および|すでに|ほぼ|およそ|まず|とくに|すべて|いわゆる|このうち|そのうち|これも|それも)$)[ぁ-ん]{2,4}$"
)


def _with_kana(text: str, start: int) -> int:
    """Return where a name begins whose first letters are hiragana."""
    if not re.match("[一-龠々]", text[start:]):
        return start
    opening = _KANA_JA.search(text[:start])
    return start if opening is None else opening.start()

"""Reads the name or term that answers, and chooses among options that a question lists."""

import re
from collections.abc import Iterator, Sequence

from bot.answer.reading.records import Asked, Evidence, PhraseRead
from bot.answer.reading.terms import STOP_WORDS, content_stems, fold, stem
from knowledge.quantities import extract_quantities

_TOP = 25
_LETTER = r"[^\W\u3000-\u9fff]"  # of Latin alphabets: 「120 MWhの熱」 is no name
_CAPITALS = re.compile(
    rf"(?:[A-Z]{_LETTER}*(?:[.&+'-]{_LETTER}+)*|[a-z]+[A-Z]{_LETTER}*)"
    rf"(?:\s(?:(?:of|for|the|and|&|on|[A-Z]\.)\s)?[A-Z]{_LETTER}*(?:[.&+'-]{_LETTER}+)*)*"
)
_BY = re.compile(
    rf"\b([A-Za-z]+)(?: (?:in|at|near) {_CAPITALS.pattern})? (?:by|(?:came|comes|come) from)"
    rf" (?:the )?({_CAPITALS.pattern})"
)
_BECAME = re.compile(
    rf"({_CAPITALS.pattern})"
    r" (?:took over|became|(?:was|is) (?:appointed|named|elected)|succeed(?:s|ed))\b"
)
_DONE_BY = 2.5
_FIRST_BONUS = 2.5
_QUOTED = re.compile(r"[“\"‘「『]([^”\"’」』\n]{2,60})[”\"’」』]")
_CALLED = re.compile(
    r"(?:called|named|termed|known as|referred to as|dubbed|introduces?|propose[sd]?|presents?)\s+"
    r"(?:the |an? )?([A-Za-z][\w.-]*\w(?:\s[\w-]+){0,4}?)"
    r"(?=[,;:()]|\.\s|\s(?:to|that|which|is|for|as)\b|$)"
)
_DEFINED = re.compile(r"^\s*([A-Z][\w-]*(?:\s[\w-]+){0,4}?)\s*(?::|\bis defined\b|\brefers to\b)")
_JAPANESE = re.compile(
    r"([一-龠々ァ-ヶーA-Za-z0-9・]{2,30})(?=(?:という|と呼ば|と名付け|が|を|は|で))"
)
_CALLED_JA = re.compile(r"([^\s、。「」は]{2,30})(?:という|と呼ばれ|と名付け|と称)")
_PERSON_JA = re.compile(
    r"(?:^|(?<=[、。「はがの\s]))([一-龠々]{1,4}[ \u3000・]?"
    r"(?:(?![はがのをもと][一-龠々])[一-龠々ぁ-んァ-ヶー]){1,6}?)"
    r"(?:氏|さん|教授|博士|町長|市長|村長|知事|社長|会長|理事長|所長|部長|代表|大臣|監督)(?!の)"
)
_ASKS_MAKER_JA = re.compile(
    r"(?:どこ|誰|何という会社)[がのに]?[^、。]{0,4}(?:製|作|造)|(?:作|造|製造)[^、。は]{0,5}のは(?:どこ|誰)"
)
_MAKER_JA = re.compile(
    r"([一-龠々ァ-ヶーA-Za-z・]{2,20})が(?:製造|製作|開発|建設|施工|設計|納入|作)"
)
_NAMED_JA = re.compile(  # 「部門の責任者は執行役員の白石です」
    r"(?:者|長|員|役|代表|担当)(?:は(?:[^、。はが]{0,10}?の)?|[・:])"
    r"([一-龠々]{1,4}[ \u3000・]?[一-龠々ぁ-んァ-ヶー]{1,6}?)"
    r"(?:です|でした|である|だ|氏|さん|[)。、]|$)"
)
_FIRST_OF_ALL = re.compile(  # “Pumps, not fans, were the largest load”
    r"^(?:the\s)?([^,.;:]{2,50}?)(?:,\s(?:not|and not|rather than)\s[^,.;:]{2,30},)?"
    r"\s(?:is|are|was|were|has|had|have|took|takes|used|uses)\s(?:by far\s)?the\s"
    r"(?:most|least|[a-z]+est|main|chief)\b",
    re.IGNORECASE,
)
_MADE_BY_JA = re.compile(r"([一-龠々ァ-ヶーA-Za-z・]{2,20}?社?)製(?=[のがはでを、。)」]|だ|$)")
_HEAD_END = (
    r"(?=(?:was|were|is|are|did|does|do|has|had|can|that|which|for|in|of|with|to|from|using|on"
    r"|[a-z]+ed)\b)"
)
_HEADS = (
    re.compile(
        r"\b(?:name (?:of|for)|term for|called)\s+(?:the|an?)\s+((?:[\w.-]+\s){1,4}?)" + _HEAD_END
    ),
    re.compile(r"\b(?:what|which)\s+(?:the\s+)?((?:[\w.-]+\s){1,4}?)(?:name\s)?" + _HEAD_END),
)
_PATTERNS: tuple[tuple[re.Pattern[str], int, float], ...] = (
    (_CALLED, 1, 0.6),
    (_DEFINED, 1, 0.9),
    (_CALLED_JA, 1, 1.2),
    (_QUOTED, 1, 0.6),
    (_CAPITALS, 0, 0.7),
)
_WHERE = re.compile(r"^\W*where\b(?! (?:can|could|do|may) (?:i|we|one)\b)")
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|to|into|under|beneath|below|above|off|from|on|onto|outside|inside|between"
    r"|around|along|across|through|via|north|south|east|west)\s+(?:the\s+)?"
    r"(?:[a-z]+\s+(?:of\s+)?(?:the\s+)?)?|[,:(]\s*)$",
    re.IGNORECASE,
)
_WHERE_TO_JA = re.compile(r"どこ[にへ](?:送|運|売|届|渡|供給|輸出|行|持)")
_TO_JA = re.compile(r"など?[にへ]|[にへ]|まで|向け")
_REACH_CHARS = 50.0
_NO_NAME = re.compile(  # words that a capital alone makes look like a name
    r"(?:(?:figures?|fig|tables?|sections?|appendix|chapter|equation|eq|page|pages|see|note)\b.*"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.*"
    r"|[a-z]+ly|however|moreover|otherwise|hence|thus|therefore|instead|indeed|research|results?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|dozens|hundreds"
    r"|managing|chief|executive|director|president|chair(?:man|woman)?"
    r"|here|there|despite|given|since|although|though|because|both|overall|models?|paper|work)$"
)
_UNIT_CHARS, _NUMBER_BEFORE = 3, re.compile(r"\d\s?$")
_CITED_AFTER = re.compile(r"\s*(?:et al|and [A-Z]\w+,? \(?\d{4}|,? \(?\d{4}\))")
_IS_A = re.compile(r"(?:\s*\[\d+\]|\s*\([^()]{1,12}\))?(?:,| is| was|:)\s+(?:an?|the)\b(.{0,60})")
_WORD_AFTER = re.compile(r"\s+([a-z]+)\b")
_LAST_WORD = re.compile(r"\s([A-Z]\w+)\Z")
_IS_A_BONUS = 1.2
_HEAD_BONUS = 1.0
_WHO_JA = re.compile(r"誰|だれ|(?:人|者|長|員|表)の(?:名前|氏名|名は)")
_NAMELESS_PENALTY = 1.5  # a phrase without a word that says something


def read_phrases(asked: Asked, evidence: Sequence[Evidence]) -> tuple[PhraseRead, ...]:
    """Return the names and terms that may answer, best first, the same words once."""
    head = _head_stems(asked)
    asks_place = _WHERE.search(fold(asked.text)) is not None
    sent_to = _WHERE_TO_JA.search(asked.text) is not None
    best: dict[str, PhraseRead] = {}
    for fitted in evidence[:_TOP]:
        for start, end, pattern_score in _candidates(asked, fitted):
            if asks_place and not fitted.line.is_row and not _is_at(fitted.line.text, start):
                continue
            if sent_to and _TO_JA.match(fitted.line.text, end) is None:
                continue
            read = _scored(asked, fitted, start, end, pattern_score, head)
            if read is None:
                continue
            key = read.text.lower()
            if key not in best or read.score > best[key].score:
                best[key] = read
    return tuple(sorted(best.values(), key=lambda p: (-p.score, p.text)))


def _is_at(text: str, start: int) -> bool:
    """Whether a name says where: “under the North Sea”, and no “Danish firm”."""
    return _PLACE_BEFORE.search(text[:start]) is not None


def _head_stems(asked: Asked) -> frozenset[str]:
    """The stems of the kind of thing asked for: “what is the name of the benchmark suite”."""
    folded = fold(asked.text)
    found = (match for pattern in _HEADS if (match := pattern.search(folded)))
    return next((frozenset(content_stems(match[1])) for match in found), frozenset())


def _candidates(asked: Asked, fitted: Evidence) -> Iterator[tuple[int, int, float]]:
    text = fitted.line.text
    patterns = _PATTERNS
    if fitted.line.passage.language == "ja":
        made = _DONE_BY if _ASKS_MAKER_JA.search(asked.text) else 0.5
        patterns = (*_PATTERNS, (_JAPANESE, 1, 0.1), (_MADE_BY_JA, 1, made), (_MAKER_JA, 1, made))
        who = _WHO_JA.search(asked.text)
        patterns = ((_PERSON_JA, 1, 0.5), (_NAMED_JA, 1, 0.5)) if who else patterns
    elif asked.wants_most is not None:
        patterns = (*_PATTERNS, (_FIRST_OF_ALL, 1, _FIRST_BONUS))
    for match in _BY.finditer(text):  # supplied by Norhult, of who supplied it
        if stem(match[1].lower()) in asked.stems and _may_name(text, *match.span(2)):
            yield *match.span(2), _DONE_BY
    for match in _BECAME.finditer(text):
        yield *match.span(1), _DONE_BY
    for pattern, group, score in patterns:
        for match in pattern.finditer(text):
            start, end = match.span(group)
            if end - start >= 2 and _may_name(text, start, end):  # letters
                yield start, end, score


def _may_name(text: str, start: int, end: int) -> bool:
    """Whether a phrase may be a name: no adverb, figure, unit or cited author."""
    phrase = text[start:end]
    if end - start <= _UNIT_CHARS and _NUMBER_BEFORE.search(text[:start]):
        return False  # 62 | dB
    return not (
        _NO_NAME.match(phrase.lower())
        or phrase.lower() in STOP_WORDS
        or _is_unit(phrase)
        or _is_amount(phrase)
        or _CITED_AFTER.match(text, end)
    )


def _scored(  # noqa: PLR0917  # the parts of one candidate
    asked: Asked,
    fitted: Evidence,
    start: int,
    end: int,
    pattern_score: float,
    head: frozenset[str],
) -> PhraseRead | None:
    """Score a candidate; None for one of the question's own words, which tells nothing new."""
    text = fitted.line.text
    whole = start, end
    start, end = _without_head(text, start, end, head)
    own = set(content_stems(text[start:end]))
    if own and own <= asked.stems.keys():
        return None
    near = 0.0
    for term in fitted.line.terms:
        if term.stem in asked.stems and not start <= term.start < end:
            gap = max(term.start - end, start - term.end, 0)
            near += asked.stems[term.stem] * 2.718 ** (-gap / _REACH_CHARS)
    score = 3 * fitted.coverage + 2 * fitted.own_coverage + fitted.similarity + pattern_score
    score += 2 * near / asked.weight
    is_of_kind = (start, end) != whole or _is_of_kind(text, start, end, head)
    is_of_kind = is_of_kind or _WHO_JA.search(asked.text) is not None
    score += _HEAD_BONUS * len(own & head) / len(head) if head else 0.0
    score += _IS_A_BONUS if is_of_kind else 0.0
    score -= _NAMELESS_PENALTY if not own else 0.0
    return PhraseRead(fitted, start, end, score, is_of_kind=is_of_kind)


def _is_of_kind(text: str, start: int, end: int, head: frozenset[str]) -> bool:
    """Whether the line says of a name that it is what is asked for: “X, a system”, “the X project”.

    So is one that ends with the kind: “the ML.ENERGY Benchmark”.
    """
    said = _IS_A.match(text, end)
    if said and head & set(content_stems(said[1])):
        return True
    beside = (_WORD_AFTER.match(text, end), _LAST_WORD.search(text, start, end))
    return any(match and head & set(content_stems(match[1])) for match in beside)


def _is_amount(phrase: str) -> bool:
    """Whether a phrase is all a number with its unit: 52万kWh is no name."""
    if not any(c.isdigit() for c in phrase):
        return False
    spans = extract_quantities(phrase)
    return bool(spans) and spans[0].quantity.unit is not None and len(spans[0].text) == len(phrase)


def _is_unit(phrase: str) -> bool:
    spans = extract_quantities(f"1 {phrase}")
    return bool(spans) and spans[0].quantity.unit is not None and spans[0].end == len(phrase) + 2


def _without_head(text: str, start: int, end: int, head: frozenset[str]) -> tuple[int, int]:
    """Cut a name to itself, without the kind of thing: “granularity | metric”, “Senator | A. B”."""
    before, _, last = text[start:end].rpartition(" ")
    if before and last.islower() and head & set(content_stems(last)):
        return start, start + len(before.rstrip())
    first, _, after = text[start:end].partition(" ")
    if " " in after and head & set(content_stems(first)):
        return end - len(after), end
    return start, end


def choose_option(asked: Asked, evidence: Sequence[Evidence]) -> PhraseRead | None:
    """Return the option that the best fitting line names, near the other words of the question."""
    found: list[PhraseRead] = []
    option_stems = {o: frozenset(content_stems(o)) for o in asked.options}
    for fitted in evidence:
        folded = fold(fitted.line.text)
        for option in asked.options:
            at = folded.find(fold(option))
            if at < 0 or not option_stems[option]:
                continue
            others = sum(1 for o in asked.options if o != option and fold(o) in folded)
            rank = at / max(len(folded), 1)
            score = 3 * fitted.coverage + 2 * fitted.own_coverage + fitted.similarity
            score -= 0.3 * rank + 0.1 * others
            found.append(PhraseRead(fitted, at, at + len(option), score))
    return max(found, key=lambda p: (p.score, p.text), default=None)

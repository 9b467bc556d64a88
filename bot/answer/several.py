"""Several questions in one message: parted where each asks something, answered one by one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.composition import Speaker
from bot.answer.inquiry import Result
from bot.answer.merging import merged, read_together
from bot.answer.question import Question
from bot.answer.records import Answer

MAX_QUESTIONS = 4
_LEAST_WORDS = 3
_LEAST_LETTERS_JA = 5
_ENDS = re.compile(
    r"[??]+\s*(?=\S)"
    r"|。\s*(?:あと|それと|ところで|また)、?"
    r"|[,;]?\s+(?:and|also)\s+(?=(?:what|how|which|why|when|where|is|are|does|do|did)\b)"
    r"|[,;—–]\s+(?=why\b|how come\b)"
    r"|(?:ですか|ますか|のか|で|か|し)?[、,。](?:それは|また|そして)?(?=(?:なぜ|どうして|なんで)\W*$)"
    r"|、(?:また|そして|それと|あと|それから)、?",
    re.IGNORECASE,
)
_FRAGMENT_JA = re.compile(
    r"^[^はがも]{1,12}[でにのをへと]\W*$"
)  # 「アメリカで」 belongs to the rest
_WHAT_OF_JA = re.compile(r"^[\u30a0-\u30ff\u4e00-\u9fff]{2,}(?:は|って)[??]*$")  # 「風力は?」
_LEADING = re.compile(r"^\W*(?:and|also|また|そして|それと|あと|それから)\b[、,\s]*", re.IGNORECASE)
_OF_THAT_JA = re.compile(r"(?:その|それの)うち")
_BARE_WHY = re.compile(
    r"(?:but )?(?:why|how come)"
    r"(?: (?:is|was) (?:that|it|this)(?: so)?| so (?:much|many|little))?\W*"
    r"|(?:それは)?(?:なぜ|どうして|なんで)(?:ですか|なのか|か|なの)?\W*",
    re.IGNORECASE,
)
_THAT = re.compile(r"\b(?:that|it|this|those|these|them)\b|それ", re.IGNORECASE)
_ITS = re.compile(r"\bits\b|その(?!うち|他|た)", re.IGNORECASE)


def split_questions(text: str) -> tuple[str, ...]:
    """Part a message into its questions; one part when it asks only one thing."""
    parts = [_LEADING.sub("", part).strip() for part in _ENDS.split(text)]
    parts = [part for part in parts if part]
    parts = [parts[0], *(_whole(part, parts[0]) for part in parts[1:])] if parts else []
    if not 1 < len(parts) <= MAX_QUESTIONS or not all(map(_is_long_enough, parts)):
        return (text,)
    return tuple(parts)


def _whole(part: str, first: str) -> str:
    """A bare “why?” asks why of what was asked first."""
    asked = part.rstrip("?？ ")
    return f"{asked}: {first}" if _BARE_WHY.fullmatch(part) else part


def _is_long_enough(part: str) -> bool:
    if part.isascii():
        return len(part.split()) >= _LEAST_WORDS
    if _WHAT_OF_JA.search(part):
        return True
    return len(part) >= _LEAST_LETTERS_JA and _FRAGMENT_JA.search(part) is None


def with_named_topic(text: str, earlier: Question, speaker: Speaker) -> str:
    """Put the earlier question's topic where a later one says “that”, “its” or 「そのうち」."""
    if len(earlier.topics) != 1:
        return text
    topic = earlier.topics[0]
    name = speaker.subject(topic.subject_id, topic.region)
    english = speaker.language == "en"
    text = _OF_THAT_JA.sub(f"{name}のうち", text)
    text = _ITS.sub(f"{name}'s" if english else f"{name}の", text)
    return _THAT.sub(name, text)


def answer_together(results: Sequence[Result]) -> Result:
    """Make one answer of the parts' answers; a part without one is told as a caveat."""
    answers = [r for r in results if isinstance(r, Answer)]
    if not answers:
        return results[0]
    read = read_together(answers, " / ")
    whole = merged(answers, interpretation=read)
    unanswered = (r for r in results if not isinstance(r, Answer))
    left = tuple(f"{r.interpretation} — {r.detail}" for r in unanswered)
    return replace(whole, caveats=(*left, *whole.caveats))

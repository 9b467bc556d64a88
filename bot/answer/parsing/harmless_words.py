"""Unknown words that cannot change what is asked: emphasis, adverbs, what is thought of it.

“how insanely much does ChatGPT use” and 「日本の電力消費エグい?」 ask of ChatGPT and
of Japan. An unknown noun, name or verb of the question itself may change it, and is none of these.
"""

import re

_EMPHASIS = re.compile(r"(.)\1{2,}")  # sooooo
_ADVERB = re.compile(r"[a-z]{3,}(?<!al)ly")
_NARROWING = re.compile(  # these name something or narrow it
    "anomaly|apply|assembly|comply|(?:in)?directly|early|exclusively|family|monopoly|multiply|newly"
    "|partly|privately|publicly|rally|rely|reply|solely|supply|tally"
)
_AMOUNT = re.compile(r"\s+(?:amounts?|numbers?|lots?|figures?|quantit(?:y|ies)|loads?)\b")
_BACK_THEN = re.compile(r"back (?:in|then|at|when)\b")
_ADJECTIVE_JA = re.compile(
    r"(?:い|くない|かった|すぎ|そう)(?![\u4e00-\u9fff\u30a0-\u30ffA-Za-z0-9])"
)
_MOST_JA = re.compile(r"(?:一番|最も|いちばん|もっとも|より|どっち|どちら|どれ)[^、。]{0,6}$")


def is_harmless(word: re.Match[str], known: frozenset[str]) -> bool:
    """Whether an unknown word can be left out of what is asked.

    `known` are words that name nothing.
    """
    text, written = word.string, word.group()
    if not written.isascii():
        is_predicate = _ADJECTIVE_JA.match(text, word.end()) is not None
        return is_predicate and _MOST_JA.search(text[: word.start()]) is None
    if written != written.lower():
        return False
    plain = {_EMPHASIS.sub(r"\1", written), _EMPHASIS.sub(r"\1\1", written)}
    return (
        (len(plain) > 1 and not plain.isdisjoint(known))
        or (_ADVERB.fullmatch(written) is not None and _NARROWING.fullmatch(written) is None)
        or _AMOUNT.match(text, word.end()) is not None
        or _BACK_THEN.match(text, word.start()) is not None
    )

"""One stem for all forms of an irregular verb, and for everyday words of one meaning.

A page says “costs” and “weighs 410 kg”, and a reader asks for its price and how heavy it is.
"""

from collections.abc import Mapping

_ENGLISH = (  # stems as terms.py cuts them, the first stands for all
    *("take took taken tak", "make made build built manufactur", "give gave given"),
    *("hold held stor contain", "sell sold", "buy bought", "send sent", "feed fed", "keep kept"),
    *("rise rose risen", "fall fell fallen", "grow grew grown", "draw drew drawn", "win won"),
    *("lose lost loss", "lead led", "run ran runn", "begin began begun", "burn burnt"),
    *("writ wrote written", "choos chose chosen", "bring brought", "meet met", "spend spent"),
    *("leav left", "go goe went gone", "cost pric", "weigh heavy heaviest weight"),
    *("tall height", "wide width", "deep depth", "blackout outag", "nois noisy loud"),
    *("director boss ceo execut president chairman", "pay paid fund financ"),
    *("employ employe staff work worker", "guarante warranty"),
)
_JAPANESE = ("値段 価格 代金", "従業 社員 職員", "製造 製作")
_SAME: Mapping[str, str] = {
    word: group.split()[0] for group in (*_ENGLISH, *_JAPANESE) for word in group.split()
}


def same_stem(stem: str) -> str:
    """Return the stem that stands for all of one meaning."""
    return _SAME.get(stem, stem)

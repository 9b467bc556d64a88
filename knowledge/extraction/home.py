"""The prefecture or town whose document it is: what 県内, 市民 and 市有施設 mean in it."""

import re
from dataclasses import replace

from knowledge.extraction.found import Found
from knowledge.records import Document, Source

_PLACE = r"[一-龠々]{1,4}?"
_LOCAL = re.compile(r"([都道府県市町村])(?:内|民|域)(?:全体|全域)?")
_OWNED = re.compile(r"([都道府県市町村])(?:有|営|立)[一-龠々ァ-ヶー]{2,12}")
_OPENING_CHARS = 600


def at_home(found: Found, document: Document, source: Source) -> Found | None:
    """Return whose a Japanese name is that only points to the document's own place.

    県内 is the one prefecture that the title, the publisher or the opening names, 市有施設 its
    town's; None where it names none or several, since another document's 県内 is another place.
    """
    local = _LOCAL.fullmatch(found.name or "")
    owned = _OWNED.fullmatch(found.name or "")
    kind = (local or owned or [None, None])[1]
    if kind is None:
        return found
    text = f"{document.title} {source.publisher} {document.text[:_OPENING_CHARS]}"
    places = set(re.findall(rf"(?<![一-龠々])({_PLACE}{kind})(?![一-龠々]?内|有|営|立|民)", text))
    if len(places) != 1:
        return None
    place = places.pop()
    if local or not found.name:
        return replace(found, name=place)
    is_joined = found.name[1] in "立営"  # 南端市立病院
    return replace(found, name=place + (found.name[1:] if is_joined else f"の{found.name}"))

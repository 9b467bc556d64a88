"""The one tokeniser of lexical search: words of Latin script, character pairs of Japanese."""

import re
import unicodedata

_RUN = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_RARE = re.compile(r"[a-z]+[0-9]|[0-9]+[a-z]|^[0-9]{4}$")


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in order: NFKC, lower case; `GB200`, `データ` → デー, ータ.

    A single Japanese letter that stands alone is a token of its own.
    """
    found: list[str] = []
    for match in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        run = match.group()
        if run.isascii():
            found.append(_singular(run))
            if "-" in run or "." in run:
                found += [part for part in re.split(r"[.-]", run) if part]
        elif len(run) == 1:
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def is_exact(token: str) -> bool:
    """Whether a token is a name of its own kind: a model number (gb200, s21) or a year."""
    return _RARE.search(token) is not None


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word

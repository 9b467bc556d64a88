"""Names in kana that are written otherwise: long marks, ヴ, small letters, hiragana for katakana.

「データーセンター」 is データセンター, 「スロヴァキア」 スロバキア, 「スターゲイト」 スターゲート
and 「びっとこいん」 ビットコイン. Short names are left alone: メーター is no メタ.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Meant = TypeVar("Meant")
_RUN = re.compile(r"[A-Za-z0-9ぁ-ゖァ-ヺー・]*[ぁ-ゖァ-ヺ][A-Za-z0-9ぁ-ゖァ-ヺー・]*")
_STARTS = re.compile(r"^|(?<=[ぁ-ゖ])(?=[A-Za-zァ-ヺ])|(?<=[のはがをとでにも])(?=[ぁ-ゖ])")
_STRETCH = re.compile(r"[ァ-ヺー・]+")
_KANA = re.compile(r"[ァ-ヺー・]")
_KATAKANA_NAME = re.compile(r"[ァ-ヺー・]{3}")
_PARTICLE = re.compile(r"(?:の|は|が|を|と|で|に|も|や|って|$|[^ぁ-ゖァ-ヺー])")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_FOLDS = (  # in this order
    (re.compile("ヴ"), "ブ"),
    (re.compile("(?<=[エケセテネヘメレゲゼデベペェ])イ"), ""),
    (re.compile("(?<=[オコソトノホモヨロゴゾドボポョォ])ウ"), ""),
    (re.compile("[ー・]"), ""),
)
_V_ROW = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"))
_SMALL = str.maketrans("ァィゥェォ", "アイウエオ")
_SHORTEST, _SHORTEST_TYPO, _SIMILAR = 4, 7, 0.84  # オーストラリア is no オーストリア


@dataclass(frozen=True, slots=True)
class KanaNames:
    """Names by how they sound; a sound that several things share stands for none."""

    sounds: Mapping[str, str]

    @classmethod
    def build(cls, names: Iterable[str]) -> "KanaNames":
        """Take in the names that hold katakana and are long enough."""
        sounds: dict[str, str] = {}
        for name in filter(_KATAKANA_NAME.search, names):
            sound = folded(name)
            if len(sound) >= _SHORTEST:
                sounds.setdefault(sound, name)
        return cls(sounds)

    def find(self, text: str) -> list[tuple[int, int, str, bool]]:
        """Return (start, end, name as it is known, whether a typo is forgiven), in order."""
        found: list[tuple[int, int, str, bool]] = []
        for run in _RUN.finditer(text):
            for start in _STARTS.finditer(run.group()):
                at = run.start() + start.start()
                if not found or found[-1][1] <= at:
                    found += self._at(text[at : run.end()], at)
        return found

    def _at(self, written: str, at: int) -> list[tuple[int, int, str, bool]]:
        """The longest name that a run of letters begins with, if one ends where a name may."""
        for end in range(len(written), 2, -1):
            name = self.sounds.get(folded(written[:end])) if _ends(written, end) else None
            if name is not None:
                return [(at, at + end, name, False)]
        stretch = _STRETCH.match(written)
        close = self._close(folded(stretch.group())) if stretch else None
        return [(at, at + stretch.end(), close, True)] if stretch and close else []

    def _close(self, sound: str) -> str | None:
        if len(sound) < _SHORTEST_TYPO:
            return None
        close = difflib.get_close_matches(sound, self.sounds, n=1, cutoff=_SIMILAR)
        return self.sounds[close[0]] if close and close[0][0] == sound[0] else None


def folded(written: str) -> str:
    """Write letters as they sound: katakana, no long marks, no small vowels, lower case."""
    sound = written.lower().translate(_TO_KATAKANA)
    for foreign, plain in _V_ROW:
        sound = sound.replace(foreign, plain)
    for pattern, plain in _FOLDS:
        sound = pattern.sub(plain, sound)
    return sound.translate(_SMALL)


def _ends(written: str, end: int) -> bool:
    """Whether a name may end there: katakana goes on in katakana, hiragana before no particle."""
    last, rest = written[end - 1], written[end:]
    if _KANA.match(last):
        return not rest or not _KANA.match(rest)
    if "ぁ" <= last <= "ゖ":
        return _PARTICLE.match(rest) is not None
    return not rest or not (rest[0].isascii() and rest[0].isalnum())

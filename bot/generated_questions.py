"""Makes questions by the thousand from the vocabulary, half sense, half nonsense or hostile.

For checks that must hold for every question: no exception, no unverified number, every quote at
its span, the same question the same answer.
"""

import random
from collections.abc import Iterator

from bot.hostile_forms import HOSTILE, LONG
from knowledge.records import Language
from knowledge.words import Vocabulary

_FORMS: dict[Language, tuple[str, ...]] = {
    "en": (
        "How much {m} does {a} have?", "{m} of {a}", "{a} vs {b}", "{a} {m} {y}",
        "does {a} use more than {b}?", "how has {m} of {a} changed since {y}?",
        "compare {a} with {b} in {y}", "what share of {b}'s electricity does {a} use",
        "top 5 countries by {m}", "what does {n} {u} mean in homes?", "{n} {u} in TWh",
        "how much is {n} {u} for 3 months", "sum of {a} and {b} in {y}",
        "difference between {a} and {b}", "how many homes is {a}?", "why does {a} use so much?",
        "is it true that {a} uses {n} {u}?", "if {n} prompts a day at 0.3 Wh, how many GWh a year?",
        "how many GW does {a} draw", "which country has the lowest {m} in {y}?",
    ),
    "ja": (
        "{a}の{m}は?", "{a}と{b}はどちらが電力を使う?", "{a}は{b}より多い?", "{y}年の{a}の{m}",
        "{a}の{m}は{y}年からどう推移した?", "{a}と{b}を比較して",
        "{n}{u}は何世帯分?", "{n}{u}は何TWh?",
        "{b}の電力に占める{a}の割合は?", "{m}が多い国トップ5", "{a}が{n}{u}使うのは本当?",
        "{a}と{b}の{y}年の合計", "{a}は何GW?", "{a}の電力はなぜ多い?",
        "1日{n}回、1回0.3Whなら年間何GWh?",
    ),
}  # fmt: skip
_UNITS = ("TWh", "MW", "kWh", "GW", "Wh", "MtCO2", "J", "万kW", "億kWh", "%", "litres", "")
_LETTERS = (
    "abcdefghijklmnopqrstuvwxyz 0123456789.,%?!-あいうえお電力量億万兆ビットコイン🔥()[]{}\"'\\/"
)
_LONGEST = 4000  # more letters than a question may have; a text to check may have more


def generated_questions(vocabulary: Vocabulary, *, count: int, seed: int) -> Iterator[str]:
    """Yield `count` questions, the same for the same seed; every second one is hostile."""
    dice = random.Random(seed)  # repeatable, not secret
    subjects, measures = vocabulary.subjects(), vocabulary.measures()
    for number in range(count):
        language: Language = "en" if number % 4 < 2 else "ja"
        words = {
            "a": dice.choice(subjects).names.in_(language),
            "b": dice.choice(subjects).names.in_(language),
            "m": dice.choice(measures).names.in_(language),
            "y": str(dice.randint(1990, 2045)),
            "n": str(dice.choice((0, 1, 5, 200, 1287, 0.34, 1e9, 10**15, "1,5", "3-4"))),
            "u": dice.choice(_UNITS),
        }
        if number % 2 == 0:
            yield _filled(dice.choice(_FORMS[language]), words)
        elif dice.random() < 0.25:
            yield "".join(dice.choices(_LETTERS, k=dice.randint(1, 120))).strip() or "?"
        elif dice.random() < 0.04:
            yield (_filled(dice.choice(LONG), words) * _LONGEST)[: dice.choice((2000, _LONGEST))]
        else:
            yield _filled(dice.choice(HOSTILE), words)[:2000]


def _filled(form: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        form = form.replace(f"{{{name}}}", word)
    return form

"""Does once, before the first question, what only the first of a kind would wait for.

Units, patterns, the counts of words and the encoder are made ready at their first use, which takes
some tenths of a second each.
"""

from bot.reply import Engine
from knowledge.records import Language

_ASKED: tuple[tuple[Language, str], ...] = (
    ("en", "Why does Bitcoin use so much electricity?"),
    ("en", "How much electricity do the hospitals of Wakanda use?"),
    ("en", "What does 5 MWh mean in homes?"),
    ("ja", "ドイツの発電に占める風力の割合は?"),
    ("ja", "フランスと日本の電力需要を比較して"),
)


def warm(engine: Engine) -> None:
    """Ask one question of each kind and forget the answers."""
    for language, question in _ASKED:
        engine.ask(question, language=language)

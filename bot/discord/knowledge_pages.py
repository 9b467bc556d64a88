"""Proposals and changes of the knowledge in words, as pages: what comes, what is doubtful.

Texts of sources are data: they are escaped, and what cannot be seen in them is made visible.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.discord.embeds import PAGE_CHARS, join_within, shorten
from bot.discord.words import DiscordWords
from bot.numbers import escape_markdown, format_quantity
from knowledge.records import Quantity
from knowledge.words import Vocabulary

SHOWN_FIGURES, SHOWN_DOUBTS, SHOWN_ANSWERS = 10, 5, 3
_TEXT_CHARS = 200
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def plainly(text: object, *, limit: int = _TEXT_CHARS) -> str:
    """Return a foreign text inert and in one line, its invisible characters by their numbers."""
    seen = "".join(
        f"⟨U+{ord(c):04X}⟩" if unicodedata.category(c) in _UNSEEN else c
        for c in " ".join(str(text).split())
    )
    return escape_markdown(shorten(seen, limit))


@dataclass(frozen=True, slots=True)
class KnowledgeText:
    """Words what commands on the knowledge return; names are those of the vocabulary."""

    words: DiscordWords
    vocabulary: Vocabulary

    def proposal_pages(self, payload: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what a proposal would bring and change."""
        lines = [line for source in payload["sources"] for line in self._source(source)]
        lines += [
            self.words.say("knowledge_takes_out", source=plainly(s)) for s in payload["removals"]
        ]
        heading = self.words.say("knowledge_would_change")
        lines.append(f"**{heading}**")
        lines += self._changes(payload["changes"])
        lines += self._answers(payload["answers"])
        return tuple(join_within(lines, PAGE_CHARS))

    def outcome_pages(self, payload: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what a change did."""
        lines = [f"• **{plainly(name)}**: {plainly(said)}" for name, said in payload["told"]]
        if payload["generation"] is not None:
            lines += self._changes(payload)
            lines += self._answers(payload["answers"])
        return tuple(join_within(lines or [self.words.say("knowledge_nothing")], PAGE_CHARS))

    def _source(self, source: Mapping[str, Any]) -> Iterator[str]:
        say = self.words.say
        yield f"**{plainly(source['title'])}** (`{_code(source['source_id'])}`)"
        yield say(
            "knowledge_source",
            publisher=plainly(source["publisher"]),
            licence=plainly(self.words.licence(source["licence"])),
            published=plainly(source["published"] or say("knowledge_not_stated")),
            tier=say(f"tier_{source['tier']}"),
        )
        yield say(
            "knowledge_counts",
            passages=f"{source['n_passages']:,}",
            figures=f"{source['n_figures']:,}",
            rejected=f"{source['n_rejected']:,}",
        )
        figures = source["figures"]
        for figure in figures[:SHOWN_FIGURES]:
            sure = say("knowledge_confidence", percent=f"{100 * figure['confidence']:.0f}")
            why = f": {plainly(figure['reason'])}" if figure["reason"] else ""
            yield f"• {self._figure(figure)} – {sure}{why}"
        yield from self._more(len(figures) - SHOWN_FIGURES)
        doubts = [doubt[self.words.language] for doubt in source["doubts"]]
        yield from (f"⚠️ {plainly(doubt)}" for doubt in doubts[:SHOWN_DOUBTS])
        yield from self._more(len(doubts) - SHOWN_DOUBTS)
        for dispute in source["disputes"][:SHOWN_DOUBTS]:
            others = [
                f"{self._quantity(other)} (`{_code(other['source_id'])}`)"
                for other in dispute["others"][:3]
            ]
            yield "≠ " + say(
                "knowledge_differs", figure=self._figure(dispute["figure"]), known=", ".join(others)
            )
        yield from self._more(len(source["disputes"]) - SHOWN_DOUBTS)
        for text in source["skipped"][:SHOWN_DOUBTS]:
            yield "✂️ " + say("knowledge_not_read", text=plainly(text))

    def _changes(self, payload: Mapping[str, Any]) -> Iterator[str]:
        yield self.words.say(
            "knowledge_changes",
            new=f"{len(payload['new']):,}",
            gone=f"{len(payload['gone']):,}",
            changed=f"{len(payload['changed_value']):,}",
            standing=f"{len(payload['changed_standing']):,}",
        )
        pairs = payload["changed_value"]
        for pair in pairs[:SHOWN_FIGURES]:
            before = self.words.say("knowledge_was", value=self._quantity(pair["before"]))
            yield f"~ {self._figure(pair['after'])} {before}"
        yield from self._more(len(pairs) - SHOWN_FIGURES)
        for sign, figures in (("+", payload["new"]), ("−", payload["gone"])):
            yield from (f"{sign} {self._figure(figure)}" for figure in figures[:SHOWN_DOUBTS])
            yield from self._more(len(figures) - SHOWN_DOUBTS)
        for source_id, counts in payload["passages"].items():
            yield self.words.say(
                "knowledge_passages",
                source=plainly(source_id),
                before=f"{counts['before']:,}",
                after=f"{counts['after']:,}",
            )

    def _answers(self, answers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        changed = [answer for answer in answers if answer["changed"]]
        if answers:
            yield self.words.say(
                "knowledge_watched", changed=str(len(changed)), of=str(len(answers))
            )
        for answer in changed[:SHOWN_ANSWERS]:
            yield f"❓ {plainly(answer['question'])}"
            yield from (
                f"　{s} {_first_line(answer[w])}" for s, w in (("−", "before"), ("+", "after"))
            )
        yield from self._more(len(changed) - SHOWN_ANSWERS)

    def _more(self, left: int) -> Iterator[str]:
        if left > 0:
            yield self.words.say("knowledge_more", n=f"{left:,}")

    def _figure(self, figure: Mapping[str, Any]) -> str:
        language, known = self.words.language, self.vocabulary
        subject, measure, region = figure["subject_id"], figure["measure_id"], figure["region"]
        named = [
            known.subject(subject).names.in_(language) if known.has_subject(subject) else subject,
            known.measure(measure).names.in_(language) if known.has_measure(measure) else measure,
        ]
        if region != "world" and subject != f"country:{region}":
            has_name = known.has_region(region)
            named.append(known.region(region).names.in_(language) if has_name else region)
        if figure["period"]:
            named.append(figure["period"])
        return f"{' · '.join(map(plainly, named))}: **{self._quantity(figure)}**"

    def _quantity(self, figure: Mapping[str, Any]) -> str:
        numbers = (figure[name] for name in ("value", "unit", "lower", "upper"))
        quantity = Quantity(*numbers)
        return format_quantity(quantity, unit=quantity.unit, language=self.words.language)


def _first_line(answer: str | None) -> str:
    """The head of an answer, which is Markdown already."""
    first = (answer or "–").split("\n", 1)[0]
    return shorten(first, 300)


def _code(text: str) -> str:
    """An id within a code span."""
    return re.sub(r"[`\s]", "", str(text))[:100]

"""What /knowledge tells without changing anything: sources, generations, what waits."""

from dataclasses import dataclass
from datetime import datetime

import discord

from bot.discord.knowledge_pages import plainly
from bot.discord.tables import table
from bot.discord.words import DiscordWords
from bot.reply import Engine
from bot.settings import Settings
from bot.sources.proposals import Proposal, ProposalFolder
from bot.storing import stored_rows, stored_sources
from bot.wiring import current_name, home_of
from index.errors import GenerationError
from index.generations import Home, Manifest, read_manifest
from knowledge.operator_sources import SourceFolder
from knowledge.raw_files import RawFile

SHOWN_FIGURES, SHOWN_NOTES, SHOWN_GENERATIONS = 8, 5, 5


@dataclass(frozen=True, slots=True)
class Place:
    """The shared knowledge, or a server's own. Read it off the event loop.

    Where there is a store, it tells what that holds: this folder may never have built anything.
    """

    settings: Settings

    @property
    def home(self) -> Home:
        """Its generations."""
        return home_of(self.settings)

    def added(self) -> tuple[RawFile, ...]:
        """Return the sources that were added. Raises StoreError."""
        if self.settings.store is not None:
            return stored_sources(self.settings)
        return SourceFolder(self.settings.home / "sources").sources()

    def added_names(self) -> list[tuple[str, str]]:
        """Return (id, label) of each added source."""
        return [(raw.source_id, f"{_title(raw)} ({raw.source_id})") for raw in self.added()]

    def waiting(self) -> tuple[Proposal, ...]:
        """Return the proposals that wait, oldest first."""
        return self._proposals.all()

    def proposal(self, proposal_id: str) -> Proposal:
        """Return one that waits. Raises NotKnownError."""
        return self._proposals.proposal(proposal_id)

    @property
    def _proposals(self) -> ProposalFolder:
        return ProposalFolder(self.settings.home / "proposals")

    def manifests(self) -> list[tuple[str, Manifest | None]]:
        """Return each generation with what it holds, newest first; None where it is damaged.

        Raises:
            StoreError: the store cannot be reached.
        """
        if self.settings.store is not None:
            return [(row.name, row.manifest) for row in stored_rows(self.settings)]
        return [(name, self._manifest(name)) for name in self.home.names()]

    def current(self) -> str | None:
        """Return the current generation's name. Raises StoreError."""
        return current_name(self.settings)

    def _manifest(self, name: str) -> Manifest | None:
        try:
            return read_manifest(self.home.folder(name))
        except GenerationError:
            return None


def source_lines(place: Place, words: DiscordWords) -> list[str]:
    """List the added sources."""
    lines = []
    for raw in place.added():
        said = raw.said
        parts = [f"• **{plainly(_title(raw))}** `{raw.source_id}`"]
        if "retrieved" in said:
            parts.append(plainly(said["retrieved"]))
        if "fetched_from" in said:
            parts.append(words.say("knowledge_from_web"))
        if "missing_since" in said:
            parts.append(words.say("knowledge_missing", since=plainly(said["missing_since"])))
        lines.append(" · ".join(parts))
    return lines or [words.say("knowledge_none_added")]


def generation_rows(place: Place) -> list[tuple[str, str]]:
    """Return (name, label) of each generation."""
    current = place.current()
    return [
        (name, f"{'● ' if name == current else ''}{name} {manifest.built[:16]}")
        for name, manifest in place.manifests()
        if manifest is not None
    ]


def status_embed(
    place: Place, words: DiscordWords, running: str | None
) -> tuple[discord.Embed, tuple[str, ...]]:
    """Tell the generations, what runs and what waits; return the waiting ones' ids too."""
    current = place.current()
    lines = []
    for name, manifest in place.manifests()[:SHOWN_GENERATIONS]:
        mark = "●" if name == current else "○"
        if manifest is None:
            damaged = words.say("knowledge_damaged")
            lines.append(f"{mark} `{name}` {damaged}")
            continue
        built = int(datetime.fromisoformat(manifest.built).timestamp())
        lines.append(f"{mark} `{name}` <t:{built}:R>")
        if name == current:
            rows = [
                (words.say("row_figures"), f"{manifest.n_figures:,}"),
                (words.say("row_passages"), f"{manifest.n_passages:,}"),
                (words.say("row_sources"), f"{manifest.n_sources:,}"),
                (words.say("row_added"), str(len(place.added()))),
            ]
            lines.append(table(rows))
    if not lines:
        lines.append(words.say("knowledge_none_own"))
    lines.append(words.say("knowledge_running" if running else "knowledge_idle"))
    waiting = place.waiting()
    if waiting:
        heading = words.say("knowledge_waiting", n=str(len(waiting)))
        lines.append(f"**{heading}**")
        lines += [f"`{plainly(p.line(), limit=150)}`" for p in waiting[:SHOWN_GENERATIONS]]
        lines.append(words.say("knowledge_decide_first"))
    embed = discord.Embed(title=words.say("knowledge_status_title"), description="\n".join(lines))
    return embed, tuple(proposal.proposal_id for proposal in waiting)


def told_source(engine: Engine, source_id: str, words: DiscordWords) -> tuple[str, list[str]]:
    """Return a source's title, and lines about it. Runs on the engine. Raises NotKnownError."""
    source = engine.knowledge.source(source_id)
    figures = engine.knowledge.figures(source_ids=(source_id,))
    notes = engine.knowledge.notes(source_id=source_id)
    lines = [
        words.say(
            "knowledge_source",
            publisher=plainly(source.publisher),
            licence=plainly(words.licence(source.licence)),
            published=plainly(source.published or words.say("knowledge_not_stated")),
            tier=words.say(f"tier_{source.tier}"),
        ),
        words.say("knowledge_n_figures", n=f"{len(figures):,}"),
    ]
    if source.url.startswith("http"):
        lines.append(f"<{source.url}>" if len(source.url) < 500 else plainly(source.url))
    lines += [f"⚠️ {plainly(note.message.in_(words.language))}" for note in notes[:SHOWN_NOTES]]
    if len(notes) > SHOWN_NOTES:
        lines.append(words.say("knowledge_more", n=f"{len(notes) - SHOWN_NOTES:,}"))
    return plainly(source.title), lines


def _title(raw: RawFile) -> str:
    return raw.said.get("title") or raw.name

"""What the options of /knowledge offer: added sources, all sources, generations."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord.answering import AnsweringClient
from bot.discord.commands.options import Offer
from bot.discord.curation import SHARED, Curation
from bot.discord.knowing import generation_rows
from bot.discord.places import server_of

if TYPE_CHECKING:
    from bot.reply import Engine

OFFERED, LABEL_CHARS = 25, 100


def target_of(interaction: discord.Interaction, whose: str | None) -> int:
    """Return the server whose sources are meant, SHARED for everybody's."""
    return SHARED if whose == "all" else interaction.guild_id or SHARED


def offer_added(curation: Curation) -> Offer:
    """Offer the sources that were added, for whom the option `for` says."""

    async def offer(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        server_id = _asked_target(curation, interaction)
        if server_id is None:
            return []
        found = await curation.read(server_id, lambda place: place.added_names())
        return _choices(found, current)

    return offer


def offer_sources(client: AnsweringClient) -> Offer:
    """Offer every source that answers in the server."""

    def names(engine: "Engine") -> list[tuple[str, str]]:
        return [(s.source_id, f"{s.publisher}: {s.title}") for s in engine.knowledge.sources()]

    async def offer(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        return _choices(await client.room.run(server_of(interaction), names), current)

    return offer


def offer_generations(curation: Curation) -> Offer:
    """Offer the generations, the current one marked."""

    async def offer(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        server_id = _asked_target(curation, interaction)
        if server_id is None:
            return []
        found = await curation.read(server_id, generation_rows)
        return _choices(found, current)

    return offer


def _asked_target(curation: Curation, interaction: discord.Interaction) -> int | None:
    """Whose knowledge is meant; None for who may not know of it."""
    server_id = target_of(interaction, getattr(interaction.namespace, "for", None))
    try:
        curation.check(interaction, server_id)
    except app_commands.CheckFailure:
        return None
    return server_id


def _choices(found: list[tuple[str, str]], typed: str) -> list[app_commands.Choice[str]]:
    """Offer (value, label) pairs that hold what was typed."""
    wanted = typed.casefold()
    return [
        app_commands.Choice(name=label[:LABEL_CHARS], value=value)
        for value, label in found
        if len(value) <= LABEL_CHARS and wanted in f"{value} {label}".casefold()
    ][:OFFERED]

"""/knowledge: a server's own sources, and for operators the shared ones; checked here too."""

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot import jobs
from bot.discord.answering import AnsweringClient
from bot.discord.commands.admin import AdminGroup
from bot.discord.commands.offering import (
    offer_added,
    offer_generations,
    offer_sources,
    target_of,
)
from bot.discord.commands.options import choices, named, options
from bot.discord.curation import Curation, incoming_name
from bot.discord.decisions import decision_view
from bot.discord.embeds import PAGE_CHARS, join_within
from bot.discord.knowing import source_lines, status_embed, told_source
from bot.discord.places import server_of
from bot.discord.words import described
from bot.error_words import input_error
from knowledge.reading import DEFAULT_LIMITS

if TYPE_CHECKING:
    from bot.jobs import Command

WHOSE = {"whose_server": "server", "whose_all": "all"}
SourceId = app_commands.Range[str, 1, 100]
Said = app_commands.Range[str, 1, 200]


class KnowledgeGroup(AdminGroup):
    """The commands of administrators and operators."""

    def __init__(self, client: AnsweringClient, curation: Curation) -> None:
        super().__init__(
            name=named("knowledge", "knowledge"), description=described("knowledge_description")
        )
        self.client, self.curation = client, curation

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let operators in wherever they are; all others must manage the server."""
        if self.client.is_operator(interaction.user.id):
            return True
        return await super().interaction_check(interaction)


def add(client: AnsweringClient, curation: Curation) -> None:
    """Register the group."""
    group = KnowledgeGroup(client, curation)
    _add_add(group)
    _add_remove(group)
    _add_refresh(group)
    _add_rebuild(group)
    _add_list(group)
    _add_show(group)
    _add_status(group)
    _add_rollback(group)
    _add_diff(group)
    client.tree.add_command(group)


def _add_add(group: KnowledgeGroup) -> None:
    @group.command(name=named("add", "knowledge_add"), description=described("knowledge_add"))
    @options(
        file="knowledge_file",
        url="knowledge_url",
        title="knowledge_title",
        publisher="knowledge_publisher",
        licence="knowledge_licence",
        published="knowledge_published",
        whose=("for", "knowledge_for"),
    )
    @app_commands.choices(whose=choices(WHOSE))
    async def add_source(  # noqa: PLR0917  # Discord fills the options by name
        interaction: discord.Interaction,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, 2000] | None = None,
        title: Said | None = None,
        publisher: Said | None = None,
        licence: Said | None = None,
        published: app_commands.Range[str, 4, 10] | None = None,
        whose: str | None = None,
    ) -> None:
        server_id = target_of(interaction, whose)
        group.curation.check(interaction, server_id)
        words = await group.client.words_for(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await group.curation.check_room(server_id)
        given = {
            "title": title, "publisher": publisher, "licence": licence, "published": published
        }  # fmt: skip
        said = {name: value for name, value in given.items() if value}
        if (file is None) == (url is None):
            raise input_error("file_or_address")
        if url is not None:
            command = jobs.add_address(url.strip(), said=said, server_id=server_id)
            await group.curation.propose(interaction, command, words)
        elif file is not None:
            with tempfile.TemporaryDirectory(
                prefix=".incoming-", dir=group.curation.settings.root
            ) as folder:
                path = await _received(file, Path(folder))
                said.setdefault("title", path.stem)
                command = jobs.add_file(path, said=said, server_id=server_id)
                await group.curation.propose(interaction, command, words)


async def _received(file: discord.Attachment, folder: Path) -> Path:
    """Write an attachment under a name that its sender cannot choose a place with."""
    if file.size > DEFAULT_LIMITS.max_bytes:
        most = f"{DEFAULT_LIMITS.max_bytes:,}"
        raise input_error("file_too_large", size=f"{file.size:,}", most=most)
    path = folder / incoming_name(file.filename)
    await asyncio.to_thread(path.write_bytes, await file.read())
    return path


def _add_remove(group: KnowledgeGroup) -> None:
    @group.command(
        name=named("remove", "knowledge_remove"), description=described("knowledge_remove")
    )
    @options(source="knowledge_source_id", whose=("for", "knowledge_for"))
    @app_commands.choices(whose=choices(WHOSE))
    async def remove(
        interaction: discord.Interaction, source: SourceId, whose: str | None = None
    ) -> None:
        server_id = target_of(interaction, whose)
        await _change(group, interaction, jobs.remove(source, server_id=server_id), propose=True)

    remove.autocomplete("source")(offer_added(group.curation))


def _add_refresh(group: KnowledgeGroup) -> None:
    @group.command(
        name=named("refresh", "knowledge_refresh"), description=described("knowledge_refresh")
    )
    @options(source="knowledge_source_all", whose=("for", "knowledge_for"))
    @app_commands.choices(whose=choices(WHOSE))
    async def refresh(
        interaction: discord.Interaction, source: SourceId | None = None, whose: str | None = None
    ) -> None:
        await _change(
            group, interaction, jobs.refresh(source, server_id=target_of(interaction, whose))
        )

    refresh.autocomplete("source")(offer_added(group.curation))


def _add_rebuild(group: KnowledgeGroup) -> None:
    @group.command(
        name=named("rebuild", "knowledge_rebuild"), description=described("knowledge_rebuild")
    )
    @options(whose=("for", "knowledge_for"))
    @app_commands.choices(whose=choices(WHOSE))
    async def rebuild(interaction: discord.Interaction, whose: str | None = None) -> None:
        server_id = target_of(interaction, whose)
        if server_id and not group.client.room.has_own(server_id):
            raise input_error("no_own_sources")
        await _change(group, interaction, jobs.build(server_id=server_id))


def _add_rollback(group: KnowledgeGroup) -> None:
    @group.command(
        name=named("rollback", "knowledge_rollback"), description=described("knowledge_rollback")
    )
    @options(generation="knowledge_generation", whose=("for", "knowledge_for"))
    @app_commands.choices(whose=choices(WHOSE))
    async def rollback(
        interaction: discord.Interaction,
        generation: SourceId | None = None,
        whose: str | None = None,
    ) -> None:
        command = jobs.roll_back(generation, server_id=target_of(interaction, whose))
        await _change(group, interaction, command)

    rollback.autocomplete("generation")(offer_generations(group.curation))


def _add_diff(group: KnowledgeGroup) -> None:
    @group.command(name=named("diff", "knowledge_diff"), description=described("knowledge_diff"))
    @options(older="knowledge_older", newer="knowledge_newer", whose=("for", "knowledge_for"))
    @app_commands.choices(whose=choices(WHOSE))
    async def diff(
        interaction: discord.Interaction,
        older: SourceId | None = None,
        newer: SourceId | None = None,
        whose: str | None = None,
    ) -> None:
        command = jobs.diff(older, newer, server_id=target_of(interaction, whose))
        await _change(group, interaction, command)

    diff.autocomplete("older")(offer_generations(group.curation))
    diff.autocomplete("newer")(offer_generations(group.curation))


async def _change(
    group: KnowledgeGroup,
    interaction: discord.Interaction,
    command: "Command",
    *,
    propose: bool = False,
) -> None:
    group.curation.check(interaction, command.server_id)
    words = await group.client.words_for(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    do = group.curation.propose if propose else group.curation.carry_out
    await do(interaction, command, words)


def _add_list(group: KnowledgeGroup) -> None:
    @group.command(name=named("list", "knowledge_list"), description=described("knowledge_list"))
    @options(whose=("for", "knowledge_for"))
    @app_commands.choices(whose=choices(WHOSE))
    async def list_sources(interaction: discord.Interaction, whose: str | None = None) -> None:
        server_id = target_of(interaction, whose)
        group.curation.check(interaction, server_id)
        words = await group.client.words_for(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        lines = await group.curation.read(server_id, lambda place: source_lines(place, words))
        pages = join_within(lines, PAGE_CHARS)
        embed = discord.Embed(title=words.say("knowledge_list_title"), description=pages[0])
        await interaction.edit_original_response(embed=embed)


def _add_show(group: KnowledgeGroup) -> None:
    @group.command(name=named("show", "knowledge_show"), description=described("knowledge_show"))
    @options(source="knowledge_source_id")
    async def show(interaction: discord.Interaction, source: SourceId) -> None:
        words = await group.client.words_for(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        title, lines = await group.client.room.run(
            server_of(interaction), lambda engine: told_source(engine, source, words)
        )
        embed = discord.Embed(title=title, description=join_within(lines, PAGE_CHARS)[0])
        await interaction.edit_original_response(embed=embed)

    show.autocomplete("source")(offer_sources(group.client))


def _add_status(group: KnowledgeGroup) -> None:
    @group.command(
        name=named("status", "knowledge_status"), description=described("knowledge_status")
    )
    @options(whose=("for", "knowledge_for"))
    @app_commands.choices(whose=choices(WHOSE))
    async def status(interaction: discord.Interaction, whose: str | None = None) -> None:
        server_id = target_of(interaction, whose)
        group.curation.check(interaction, server_id)
        words = await group.client.words_for(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        running = group.curation.runner.running
        embed, waiting = await group.curation.read(
            server_id,
            lambda place: status_embed(place, words, running.command.name if running else None),
        )
        view = None
        if waiting:
            view = decision_view(waiting[0], server_id, page=0, n_pages=2, words=words)
        await interaction.edit_original_response(embed=embed, view=view)

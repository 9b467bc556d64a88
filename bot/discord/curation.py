"""Changes of the knowledge from Discord: who may, running them, telling of them.

The shared knowledge is the operators' (KILOWIT_OWNERS, or the application's owner and its team); a
server's administrators change their server's own sources, which answer there alone. Commands run in
processes of their own; answers go on from the knowledge of before until the new one is published.
"""

import asyncio
import logging
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import discord

from bot import jobs
from bot.discord.answering import AnsweringClient
from bot.discord.decisions import Decision, decision_view
from bot.discord.embeds import COLOUR_ANSWERED
from bot.discord.knowing import Place
from bot.discord.knowledge_pages import KnowledgeText
from bot.discord.manners import Cooldown
from bot.discord.permissions import NotAllowedError, NotOwnerError
from bot.discord.places import is_brought_along
from bot.discord.progress import Progress, progress_text
from bot.discord.words import DiscordWords, load_words
from bot.error_words import input_error
from bot.errors import ChangeFailedError
from bot.jobs import Command, JobResult, JobRunner
from bot.settings import Settings
from bot.sources.proposals import Proposal
from knowledge.errors import KilowitError

logger = logging.getLogger(__name__)
T = TypeVar("T")
SHARED = 0  # the server id of the knowledge that answers everywhere
CHANGES, CHANGES_S = 30, 600.0  # of one server
SERVER_PROPOSALS = 5  # that wait in one server


@dataclass(frozen=True, slots=True)
class News:
    """What was changed, for the channels that are told."""

    action: str
    who: int | None  # None: by schedule
    server_id: int
    payload: dict[str, object]


class Curation:
    """Runs the commands of administrators and tells what they did."""

    def __init__(self, client: AnsweringClient, settings: Settings, runner: JobRunner) -> None:
        self._client, self.settings, self.runner = client, settings, runner
        self._pace = Cooldown(CHANGES, CHANGES_S)
        runner.listeners.append(self._hear)

    def settings_of(self, server_id: int) -> Settings:
        """Return the settings of the shared knowledge, or of a server's own."""
        return self.settings.of_server(server_id) if server_id else self.settings

    async def read(self, server_id: int, read: Callable[[Place], T]) -> T:
        """Read the files of the shared knowledge or of a server's own, off the event loop."""
        return await asyncio.to_thread(read, Place(self.settings_of(server_id)))

    async def forget_server(self, server_id: int) -> None:
        """Delete the sources of a server that removed the bot."""
        await self._client.room.leave(server_id)
        folder = self.settings_of(server_id).home
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def check(self, interaction: discord.Interaction, server_id: int) -> None:
        """Refuse who may not change this knowledge, whatever Discord was told to show.

        Raises:
            NotOwnerError: it is the shared one.
            NotAllowedError: it is another server's, or they do not manage this one.
        """
        if self._client.is_operator(interaction.user.id):
            return
        if server_id == SHARED:
            raise NotOwnerError
        is_here = server_id == interaction.guild_id and not is_brought_along(interaction)
        if not is_here or not interaction.permissions.manage_guild:
            raise NotAllowedError

    async def check_room(self, server_id: int) -> None:
        """Refuse a server more sources, or more proposals, than it may have. Raises InputError."""
        if not server_id:
            return
        most = self.settings.server_sources
        n_added, n_waiting = await self.read(
            server_id, lambda place: (len(place.added()), len(place.waiting()))
        )
        if n_added >= most:
            raise input_error("server_sources", most=str(most))
        if n_waiting >= SERVER_PROPOSALS:
            raise input_error("proposals_waiting", most=str(SERVER_PROPOSALS))

    async def publish(
        self,
        interaction: discord.Interaction,
        proposal_id: str,
        server_id: int,
        words: DiscordWords,
    ) -> None:
        """Publish a proposal, if the server may have one source more. Raises InputError."""
        proposal = await self.read(server_id, lambda place: place.proposal(proposal_id))
        most = self.settings.server_sources
        if server_id and proposal.source_ids:
            n_added = await self.read(server_id, lambda place: len(place.added()))
            if n_added >= most:
                raise input_error("server_sources", most=str(most))
        await self.carry_out(interaction, jobs.publish(proposal_id, server_id=server_id), words)

    async def decide(self, interaction: discord.Interaction, decision: Decision) -> None:
        """Do what was decided on a proposal; a failure is told beside it, and it stays as it is."""
        try:
            await self._decide(interaction, decision)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it
            await self._tell(interaction, error)

    async def _decide(self, interaction: discord.Interaction, decision: Decision) -> None:
        proposal_id, server_id = decision.proposal_id, decision.server_id
        self.check(interaction, server_id)
        words = await self._client.words_for(interaction)
        await interaction.response.defer()
        if decision.action == "page":
            await self.show_proposal(
                interaction, proposal_id, server_id, words=words, page=decision.page
            )
            return
        do = self.publish if decision.action == "publish" else self.discard
        await do(interaction, proposal_id, server_id, words)

    async def _tell(self, interaction: discord.Interaction, error: Exception) -> None:
        failures = self._client.failures
        if not interaction.response.is_done():
            await failures.show(interaction, error)
            return
        text = failures.text(error, await self._client.words_for(interaction))
        try:
            await interaction.edit_original_response(content=text)
        except discord.HTTPException:
            await failures.show(interaction, error)

    async def propose(
        self, interaction: discord.Interaction, command: Command, words: DiscordWords
    ) -> None:
        """Run a command that proposes, and show what it would change, with its buttons."""
        result = await self._run(interaction, command, words)
        await self.show_proposal(
            interaction, result.payload["proposal"], command.server_id, words=words
        )

    async def show_proposal(
        self,
        interaction: discord.Interaction,
        proposal_id: str,
        server_id: int,
        *,
        words: DiscordWords,
        page: int = 0,
    ) -> None:
        """Show a page of a proposal in the interaction's message. Raises NotKnownError."""
        proposal = await self.read(server_id, lambda place: place.proposal(proposal_id))
        pages = self._text(words).proposal_pages(proposal.payload())
        page = min(page, len(pages) - 1)
        await self._show(
            interaction,
            embed=_embed(pages, page, title=_heading(proposal, words), words=words),
            view=decision_view(proposal_id, server_id, page=page, n_pages=len(pages), words=words),
        )

    async def carry_out(
        self, interaction: discord.Interaction, command: Command, words: DiscordWords
    ) -> None:
        """Run a command that changes the knowledge, show what changed, and tell the channels."""
        result = await self._run(interaction, command, words)
        await self._take_up(command.server_id)
        pages = self._text(words).outcome_pages(result.payload)
        title = words.say(f"knowledge_done_{command.name}")
        await self._show(interaction, embed=_embed(pages, 0, title=title, words=words), view=None)
        if command.name != "diff" and result.payload["generation"] is not None:
            news = News(command.name, interaction.user.id, command.server_id, result.payload)
            await self.announce(news)

    async def _take_up(self, server_id: int) -> None:
        """Answer from what was published before it is told."""
        try:
            await self._client.room.renew(server_id or None)
        except (KilowitError, OSError) as error:
            logger.error("what was published cannot be opened yet: %s", error)  # noqa: TRY400

    async def discard(
        self,
        interaction: discord.Interaction,
        proposal_id: str,
        server_id: int,
        words: DiscordWords,
    ) -> None:
        """Delete a proposal."""
        await self._run(interaction, jobs.discard(proposal_id, server_id=server_id), words)
        await self._show(
            interaction, content=words.say("knowledge_discarded"), embed=None, view=None
        )

    async def announce(self, news: News) -> None:
        """Tell the chosen channels of the servers in which this knowledge answers."""
        for server_id, channel_id in self._client.keeper.news_channels():
            if news.server_id not in (SHARED, server_id):
                continue
            words = load_words(await self._client.language_of_server(server_id))
            pages = self._text(words).outcome_pages(news.payload)
            embed = _embed(pages, 0, title=words.say("knowledge_news"), words=words)
            who = words.say("knowledge_schedule") if news.who is None else f"<@{news.who}>"
            embed.add_field(name=words.say("knowledge_who"), value=who)
            now = f"<t:{int(datetime.now(UTC).timestamp())}:f>"
            embed.add_field(name=words.say("knowledge_when"), value=now)
            embed.add_field(
                name=words.say("knowledge_what"), value=words.say(f"knowledge_done_{news.action}")
            )
            try:
                await self._client.get_partial_messageable(channel_id).send(embed=embed)
            except discord.HTTPException as error:
                logger.warning("the news could not be told in channel %s: %s", channel_id, error)

    async def _hear(self, command: Command, result: JobResult, actor: str) -> None:
        """Tell the channels of what a schedule changed; a build atop other knowledge is no news."""
        if command.name == "refresh" and result.payload and result.payload["generation"]:
            await self.announce(News(command.name, None, command.server_id, result.payload))

    async def _run(
        self, interaction: discord.Interaction, command: Command, words: DiscordWords
    ) -> JobResult:
        """Run a command with its progress. Raises ChangeFailedError, JobRunningError."""
        self.check(interaction, command.server_id)
        self._keep_pace(command)
        self._client.desk.in_hand.take(
            lambda: interaction.edit_original_response(content=words.say("stopping"))
        )

        async def show(line: str) -> None:
            await interaction.edit_original_response(content=progress_text(line, words))

        progress = Progress(show)
        job = await self.runner.start(
            command, actor=f"discord:{interaction.user.id}", language=words.language
        )
        progress.hear("reading")
        async with progress.telling():
            result = await job.result(progress.hear)
        if not result.done and not result.payload:
            raise ChangeFailedError(result.error, is_stopped=result.cancelled)
        return result

    def _keep_pace(self, command: Command) -> None:
        """Refuse a server more changes than its share. Raises InputError."""
        if not command.server_id:
            return
        until = self._pace.wait_until(command.server_id)
        if until is not None:
            raise input_error("changes_pace", when=str(int(until) + 1))

    async def _show(
        self,
        interaction: discord.Interaction,
        *,
        content: str | None = None,
        embed: discord.Embed | None,
        view: discord.ui.View | None,
    ) -> None:
        """Show in the interaction's message; when its time is over, write to the person."""
        try:
            await interaction.edit_original_response(content=content, embed=embed, view=view)
        except discord.NotFound:
            logger.info("a change took longer than its interaction; the person is written to")
            await interaction.user.send(
                content, embed=embed or discord.utils.MISSING, view=view or discord.utils.MISSING
            )

    def _text(self, words: DiscordWords) -> KnowledgeText:
        engine = self._client.room.shared.engine
        assert engine is not None, "the client opens the engine before it hears commands"
        return KnowledgeText(words, engine.vocabulary)


def _heading(proposal: Proposal, words: DiscordWords) -> str:
    return words.say("knowledge_proposal", id=proposal.proposal_id)


def _embed(pages: tuple[str, ...], page: int, *, title: str, words: DiscordWords) -> discord.Embed:
    embed = discord.Embed(title=title, description=pages[page], colour=COLOUR_ANSWERED)
    if len(pages) > 1:
        told = words.say("footer_page", page=str(page + 1), pages=str(len(pages)))
        embed.set_footer(text=told.removeprefix(" · "))
    return embed


def incoming_name(filename: str) -> str:
    """Return the name under which an attachment is laid down: no folder, no dot in front."""
    name = re.sub(r"[^\w.\- ]+", "_", Path(filename.replace("\\", "/")).name).strip(". ")
    return name[-100:] or "file"

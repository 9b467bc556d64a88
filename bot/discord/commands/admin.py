"""/admin: settings, status and gaps, for those who manage the server; checked here too."""

import io
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial

import discord
from discord import app_commands

from bot.discord.answering import AnsweringClient
from bot.discord.commands.options import choices, named, options
from bot.discord.invite import NEEDED_PERMISSIONS
from bot.discord.permissions import NotAllowedError, NotInstalledError
from bot.discord.places import is_brought_along
from bot.discord.tables import table
from bot.discord.words import DiscordWords, described
from bot.gaps import TARGETS, export_gaps, gap_texts, group_gaps
from bot.reply import Engine
from bot.state import AuditEntry, ServerSettings, State
from index.protocols import Hit
from knowledge.records import LANGUAGES as LANGUAGE_CODES

LANGUAGES = {"language_user": "user", "language_en": "en", "language_ja": "ja"}
MENTIONS = {"mentions_off": "off", "mentions_reply": "reply", "mentions_thread": "thread"}
MAX_CHANNELS = 50
SHOWN_GAPS = 15


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class AdminGroup(app_commands.Group):
    """The commands of administrators; every one is checked on this side too."""

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Refuse whoever may not manage the server, whatever Discord was told to show."""
        if interaction.guild_id is not None and is_brought_along(interaction):
            raise NotInstalledError
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            raise NotAllowedError
        return True


def add(client: AnsweringClient) -> None:
    """Register the group."""
    group = AdminGroup(name=named("admin", "admin"), description=described("admin_description"))
    _add_setup(client, group)
    _add_status(client, group)
    _add_gaps(client, group)
    client.tree.add_command(group)


def _add_setup(client: AnsweringClient, group: AdminGroup) -> None:
    @group.command(name=named("setup", "setup"), description=described("setup_description"))
    @options(
        allow="setup_allow",
        forbid="setup_forbid",
        private="setup_private",
        language="setup_language",
        mentions="setup_mentions",
        user_quota="setup_user_quota",
        server_quota="setup_server_quota",
        gap_texts="setup_gap_texts",
        news="setup_news",
    )
    @app_commands.choices(language=choices(LANGUAGES), mentions=choices(MENTIONS))
    async def setup(  # noqa: PLR0913, PLR0917  # Discord fills the options by name
        interaction: discord.Interaction,
        allow: discord.TextChannel | None = None,
        forbid: discord.TextChannel | None = None,
        private: bool | None = None,
        language: str | None = None,
        mentions: str | None = None,
        user_quota: app_commands.Range[int, 0, 10_000] | None = None,
        server_quota: app_commands.Range[int, 0, 1_000_000] | None = None,
        gap_texts: bool | None = None,
        news: discord.TextChannel | None = None,
    ) -> None:
        server_id = interaction.guild_id or 0
        await interaction.response.defer(ephemeral=True, thinking=True)
        before = await client.keeper.settings(server_id)
        given = {
            "channels": _channels(before, allow, forbid),
            "is_private": private,
            "mentions": mentions,
            "user_daily_quota": user_quota,
            "server_daily_quota": server_quota,
            "keep_gap_texts": gap_texts,
        }
        changed = replace(before, **{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]  # each option has its field's type
        if language is not None:
            chosen = next((known for known in LANGUAGE_CODES if known == language), None)
            changed = replace(changed, language=chosen)
        if news is not None:  # the chosen one again: none
            chosen_news = None if news.id == before.news_channel else news.id
            changed = replace(changed, news_channel=chosen_news)
        if changed != before:
            await client.keeper.set_settings(server_id, changed)
            entry = _audit(interaction, before, changed)
            await client.keeper.run(lambda state: state.audit.record(entry))
        words = await client.words_for(interaction)
        text = words.say("settings_changed" if changed != before else "settings_shown")
        await interaction.edit_original_response(
            content=f"{text}\n{_settings_text(changed, words)}"
        )


def _channels(
    before: ServerSettings, allow: discord.TextChannel | None, forbid: discord.TextChannel | None
) -> tuple[int, ...] | None:
    if allow is None and forbid is None:
        return None
    added = (allow.id,) if allow is not None else ()
    channels = dict.fromkeys((*before.channels, *added))
    if forbid is not None:
        channels.pop(forbid.id, None)
    return tuple(channels)[:MAX_CHANNELS]


def _audit(
    interaction: discord.Interaction, before: ServerSettings, after: ServerSettings
) -> AuditEntry:
    old = asdict(before)
    details = {name: value for name, value in asdict(after).items() if value != old[name]}
    return AuditEntry(
        when=datetime.now(UTC),
        actor=str(interaction.user.id),
        action="setup",
        subject=str(interaction.guild_id),
        details=json.dumps(details, ensure_ascii=False),
        server_id=interaction.guild_id,
    )


def _settings_text(settings: ServerSettings, words: DiscordWords) -> str:
    channels = " ".join(f"<#{channel}>" for channel in settings.channels)
    language = settings.language or "user"
    rows = [
        (words.say("row_visibility"), _yes_no(settings.is_private, words)),
        (words.say("row_language"), words.say(f"language_{language}")),
        (words.say("row_mentions"), words.say(f"mentions_{settings.mentions}")),
        (words.say("row_user_quota"), f"{settings.user_daily_quota:,}"),
        (words.say("row_server_quota"), f"{settings.server_daily_quota:,}"),
        (words.say("row_gap_texts"), _yes_no(settings.keep_gap_texts, words)),
    ]
    shown = channels or words.say("all_channels")
    heading = words.say("row_channels")
    news = f"<#{settings.news_channel}>" if settings.news_channel else words.say("no_channel")
    told = words.say("row_news")
    return f"{heading}: {shown}\n{told}: {news}\n{table(rows)}"


def _yes_no(value: bool, words: DiscordWords) -> str:
    return words.say("yes" if value else "no")


def _add_status(client: AnsweringClient, group: AdminGroup) -> None:
    @group.command(name=named("status", "status"), description=described("status_description"))
    async def status(interaction: discord.Interaction) -> None:
        words = await client.words_for(interaction)
        server_id = interaction.guild_id
        counts = await client.keeper.read(lambda state: _counts(state, server_id))
        up, down, gaps = counts
        engine = client.room.shared.engine
        rows = [
            (words.say("row_generation"), engine.generation if engine else "-"),
            (words.say("row_queue"), str(client.room.waiting(server_id))),
            (words.say("row_feedback"), f"👍 {up}  👎 {down}"),
            (words.say("row_gaps"), str(gaps)),
        ]
        missing = [
            name
            for name, has in interaction.app_permissions
            if not has and name in NEEDED_PERMISSIONS
        ]
        note = (
            words.say("permissions_missing", names=", ".join(missing))
            if missing
            else words.say("permissions_complete")
        )
        started = words.say("running_since", when=str(int(client.started_at)))
        text = f"{table(rows)}\n{started}\n{note}"
        await interaction.response.send_message(text, ephemeral=True)


def _counts(state: State, server_id: int | None) -> tuple[int, int, int]:
    ratings = [feedback.rating for feedback in state.people.feedback(server_id=server_id)]
    gaps = len(state.people.gaps(server_id=server_id))
    return ratings.count("up"), ratings.count("down"), gaps


def _add_gaps(client: AnsweringClient, group: AdminGroup) -> None:
    @group.command(name=named("gaps", "gaps"), description=described("gaps_description"))
    @options(export="gaps_export")
    async def gaps(interaction: discord.Interaction, export: bool = False) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        words = await client.words_for(interaction)
        server_id = interaction.guild_id
        found = await client.keeper.read(lambda state: state.people.gaps(server_id=server_id))
        if not found:
            await interaction.edit_original_response(content=words.say("no_gaps"))
            return
        groups = group_gaps(found, await _targets(client, gap_texts(found)))
        without = words.say("without_text")
        lines = [
            f"**{len(group.gaps)}×** {discord.utils.escape_markdown(group.text) or without}"
            for group in groups[:SHOWN_GAPS]
        ]
        embed = discord.Embed(
            title=words.say("gaps_title", n=str(len(found)), groups=str(len(groups))),
            description="\n".join(line[:250] for line in lines),
        )
        files = [discord.File(io.BytesIO(export_gaps(groups)), "gaps.csv")] if export else []
        await interaction.edit_original_response(embed=embed, attachments=files)


async def _targets(client: AnsweringClient, texts: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Find what each text finds, one piece of work each, so that questions go in between."""
    targets = {}
    for text in texts:
        hits = await client.room.shared.run(partial(_found, text=text))
        targets[text] = frozenset(hit.target_id for hit in hits)
    return targets


def _found(engine: Engine, *, text: str) -> tuple[Hit, ...]:
    return engine.search(text, k=TARGETS)

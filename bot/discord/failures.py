"""Tells failures in one sentence, in the language of whoever asked."""

import logging
import secrets

import discord

from bot.discord.invite import NEEDED_PERMISSIONS
from bot.discord.knowledge_pages import plainly
from bot.discord.metrics import Metrics
from bot.discord.permissions import NotAllowedError, NotInstalledError, NotOwnerError
from bot.discord.words import DiscordWords, language_of_locale, load_words
from bot.error_words import error_sentence
from bot.errors import ChangeFailedError, InputError, JobRunningError
from bot.worker import BusyError, StoppingError
from knowledge.errors import NotKnownError, PeriodError

logger = logging.getLogger(__name__)


_TOLD: tuple[tuple[type[BaseException], str], ...] = (
    (StoppingError, "stopping"),
    (BusyError, "busy"),
    (NotInstalledError, "not_installed"),
    (NotOwnerError, "not_owner"),
    (NotAllowedError, "not_allowed"),
)


class Failures:
    """Words failures and counts them."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def show(self, interaction: discord.Interaction, error: BaseException) -> None:
        """Tell a failure in one sentence, whichever way the interaction still allows."""
        if isinstance(error, discord.NotFound):
            logger.info("an interaction expired before its answer")
            return
        words = load_words(language_of_locale(interaction.locale))
        missing = _missing(interaction) if isinstance(error, discord.Forbidden) else ""
        if missing:
            logger.warning("missing permissions in channel %s: %s", interaction.channel_id, missing)
            text = words.say("permissions_missing", names=missing)
        else:
            text = self.text(error, words)
        try:
            if interaction.response.is_done():
                await interaction.edit_original_response(content=text, embeds=[], view=None)
            else:
                await interaction.response.send_message(text, ephemeral=True)
        except discord.HTTPException:
            logger.warning("an error could not be shown")

    def text(self, error: BaseException, words: DiscordWords) -> str:
        """Return what to tell of a failure; an unexpected one is logged under an id."""
        self._metrics.note_error(error)
        key = next((key for kind, key in _TOLD if isinstance(error, kind)), None)
        if key is not None:
            return words.say(key)
        if isinstance(error, ChangeFailedError):
            if error.is_stopped:
                return words.say("stopping")
            return words.say("knowledge_failed", reason=plainly(error.reason, limit=1500))
        if isinstance(error, (InputError, NotKnownError, PeriodError, JobRunningError)):
            return discord.utils.escape_mentions(error_sentence(error, words.language))[:1900]
        error_id = secrets.token_hex(4)
        logger.error("unexpected error %s", error_id, exc_info=error)
        return words.say("failed", error_id=error_id)


def _missing(interaction: discord.Interaction) -> str:
    """The needed permissions that the bot lacks where it was asked."""
    granted = interaction.app_permissions
    return ", ".join(name for name in NEEDED_PERMISSIONS if not getattr(granted, name))

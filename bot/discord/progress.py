"""Tells how far a long command has come."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable

import discord

from bot.discord.words import DiscordWords

EDIT_EVERY_S = 2.0
_ENCODING = re.compile(r"encoding ([\d,]+) of ([\d,]+)")


class Progress:
    """Shows the newest line of a running command, at most once in `every_s`."""

    def __init__(
        self, show: Callable[[str], Awaitable[object]], *, every_s: float = EDIT_EVERY_S
    ) -> None:
        self._show, self._every_s = show, every_s
        self._line = self._shown = ""

    def hear(self, line: str) -> None:
        """Take the newest line."""
        self._line = line

    @contextlib.asynccontextmanager
    async def telling(self) -> AsyncIterator[None]:
        """Show lines while the block runs."""
        task = asyncio.create_task(self._tell())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _tell(self) -> None:
        while True:
            if self._line != self._shown:
                self._shown = self._line
                with contextlib.suppress(discord.HTTPException):
                    await self._show(self._shown)
            await asyncio.sleep(self._every_s)


def progress_text(line: str, words: DiscordWords) -> str:
    """Say a command's line for people."""
    found = _ENCODING.search(line)
    if found is None:
        return words.say("knowledge_reading")
    return words.say("knowledge_encoding", done=found[1], of=found[2])

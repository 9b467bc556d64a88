"""The link that invites the bot, with the least permissions that it needs."""

import re
from urllib.parse import urlencode

from bot.errors import InputError

# Discord's permission bits: view channels 1<<10, send messages 1<<11, embed links 1<<14,
# attach files 1<<15, read message history 1<<16, send messages in threads 1<<38.
NEEDED_PERMISSIONS = (
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
    "send_messages_in_threads",
)
PERMISSIONS = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 38


def invite_link(application_id: str) -> str:
    """Return the invitation of an application. Raises InputError for what is no id."""
    if not re.fullmatch("[0-9]{15,20}", application_id):
        raise InputError(
            f"{application_id[:40]!r} is no application id; "
            "copy it from the Developer Portal (General Information)"
        )
    query = {
        "client_id": application_id,
        "permissions": str(PERMISSIONS),
        "scope": "bot applications.commands",
    }
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"

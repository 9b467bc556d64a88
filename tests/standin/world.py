"""The people, the guild and the channels of the stand-in, as Discord's JSON."""

from datetime import UTC, datetime
from itertools import count

Json = dict[str, object]
APPLICATION_ID = "600000000000000001"
GUILD_ID = "600000000000000002"
CHANNEL_ID = "600000000000000003"
DIRECT_CHANNEL_ID = "600000000000000004"
TOKEN = "stand-in.token.of-the-bot"  # made up, for the stand-in alone
EPHEMERAL, LOADING = 1 << 6, 1 << 7
EVERY_PERMISSION = str((1 << 50) - 1)
_ids = count(700000000000000000)


def next_id() -> str:
    """Return a new snowflake."""
    return str(next(_ids))


def make_user(name: str, *, bot: bool = False, user_id: str | None = None) -> Json:
    """Return a user."""
    return {
        "id": user_id or next_id(),
        "username": name,
        "global_name": name,
        "discriminator": "0",
        "avatar": None,
        "bot": bot,
        "flags": 0,
        "public_flags": 0,
    }


BOT = make_user("kilowit", bot=True, user_id=APPLICATION_ID)


def make_member(user: Json) -> Json:
    """Return a user as a member of the guild."""
    return {
        "user": user,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": EVERY_PERMISSION,
    }


def make_channel() -> Json:
    """Return the guild's one text channel."""
    return {
        "id": CHANNEL_ID,
        "type": 0,
        "guild_id": GUILD_ID,
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
        "permissions": EVERY_PERMISSION,
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
    }


def make_thread(message_id: str, name: str) -> Json:
    """Return a thread that begins at a message."""
    now = datetime.now(UTC).isoformat()
    return {
        "id": message_id,
        "type": 11,
        "guild_id": GUILD_ID,
        "parent_id": CHANNEL_ID,
        "owner_id": APPLICATION_ID,
        "name": name,
        "last_message_id": None,
        "message_count": 0,
        "member_count": 1,
        "rate_limit_per_user": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": now,
            "locked": False,
        },
    }


def make_direct_channel(user: Json) -> Json:
    """Return the direct channel with a user."""
    return {"id": DIRECT_CHANNEL_ID, "type": 1, "recipients": [user], "last_message_id": None}


def make_guild(guild_id: str = GUILD_ID) -> Json:
    """Return a guild as GUILD_CREATE sends it; only the first has a channel."""
    everyone = {
        "id": guild_id,
        "name": "@everyone",
        "permissions": EVERY_PERMISSION,
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    empty = ("emojis", "stickers", "features", "threads", "presences", "voice_states")
    return {
        "id": guild_id,
        "name": "Stand-in",
        "owner_id": "600000000000000009",
        "roles": [everyone],
        "channels": [make_channel()] if guild_id == GUILD_ID else [],
        "members": [make_member(BOT)],
        "member_count": 2,
        "large": False,
        "unavailable": False,
        "icon": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        **{name: [] for name in (*empty, "stage_instances", "guild_scheduled_events")},
    }


def make_message(author: Json, channel_id: str, body: Json) -> Json:
    """Return a message as the server stores and sends it."""
    return {
        "id": next_id(),
        "channel_id": channel_id,
        "author": author,
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        "content": "",
        "embeds": [],
        "attachments": [],
        "components": [],
        **body,
    }

"""Interactions as the server remembers them: acknowledged once, within three seconds."""

import time
from dataclasses import dataclass, field

from standin import world

Json = dict[str, object]
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
ACKNOWLEDGE_SECONDS = 3.0


@dataclass
class Interaction:
    """One interaction and everything that the bot answered to it."""

    kind: int
    data: Json
    user: Json
    locale: str = "en-US"
    source: Json | None = None
    permissions: str = world.EVERY_PERMISSION
    id: str = field(default_factory=world.next_id)
    token: str = field(default_factory=lambda: f"interaction-{world.next_id()}")
    born: float = field(default_factory=time.monotonic)
    guild_id: str | None = world.GUILD_ID
    is_users_own: bool = False  # installed to the user alone, not to the server
    acknowledged: float | None = None
    answer_kind: int | None = None
    answer: Json = field(default_factory=dict)
    original: Json | None = None
    follow_ups: list[Json] = field(default_factory=list)
    was_late: bool = False  # acknowledged after its time, and so refused

    @property
    def is_late(self) -> bool:
        """Whether the time to acknowledge is over."""
        return time.monotonic() - self.born > ACKNOWLEDGE_SECONDS

    @property
    def shown(self) -> Json | None:
        """The bot's message, once it has stopped loading."""
        if self.original is None or self.original["flags"] & world.LOADING:
            return None
        return self.original

    def event(self) -> Json:
        """Return INTERACTION_CREATE's data."""
        event = {
            "id": self.id,
            "application_id": world.APPLICATION_ID,
            "type": self.kind,
            "token": self.token,
            "version": 1,
            "channel_id": world.CHANNEL_ID,
            "locale": self.locale,
            "guild_locale": "en-US",
            "app_permissions": world.EVERY_PERMISSION,
            "entitlements": [],
            "authorizing_integration_owners": self._owners(),
            "attachment_size_limit": 10 * 1024 * 1024,
            "data": self.data,
            **self._place(),
        }
        return event if self.source is None else {**event, "message": self.source}

    def _owners(self) -> Json:
        return {"1": self.user["id"]} if self.is_users_own else {"0": self.guild_id}

    def _place(self) -> Json:
        """Where it is given: in a server, or in a talk of people among themselves."""
        if self.guild_id is None:
            channel = {"id": world.CHANNEL_ID, "type": 1, "recipients": [self.user]}
            return {"user": self.user, "channel": channel, "context": 2}
        return {
            "guild_id": self.guild_id,
            "channel": {**world.make_channel(), "guild_id": self.guild_id},
            "member": {**world.make_member(self.user), "permissions": self.permissions},
            "context": 0,
        }

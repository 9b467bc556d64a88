"""Hears which generations of the store are current."""

from index.postgres.catalogue import CHANNEL, currents
from knowledge.watching import StoreWatch, Told


class CurrentWatch(StoreWatch[dict[str, str]]):
    """The current generation of each scope, as it was last heard."""

    def __init__(self, address: str) -> None:
        super().__init__(address, Told(CHANNEL, currents), {})

    def current(self, scope: str) -> str | None:
        """Return the name of a scope's current generation, None while it is not known."""
        return self.value.get(scope)

"""Errors that the index raises; they extend the tree of `knowledge.errors`.

KilowitError
├── ModelError (ValueError)         the embedding model is missing, altered or does not fit
├── GenerationError (OSError)       a generation that is missing, damaged or of another kind
└── BuildRunningError (RuntimeError)  another process is building
"""

from knowledge.errors import KilowitError


class ModelError(KilowitError, ValueError):
    """The embedding model is missing, altered, or not the one that a generation was built with."""


class GenerationError(KilowitError, OSError):
    """A generation that is missing, damaged, or built for another model or schema."""


class BuildRunningError(KilowitError, RuntimeError):
    """Another process is building; its lock is held."""

    def __init__(self, pid: str) -> None:
        self.pid = pid
        super().__init__(f"another build is running (process {pid}); wait until it has finished")

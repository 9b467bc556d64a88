"""The name index of `knowledge.names`, which questions and documents share."""

from knowledge.names import Mention, NameIndex, Referent, text_units

__all__ = ["Mention", "NameIndex", "Referent", "text_units"]

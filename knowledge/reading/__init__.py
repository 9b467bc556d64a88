"""Files in, documents out."""

from knowledge.reading.text import read_file

__all__ = ["read_file"]

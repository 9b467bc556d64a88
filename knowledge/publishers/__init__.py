"""The publishers' own current files: where they lie, and how their columns become figures."""

from knowledge.publishers.manifests import PublisherManifest, shipped_publishers
from knowledge.publishers.tables import PublisherTable, read_publisher_table
from knowledge.publishers.writing import write_publisher_content

__all__ = [
    "PublisherManifest",
    "PublisherTable",
    "read_publisher_table",
    "shipped_publishers",
    "write_publisher_content",
]

"""Fetches web addresses that anybody may name, without being led anywhere private."""

from knowledge.fetching.addresses import check_url, is_public
from knowledge.fetching.fetcher import Fetched, Fetcher, FetchLimits, Unchanged

__all__ = ["FetchLimits", "Fetched", "Fetcher", "Unchanged", "check_url", "is_public"]

"""Fetches web addresses that anybody may name, without being led anywhere private."""

from knowledge.fetching.addresses import check_url, is_public
from knowledge.fetching.fetcher import Fetched, Fetcher, FetchLimits, Unchanged
from knowledge.fetching.polite import Fetches, PoliteFetcher

__all__ = [
    "FetchLimits",
    "Fetched",
    "Fetcher",
    "Fetches",
    "PoliteFetcher",
    "Unchanged",
    "check_url",
    "is_public",
]

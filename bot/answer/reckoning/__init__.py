"""The reasoning of the kinds: comparisons, shares, trends, rankings, equivalents and arithmetic."""

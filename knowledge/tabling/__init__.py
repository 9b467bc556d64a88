"""Figures from tables: each cell with its row's and its column's meaning."""

from knowledge.tabling.finding import find_table_figures
from knowledge.tabling.grids import cell_words, label_header, row_starts

__all__ = ["cell_words", "find_table_figures", "label_header", "row_starts"]

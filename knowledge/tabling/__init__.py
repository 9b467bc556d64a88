"""Figures from tables: each cell with its row's and its column's meaning."""

from knowledge.tabling.finding import find_table_figures

__all__ = ["find_table_figures"]

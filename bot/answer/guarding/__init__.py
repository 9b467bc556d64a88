"""Keeps an answer from being told that passes over a part of what was asked."""

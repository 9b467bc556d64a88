"""The optional language model: it may choose how a question is read, never what is answered."""

from bot.llm.client import LlmClient
from bot.llm.reader import LanguageModelReader

__all__ = ["LanguageModelReader", "LlmClient"]

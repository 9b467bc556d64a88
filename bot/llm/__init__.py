"""The optional language model: it chooses a reading or a quotation, and words nothing."""

from bot.llm.chooser import LanguageModelChooser
from bot.llm.client import LlmClient
from bot.llm.reader import LanguageModelReader

__all__ = ["LanguageModelChooser", "LanguageModelReader", "LlmClient"]

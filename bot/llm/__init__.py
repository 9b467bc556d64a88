"""The optional language model: it chooses readings and quotations, and words a first sentence."""

from bot.llm.chooser import LanguageModelChooser
from bot.llm.client import LlmClient
from bot.llm.reader import LanguageModelReader
from bot.llm.worder import LanguageModelWorder

__all__ = ["LanguageModelChooser", "LanguageModelReader", "LanguageModelWorder", "LlmClient"]

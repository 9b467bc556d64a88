"""The web page and the API: the same engine as Discord and the command line, in a browser."""

from bot.web.run import WebOptions, run_web

__all__ = ["WebOptions", "run_web"]

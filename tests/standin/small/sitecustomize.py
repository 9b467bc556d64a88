"""For the bot's processes in tests: few shipped sources, and this machine may be fetched from.

Python imports this when the folder is on its path; nothing that the bot ships or reads can do so.
"""

from functools import partial
from pathlib import Path

import knowledge.fetching
from bot import contents

contents.shipped_content = lambda: Path(__file__).parents[2] / "data" / "content"
knowledge.fetching.Fetcher = partial(knowledge.fetching.Fetcher, allow_loopback=True)

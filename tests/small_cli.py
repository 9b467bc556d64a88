"""The command line over the tests' small content, in the place of what kilowit ships."""

import sys

from bot import contents
from bot.cli.main import main
from tests.conftest import SMALL_CONTENT

if __name__ == "__main__":
    contents.shipped_content = lambda: SMALL_CONTENT
    sys.exit(main())

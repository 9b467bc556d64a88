"""Regular expressions that are compiled when they are first asked for.

Compiling those of all questions takes longer than answering one, which needs few of them.
"""

import re
from functools import cache


@cache
def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression's pattern. Raises re.error."""
    return re.compile(expression, flags)

"""Keeps the collector of cyclic garbage from walking over what an engine holds.

A whole collection over one engine stops every thread for about 80 ms. An engine is freed by its
reference counts alone; none of it is in a cycle.
"""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Do not collect while something large is opened, and leave it out of collections after."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()

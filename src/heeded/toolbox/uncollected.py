"""Work of some milliseconds during which Python does not look for cycles of dead objects."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest: objects that nobody holds die at once without it, and a search takes milliseconds.

    Whoever found it resting leaves it so; whoever put it to rest wakes it, also after an error.
    """
    was_awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_awake:
            gc.enable()

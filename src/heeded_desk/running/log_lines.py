"""How the desk logs: a time, a place, and of an error its kind and where it arose; never the words of an error.

A database repeats in its errors the values that it was given, which may be a person's.
"""

import logging
import sys
import time
import traceback
from types import TracebackType


class WithoutWords(logging.Formatter):
    """One line for each record; what would break a line is written as an escape."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Give a record as its line."""
        plain = logging.makeLogRecord(record.__dict__)
        plain.args = _without_errors(record.args)
        plain.exc_info, plain.exc_text, plain.stack_info = None, None, None
        line = super().format(plain)
        if record.exc_info and record.exc_info[1]:
            line += f" [{told(record.exc_info[1])}]"
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def told(error: BaseException) -> str:
    """Give the kind of an error and of those that led to it, each with the places it came through."""
    kinds, at = [], error
    while at is not None and len(kinds) < 5:
        places = [f"{f.filename.rpartition('/')[2]}:{f.lineno}" for f in traceback.extract_tb(at.__traceback__)]
        kinds.append(f"{type(at).__name__} at {' > '.join(places[-12:]) or 'no place'}")
        at = at.__cause__ or at.__context__
    return ", because of ".join(kinds)


def _without_errors(args: object) -> object:
    """Give what a record fills in, an error by its kind alone."""
    if isinstance(args, tuple):
        return tuple(type(a).__name__ if isinstance(a, BaseException) else a for a in args)
    return args


def on_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of an error that nobody caught, where Python would print its words."""
    sys.stderr.write(f"Heeded met a fault of its own: {told(error)}\n")

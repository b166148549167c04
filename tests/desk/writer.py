"""A process of its own that writes entries: `python writer.py NAME THREADS ENTRIES`, for ever where ENTRIES is 0.

It prints the mark of an entry when the entry is committed, and not before.
"""

import os
import sys
import threading
from itertools import count

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "heeded_desk.settings"
django.setup()

from django.db import connection, transaction  # noqa: E402

from heeded_desk.audit.actions import record  # noqa: E402
from heeded_desk.audit.models import Kind  # noqa: E402


def write(name: str, entries: int) -> None:
    """Write entries one after another, each in a transaction of its own."""
    for number in range(entries) if entries else count():
        mark = f"{name}-{number}"
        with transaction.atomic():
            record(Kind.ALTERATION, by=None, place="trial", subject=mark)
        os.write(1, f"{mark}\n".encode())  # one write, so that lines of several threads do not mix
    connection.close()


name, threads, entries = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
writers = [threading.Thread(target=write, args=(f"{name}-{n}", entries)) for n in range(threads)]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()

"""Take in what comes into the watched folder, without doing any other work."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from heeded_desk.deliveries.watching import Watch


class Command(BaseCommand):
    """The worker that `serve` starts does the same; this is for desks whose worker runs elsewhere."""

    help = "Take in what comes into the folder that HEEDED_WATCHED names."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how often to look."""
        parser.add_argument("--every", type=float, default=2.0, help="Seconds between two looks.")

    def handle(self, *args: object, every: float, **options: object) -> None:
        """Look, until stopped."""
        if not settings.WATCHED_FOLDER:
            raise CommandError(
                "No folder is watched. Set HEEDED_WATCHED to the folder in which each force has its own."
            )
        watch = Watch()
        while True:
            watch.look()
            time.sleep(every)

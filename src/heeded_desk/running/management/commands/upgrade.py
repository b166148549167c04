"""Bring the database up to date, with a backup before."""

from django.core.management.base import BaseCommand, CommandError

from heeded.toolbox.errors import HeededError
from heeded_desk.running.upgrading import bring_up_to_date


class Command(BaseCommand):
    """`serve` does the same before it serves."""

    help = "Bring the database up to date; a filled one is backed up before."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *args: object, **options: object) -> None:
        """Upgrade, and say where the backup is."""
        try:
            before = bring_up_to_date()
        except HeededError as error:
            raise CommandError(str(error)) from None
        if before:
            self.stdout.write(f"The desk as it was before is kept in {before}.")
        self.stdout.write("The database is up to date.")

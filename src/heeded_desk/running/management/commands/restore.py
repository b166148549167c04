"""Put a backup in."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from heeded.toolbox.errors import HeededError
from heeded_desk.running.passphrases import passphrase_in
from heeded_desk.running.restoring import Restored, restore

BROKEN = 5
"""The exit code where the audit of the backup is not whole, as `heeded audit verify` has it."""


class Command(BaseCommand):
    """Answers with a sentence; 0 where the desk is restored, 5 where its audit is not whole, 1 where it is not."""

    help = "Restore a desk from a backup."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to restore, and whether what is there may go."""
        parser.add_argument("file", type=Path, help="The file that `heeded backup` wrote.")
        parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="The file that holds its passphrase.")
        parser.add_argument("--replace", action="store_true", help="Put it in place of a desk that is not empty.")

    def handle(self, *args: object, file: Path, passphrase_file: Path | None, replace: bool, **options: object) -> None:
        """Restore, and say what is there now."""
        try:
            done = restore(file, passphrase_in(passphrase_file or settings.BACKUP_PASSPHRASE_FILE), replace=replace)
        except HeededError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_told(done))
        if done.aside:
            self.stdout.write(f"What was there before is kept in {done.aside}.")
        if done.fault:
            sys.exit(BROKEN)


def _told(done: Restored) -> str:
    begun = f"{done.began_at:%-d %B %Y, %H:%M} UTC"
    if done.fault:
        return f"The desk is as it was on {begun}, and its audit was not whole then: {done.fault}"
    return (
        f"The desk is as it was on {begun}. The audit is whole: {done.entries:,} entries. Everybody must sign in again."
    )

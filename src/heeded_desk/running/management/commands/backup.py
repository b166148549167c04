"""Write the whole desk into one file, while people work."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from heeded.toolbox.errors import HeededError
from heeded_desk.running.passphrases import passphrase_in
from heeded_desk.running.taking import take_backup

OPEN = "It is not encrypted: whoever has the file can read every report. --passphrase-file encrypts it."
NO_KEY = "The desk's secret key is not in it, for it comes from a setting. Keep it as safely, and apart."


class Command(BaseCommand):
    """Answers with a sentence; 1 where nothing was written."""

    help = "Write a backup of the whole desk, its database and its files, into one file."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to write to."""
        parser.add_argument("file", type=Path, help="The file to write. One that is there already is left alone.")
        parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="Encrypt it with FILE's first line.")

    def handle(self, *args: object, file: Path, passphrase_file: Path | None, **options: object) -> None:
        """Back up, and say what the file holds."""
        try:
            passphrase = passphrase_in(passphrase_file or settings.BACKUP_PASSPHRASE_FILE)
            taken = take_backup(file, passphrase)
        except HeededError as error:
            raise CommandError(str(error)) from None
        size = f"{taken.bytes / 1_000_000:,.1f} MB"
        self.stdout.write(
            f"The desk is backed up: {taken.files:,} files, {taken.entries:,} entries of the audit, {size}."
        )
        for sentence in ([] if passphrase else [OPEN]) + ([] if taken.with_key else [NO_KEY]):
            self.stdout.write(sentence)

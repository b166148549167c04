"""Open an export: unseal it, unpack it, hold every file against its hash."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from heeded.toolbox.errors import HeededError
from heeded_desk.records.export.reading_back import read_back
from heeded_desk.running.passphrases import passphrase_in


class Command(BaseCommand):
    """Needs no database."""

    help = "Open an export of everything of a force into a new folder, and verify it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the archive, the folder, and the file of the passphrase."""
        parser.add_argument("archive", type=Path, help="The file that was downloaded.")
        parser.add_argument("out", type=Path, help="A folder that is not there yet.")
        parser.add_argument("--passphrase-file", type=Path, help="A file whose first line is the passphrase.")

    def handle(self, *args: object, archive: Path, out: Path, passphrase_file: Path | None, **options: object) -> None:
        """Open, and say how much was there."""
        try:
            files = read_back(archive, out, passphrase_in(passphrase_file))
        except (HeededError, FileExistsError, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{files} files, each as it was made.")

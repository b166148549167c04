"""Put a run on the desk that `heeded run` made."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from heeded.toolbox.errors import RunError
from heeded_desk.deliveries.actions.adopting import adopt
from heeded_desk.members.models import Force


class Command(BaseCommand):
    """What members wrote is kept, as with every run."""

    help = "Put a finished run on the desk of a force."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the force and the run."""
        parser.add_argument("force", help="The code of the force.")
        parser.add_argument("run_folder", type=Path, help="The folder that `heeded run` wrote.")

    def handle(self, *args: object, force: str, run_folder: Path, **options: object) -> None:
        """Publish, and say what is there now."""
        found = Force.objects.filter(code=force).first()
        if found is None:
            raise CommandError("There is no force of that code on this desk.")
        try:
            run = adopt(found, run_folder)
        except RunError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"On the desk: {run.reports:,} reports, {run.courses:,} courses.")

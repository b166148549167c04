"""Fill the desk from the invented force, with a sign-in for each role."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from heeded.catalogue.folder import samples_folder
from heeded.pipeline import Order, run_delivery
from heeded_desk.contact.filling import Filling
from heeded_desk.deliveries.actions.adopting import adopt
from heeded_desk.deliveries.actions.taking import Sent, take
from heeded_desk.deliveries.models import Delivery, Run
from heeded_desk.deliveries.places import made
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

CODE = "northmoor"
PASSWORD = "northmoor-demonstration"
NAMES = {
    Role.CALL_HANDLER: "Asha Penrose",
    Role.OFFICER: "Tom Ferris",
    Role.SUPERVISOR: "Gwen Adeyemi",
    Role.STALKING_LEAD: "Ruth Calder",
    Role.CRIME_REGISTRAR: "Imran Holt",
    Role.ANALYST: "Nia Watkins",
    Role.AUDITOR: "Piotr Lang",
    Role.ADMINISTRATOR: "Dele Marsh",
}
REAL = "This desk holds another force. The demonstration has passwords that everybody knows; give it a desk of its own."


class Command(BaseCommand):
    """Only for demonstrations: the passwords are printed."""

    help = "Fill the desk from the invented force of Northmoor, with a sign-in for each role."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a finished run, where there is one."""
        parser.add_argument("--run", type=Path, help="A run of the samples that is there already.")

    def handle(self, *args: object, run: Path | None = None, **options: object) -> None:
        """Make the force and members, take the samples in, put their run on the desk."""
        if Force.objects.exclude(code=CODE).exists():
            raise CommandError(REAL)
        force, _ = Force.objects.get_or_create(code=CODE, defaults={"name": "Northmoor Police"})
        self._members(force)
        if not Run.objects.filter(force=force, state=Run.State.PUBLISHED).exists():
            _deliver(force)
            _publish(force, run)
        Filling().look()
        if settings.SECOND_FACTOR == "off":
            self.stdout.write("The second step of signing in is off in the demonstration. On a real desk it is on.")

    def _members(self, force: Force) -> None:
        self.stdout.write(f"{'Role':<28}{'User name':<20}Password")
        for role, name in NAMES.items():
            first, last = name.split()
            username = role.value.replace("_", "-")
            if not Member.objects.filter(username=username).exists():
                Member.objects.create_user(
                    username, password=PASSWORD, first_name=first, last_name=last, force=force, role=role
                )
            self.stdout.write(f"{role.label:<28}{username:<20}{PASSWORD}")


def _deliver(force: Force) -> None:
    """Take the samples in as deliveries, so that what is uploaded later is read together with them."""
    with tempfile.TemporaryDirectory(dir=made(Path(settings.FILE_UPLOAD_TEMP_DIR))) as folder:
        for path in sorted((samples_folder() / CODE).rglob("*.*")):
            if not Delivery.objects.filter(force=force, label=path.name).exists():
                copy = Path(shutil.copy(path, folder))
                take(force, Sent(copy, path.name, Delivery.How.COMMAND))


def _publish(force: Force, run: Path | None) -> None:
    if run:
        adopt(force, run)
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        run_delivery(Order(delivery=samples_folder() / CODE), out, lambda verb, done, total: None)
        adopt(force, out)

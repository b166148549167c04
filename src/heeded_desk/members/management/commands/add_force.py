"""Add a force and its first administrator: the one thing that no page can do."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from heeded_desk.members.actions.administer import add_force
from heeded_desk.members.models import Force, Member


class Command(BaseCommand):
    """Run by whoever runs the desk's machine."""

    help = "Add a force and its first administrator, and print a password for one sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the force and the administrator."""
        parser.add_argument("code", help="The force's code, such as northmoor; it never changes.")
        parser.add_argument("name", help="The force's name, such as 'Northmoor Police'.")
        parser.add_argument("username", help="The administrator's user name.")
        parser.add_argument("first_name", help="The administrator's first name.")
        parser.add_argument("last_name", help="The administrator's last name.")

    def handle(self, *, code: str, name: str, username: str, first_name: str, last_name: str, **_: object) -> None:
        """Add both, or neither."""
        force = Force(code=code, name=name)
        try:
            force.full_clean()
        except ValidationError as fault:
            raise CommandError("; ".join(fault.messages)) from None
        if Member.objects.filter(username__iexact=username).exists():
            raise CommandError("This user name is taken.")
        password = add_force(force, username=username, first_name=first_name, last_name=last_name)
        self.stdout.write(f"User name {username}, password for one sign-in: {password}")

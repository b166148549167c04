"""Serve the desk: the pages, and the worker behind them."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from heeded.toolbox.errors import HeededError
from heeded_desk.deliveries.serving import Keeper, free_port, listening, server_command, worker_command
from heeded_desk.running.in_use import served
from heeded_desk.running.upgrading import bring_up_to_date


class Command(BaseCommand):
    """Brings the database up to date first."""

    help = "Serve the desk until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to serve."""
        parser.add_argument("--host", default="127.0.0.1", help="The address to listen at; this machine's own alone.")
        parser.add_argument("--port", type=int, default=8000, help="The port; where it is busy, the next free one.")
        parser.add_argument("--workers", type=int, default=2, help="Processes that serve pages.")
        parser.add_argument("--threads", type=int, default=4, help="Pages that each of them serves at once.")
        parser.add_argument("--quiet", action="store_true", help="Log no requests.")

    def handle(self, *args: object, host: str, port: int, quiet: bool, **options: object) -> None:
        """Migrate, start both, say where; stop both when told to."""
        if not 0 < port < 65536:
            raise CommandError("A port is a number from 1 to 65535.")
        found = free_port(host, port)
        if found is None:
            raise CommandError(f"No port from {port} on is free at {host}. Name another with --port.")
        if found != port:
            self.stdout.write(f"Port {port} is busy; the desk takes the next free one, {found}.")
        server = server_command(host, found, workers=options["workers"], threads=options["threads"], quiet=quiet)
        keeper = Keeper([server, worker_command()])
        try:
            with served():
                self._upgrade()
                keeper.keep(lambda: listening(host, found), lambda: self._tell(host, found))
        except HeededError as error:
            raise CommandError(str(error)) from None
        self.stdout.write("The desk is stopped. Nothing that was saved is lost.")

    def _upgrade(self) -> None:
        before = bring_up_to_date()
        if before:
            self.stdout.write(f"The database is up to date. The desk as it was before is kept in {before}.")

    def _tell(self, host: str, port: int) -> None:
        shown = {"127.0.0.1": "localhost", "0.0.0.0": "localhost"}.get(host, f"[{host}]" if ":" in host else host)
        self.stdout.write(f"The desk is open: http://{shown}:{port}/    (Ctrl-C stops it)")
        self.stdout.flush()

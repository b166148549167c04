"""Ask the desk that is served on this machine how it is."""

import http.client
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """For the health check of a container: 0 where the desk is well, 1 where it is not or does not answer."""

    help = "Ask the desk that is served on this machine how it is."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port that it is served on."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: object, port: int, **options: object) -> None:
        """Ask, and repeat the answer."""
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            asked.request("GET", "/health", headers={"Host": settings.ALLOWED_HOSTS[0]})
            answer = asked.getresponse()
            self.stdout.write(answer.read(10_000).decode("utf-8", "replace"))
        except OSError:
            self.stdout.write("The desk does not answer.")
            sys.exit(1)
        finally:
            asked.close()
        sys.exit(0 if answer.status == 200 else 1)

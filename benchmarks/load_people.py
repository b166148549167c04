"""What each of many people does on the desk, as Locust runs it: signs in once, then looks at lists and accounts.

Which members there are and which courses have an account stands in the file that HEEDED_LOAD names.
"""

import json
import os
import random
import re
from itertools import count
from pathlib import Path

from locust import HttpUser, between, task

GIVEN = json.loads(Path(os.environ["HEEDED_LOAD"]).read_text(encoding="utf-8"))
NUMBERS = count()
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Person(HttpUser):
    """Somebody who works on the desk; between two pages there are some seconds of reading."""

    wait_time = between(*GIVEN["reading"])

    def on_start(self) -> None:
        """Sign in as the next member."""
        number = next(NUMBERS) % len(GIVEN["members"])
        self.chance = random.Random(number)
        token = self._token("/sign-in", "sign-in page")
        sent = {"username": GIVEN["members"][number], "password": GIVEN["password"], "csrfmiddlewaretoken": token}
        with self.client.post("/sign-in", sent, name="sign in", catch_response=True) as answer:
            if "/sign-in" in answer.url:
                answer.failure("not signed in")

    def _token(self, path: str, name: str) -> str:
        found = TOKEN.search(self.client.get(path, name=name).text)
        return found.group(1) if found else ""

    @task(4)
    def worklist(self) -> None:
        """The first page of the list."""
        self._got("/worklist", "worklist")

    @task(2)
    def narrowed(self) -> None:
        """The list of one heading, district or part."""
        self._got(f"/worklist?{self.chance.choice(GIVEN['queries'])}", "worklist, narrowed")

    @task(4)
    def account(self) -> None:
        """One course of those that have an account."""
        self._got(f"/courses/{self.chance.choice(GIVEN['courses'])}", "account")

    @task(1)
    def look_up(self) -> None:
        """A surname, posted."""
        token = self._token("/worklist/look-up", "look-up, empty")
        sent = {"terms": f"surname{self.chance.randrange(2000)}", "csrfmiddlewaretoken": token}
        self.client.post("/worklist/look-up", sent, name="look-up")

    def _got(self, path: str, name: str) -> None:
        """Ask for a page; being led back to the sign-in is a failure, not an answer."""
        with self.client.get(path, name=name, catch_response=True) as answer:
            if "/sign-in" in answer.url:
                answer.failure("led back to the sign-in")

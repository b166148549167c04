"""A desk of its own, apart from the tests' database: processes can write to it and be killed."""

import atexit
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

HERE = Path(__file__).parent
SIGN_IN = """
from django.test import Client
from heeded_desk.members.models import Force, Member
force, _ = Force.objects.get_or_create(code="trial", defaults={"name": "Trial Police"})
made, _ = Member.objects.get_or_create(username="auditor", defaults={"force": force, "role": "auditor"})
client = Client()
client.force_login(made)
print("session", client.cookies["sessionid"].value)
"""


@dataclass
class OwnDesk:
    """Its settings, and what can be done with it; every command is a process."""

    setting: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the desk to its end."""
        line = [sys.executable, "-m", "heeded_desk", *command]
        return subprocess.run(line, env={**os.environ, **self.setting}, capture_output=True, text=True, check=False)

    def answer(self, code: str, word: str) -> str:
        """Give what a piece of code printed behind a word."""
        done = self.run("shell", "-v", "0", "-c", code)
        found = re.search(rf"^{word} (.*)$", done.stdout, re.MULTILINE)
        assert found, done.stderr
        return found.group(1)

    def verified(self, export: Path) -> tuple[int, str, set[str]]:
        """Verify the chain; gives the exit code, what was said, and the marks of all entries in the database."""
        done = self.run("audit_verify", "--export", str(export))
        rows = [json.loads(line) for line in export.read_text().splitlines()[1:]]
        return done.returncode, done.stdout, {str(r["details"].get("course", r["subject"])) for r in rows}

    def session(self) -> str:
        """Give the session of an auditor who is signed in."""
        return self.answer(SIGN_IN, "session")

    def writer(self, name: str, threads: int, entries: int, out: int) -> subprocess.Popen[bytes]:
        """Start a process that writes entries and prints those that are committed."""
        line = [sys.executable, str(HERE / "writer.py"), name, str(threads), str(entries)]
        return subprocess.Popen(line, env={**os.environ, **self.setting}, stdout=out)

    def server(self) -> tuple[subprocess.Popen[bytes], str]:
        """Start a web server in a group of its own; gives it and its address once it answers."""
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        line = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads", "4", "-b", f"127.0.0.1:{port}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        given = {**os.environ, **self.setting}
        started = subprocess.Popen([*line, "heeded_desk.wsgi"], env=given, start_new_session=True, **quiet)
        for _ in range(2400):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return started, f"http://127.0.0.1:{port}"
            except OSError:
                time.sleep(0.05)
        raise AssertionError("The server did not start.")


def kill(process: subprocess.Popen[bytes], group: bool = False) -> None:
    """End a process as a power cut would, with its children where it leads a group."""
    if group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait(20)


@contextmanager
def own_desk(folder: Path, *, migrated: bool = True) -> Iterator[OwnDesk]:
    """Make a desk in the kind of database that these tests run on; it is gone afterwards.

    migrated: whether its database is up to date, or empty.
    """
    server = os.environ.get("HEEDED_DATABASE_URL", "")
    like, files = _up_to_date(server) if migrated else ("", None)
    if files:
        shutil.copytree(files, folder, dirs_exist_ok=True)
    if not server:
        yield OwnDesk(_settings(folder, ""))
        return
    with _database(server, like) as address:
        yield OwnDesk(_settings(folder, address))


@cache
def _up_to_date(server: str) -> tuple[str, Path]:
    """Make an empty desk with every migration once in a process, to be copied; gives its database and its folder."""
    left = ExitStack()
    atexit.register(left.close)
    folder = Path(left.enter_context(tempfile.TemporaryDirectory(prefix="heeded-own-")))
    address = left.enter_context(_database(server)) if server else ""
    made = OwnDesk(_settings(folder, address)).run("migrate", "-v", "0")
    assert made.returncode == 0, made.stderr
    return urlsplit(address).path.lstrip("/"), folder


def _settings(folder: Path, address: str) -> dict[str, str]:
    given = {"DJANGO_SETTINGS_MODULE": "heeded_desk.settings", "HEEDED_DATA": str(folder)}
    given |= {"HEEDED_SECRET_KEY": "only-for-tests", "HEEDED_SECOND_FACTOR": "off"}
    return given | ({"HEEDED_DATABASE_URL": address} if address else {})


@contextmanager
def _database(server: str, like: str = "") -> Iterator[str]:
    """Make a database on a server, empty or a copy of another; gives its address."""
    name = f"own_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {like}" if like else ""))
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

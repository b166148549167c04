"""A PostgreSQL server that is thrown away after the tests, from the binaries that Debian installs.

`HEEDED_TEST_POSTGRES=1 python -m pytest tests/desk` runs the desk's tests on it. It listens to this machine alone, on
a free port; PostgreSQL refuses to run as root, so root starts it as the user `postgres`.
"""

import atexit
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

USER = "postgres" if os.geteuid() == 0 else None
DESK = "heeded"
"""The desk signs in as a role without special powers, for one with them is held by no row-level security."""
PARENT_ENDED = 1
"""PR_SET_PDEATHSIG of Linux."""
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
"""What would only matter if the machine itself failed; none of it loses anything when processes are killed."""
AS_IN_SERVICE = ("max_connections=60", "shared_buffers=512MB")
"""What is written is on the disk before it is acknowledged; for measurements."""


def binaries() -> Path:
    """Give the folder of PostgreSQL's binaries; raises RuntimeError with what to do where there is none."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        raise RuntimeError("PostgreSQL is not installed. `make system` installs it as root.")
    return found[-1]


def started(settings: tuple[str, ...] = QUICK) -> str:
    """Start a server that ends with this process; give the address of a database for the desk."""
    folder = Path(tempfile.mkdtemp(prefix="heeded-postgres-"))
    if USER:
        shutil.chown(folder, USER, USER)
    port = _free_port()
    make = [binaries() / "initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8"]
    subprocess.run([*make, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **_as_user())
    server = _start(folder, port, settings)
    atexit.register(_stop, server, folder)
    _wait(port, server)
    _sql(folder, port, f"CREATE ROLE {DESK} LOGIN CREATEDB", f"CREATE DATABASE {DESK} OWNER {DESK}")
    return f"postgresql://{DESK}@127.0.0.1:{port}/{DESK}"


def _start(folder: Path, port: int, settings: tuple[str, ...]) -> subprocess.Popen[bytes]:
    given = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *settings]
    command = [binaries() / "postgres", "-D", folder / "data", *(part for s in given for part in ("-c", s))]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, preexec_fn=_end_with_parent, **_as_user())


def _as_user() -> dict[str, str]:
    return {"user": USER, "group": USER} if USER else {}


def _end_with_parent() -> None:
    """Ask Linux to stop the server at once when the tests are killed, so that none is left behind."""
    ctypes.CDLL(None).prctl(PARENT_ENDED, signal.SIGQUIT)


def _stop(server: subprocess.Popen[bytes], folder: Path) -> None:
    server.send_signal(signal.SIGQUIT)
    server.wait(20)
    shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    ready = [binaries() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(300):
        if server.poll() is not None:
            break
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("The PostgreSQL server of the tests did not start.")


def _sql(folder: Path, port: int, *statements: str) -> None:
    command = [binaries() / "psql", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-v", "ON_ERROR_STOP=1"]
    for statement in statements:
        subprocess.run([*command, "-c", statement], check=True, cwd=folder, **_as_user())

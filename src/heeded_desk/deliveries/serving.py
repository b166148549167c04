"""Keeping the desk up: a server and a worker as two processes, started again where one dies, stopped together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ACCESS = "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"
"""What is logged of a request: when, what was asked for without its query, the answer, how long it took."""
AT_START = "heeded_desk.contact.at_start"
"""What each process of the server does as it begins."""
PATIENCE = 15.0
"""Seconds that both have to stop by themselves."""
FORTY = 40
"""How many ports are tried."""
PAUSE = 0.5


def free_port(host: str, port: int) -> int | None:
    """Give the first port from this one on that nobody uses; None where none of forty is free."""
    for candidate in range(port, min(port + FORTY, 65536)):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, candidate))
            except OSError:
                continue
            return candidate
    return None


def server_command(host: str, port: int, *, workers: int, threads: int, quiet: bool) -> list[str]:
    """Give the command that serves the pages; its control socket is off."""
    at = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "heeded_desk.wsgi", "--bind", at, "--no-control-socket"]
    command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
    command += ["--timeout", "120", "--graceful-timeout", "10", "--log-level", "warning"]
    command += ["--config", f"python:{AT_START}"]
    return command if quiet else [*command, "--access-logfile", "-", "--access-logformat", ACCESS]


def worker_command() -> list[str]:
    """Give the command that does the background work."""
    return [sys.executable, "-m", "heeded_desk", "work"]


@dataclass(slots=True)
class Keeper:
    """Keeps commands running until it is told to stop."""

    commands: list[list[str]]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    stopping: bool = False

    def keep(self, ready: Callable[[], bool], told: Callable[[], None]) -> None:
        """Start all, tell once they are ready, and start again what dies, until a signal says to stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        self.running = [_start(command) for command in self.commands]
        waiting = True
        try:
            while not self.stopping:
                if waiting and ready():
                    waiting = False
                    told()
                time.sleep(PAUSE / 5 if waiting else PAUSE)
                self._start_again()
        finally:
            self._end()

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def _start_again(self) -> None:
        for place, process in enumerate(self.running):
            if process.poll() is not None and not self.stopping:
                time.sleep(PAUSE)
                self.running[place] = _start(self.commands[place])

    def _end(self) -> None:
        for process in self.running:
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in self.running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def listening(host: str, port: int) -> bool:
    """Say whether the server answers."""
    to = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        socket.create_connection((to, port), 1).close()
    except OSError:
        return False
    return True


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, so that Ctrl-C reaches the keeper alone, which stops both."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_die_with_parent, cwd=Path.cwd())


def _die_with_parent() -> None:
    """Ask Linux to end this process when its keeper is killed, so that no server is left over."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
        if os.getppid() == 1:
            os._exit(0)

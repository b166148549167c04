"""Serving: a busy port is passed over, and no request's query is logged."""

import re
import socket

from gunicorn.app.wsgiapp import WSGIApplication

from heeded_desk.contact import at_start
from heeded_desk.deliveries import serving


def test_a_busy_port_is_passed_over() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        found = serving.free_port("127.0.0.1", port)

    assert found is not None and found > port


def test_the_server_has_no_control_socket_and_logs_no_query() -> None:
    command = serving.server_command("127.0.0.1", 8000, workers=2, threads=4, quiet=False)

    assert "--no-control-socket" in command
    assert not {"%(q)s", "%(r)s", "%(f)s", "%(h)s"} & set(re.findall(r"%\(\w+\)s", serving.ACCESS))


def test_each_process_of_the_server_makes_the_look_up_ready_as_it_begins(monkeypatch) -> None:
    command = serving.server_command("127.0.0.1", 8000, workers=2, threads=4, quiet=True)
    monkeypatch.setattr("sys.argv", command[2:])

    assert WSGIApplication(prog="gunicorn").cfg.post_worker_init is at_start.post_worker_init

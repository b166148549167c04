"""A file above the real limit comes in as a stream: it is dropped where it grows too large, and is never in memory."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from heeded_desk.deliveries.models import Delivery, Refusal
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role

BEYOND = 64 << 20
"""Bytes that still come after the limit."""
MOST_MEMORY = 128 << 20
LINE = b'{"report_id": "T1", "recorded_at": "2026-01-02T10:00:00", "narrative": "A car stood outside again."}\n'
BLOCK = LINE * 1000
HEAD = b'--edge\r\nContent-Disposition: form-data; name="files"; filename="huge.jsonl"\r\n\r\n'
END = b"\r\n--edge--\r\n"


class Streamed(io.RawIOBase):
    """A form whose file is made while it is read; it looks at the folder of uploads once the limit is passed."""

    def __init__(self, size: int, limit: int, folder: Path) -> None:
        self.length = len(HEAD) + size + len(END)
        self.read_so_far, self.lying = 0, -1
        self._limit, self._folder, self._size = limit, folder, size

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes, as many as were asked for."""
        assert 0 <= size <= 1 << 20, "Somebody wants all of it at once."
        start, end = self.read_so_far, min(self.read_so_far + size, self.length)
        self.read_so_far = end
        if start > self._limit + (8 << 20) and self.lying < 0:
            self.lying = sum(path.stat().st_size for path in self._folder.iterdir())
        return b"".join(self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> list[bytes]:
        body = len(HEAD) + self._size
        inside = range(max(start, len(HEAD)), min(end, body))
        shift = (inside.start - len(HEAD)) % len(BLOCK) if inside else 0
        many = (len(inside) + shift) // len(BLOCK) + 1
        middle = (BLOCK * many)[shift : shift + len(inside)]
        return [HEAD[start:end], middle, END[max(0, start - body) : max(0, end - body)]]


def peak() -> int:
    """Give the most memory that this process has held since the peak was last forgotten, in bytes."""
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert told
    return int(told.group(1)) << 10


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="looks into /proc")
def test_what_is_above_the_limit_is_dropped_as_it_comes_and_held_nowhere(
    northmoor: Force, signed_in: Callable[..., Client], settings: LazySettings, tmp_path: Path
) -> None:
    settings.DELIVERIES, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "forces", tmp_path / "incoming"
    (tmp_path / "incoming").mkdir()
    assert settings.LARGEST_UPLOAD == 512 << 20
    body = Streamed(settings.LARGEST_UPLOAD + BEYOND, settings.LARGEST_UPLOAD, tmp_path / "incoming")
    client = signed_in(Role.STALKING_LEAD)
    Path("/proc/self/clear_refs").write_text("5")
    before = peak()

    answer = client.request(
        **{
            "REQUEST_METHOD": "POST", "PATH_INFO": "/deliveries", "CONTENT_TYPE": "multipart/form-data; boundary=edge",
            "CONTENT_LENGTH": body.length, "wsgi.input": body,
        }
    )  # fmt: skip

    assert "The file is larger than 512 MB" in answer.content.decode()
    assert peak() - before < MOST_MEMORY
    assert body.lying == 0 and not list((tmp_path / "incoming").iterdir())
    assert not Delivery.objects.exists() and Refusal.objects.get().label == "huge.jsonl"

"""A stream that only a passphrase opens: scrypt makes the key, AES-GCM closes each piece.

Every piece is bound to its place and to whether it is the last, so that none can be exchanged, left out or cut off.
"""

import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from heeded_desk.running.errors import BackupError

MAGIC = b"HEEDED-SEALED-1\n"
SALT, PREFIX, TAG = 16, 7, 16
PIECE = 1 << 20
"""Bytes of a piece before it is closed."""
COST = 1 << 16
"""Of scrypt: some 64 MB and a fifth of a second for each passphrase that is tried."""
WRONG = "The passphrase is not the one that this backup was made with, or the file was changed."
CUT = "The backup is cut off: its end is missing."


class Sealing:
    """Takes what is written and hands it on closed; `close` writes the last piece and leaves the file open."""

    def __init__(self, file: BinaryIO, passphrase: bytes) -> None:
        salt, self._prefix = os.urandom(SALT), os.urandom(PREFIX)
        self._head = MAGIC + salt + self._prefix
        self._file, self._box, self._number, self._left = file, _box(passphrase, salt), 0, bytearray()
        file.write(self._head)

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._left += data
        while len(self._left) > PIECE:
            self._put(bytes(self._left[:PIECE]), last=False)
            del self._left[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Do nothing: a piece is written when it is full."""

    def close(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._left), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._box.encrypt(_nonce(self._prefix, self._number, last), piece, self._head))
        self._number += 1


class Opening:
    """Gives what was closed, as it is read; raises BackupError for another passphrase and for a changed file."""

    def __init__(self, file: BinaryIO, passphrase: bytes) -> None:
        self._head = file.read(len(MAGIC) + SALT + PREFIX)
        salt, self._prefix = self._head[len(MAGIC) : -PREFIX], self._head[-PREFIX:]
        self._file, self._box, self._number = file, _box(passphrase, salt), 0
        self._left, self._ahead, self._ended = bytearray(), file.read(PIECE + TAG), False

    def read(self, size: int = -1) -> bytes:
        """Give as many bytes, fewer at the end alone."""
        while not self._ended and (size < 0 or len(self._left) < size):
            self._take()
        given = bytes(self._left if size < 0 else self._left[:size])
        del self._left[: len(given)]
        return given

    def _take(self) -> None:
        piece, self._ahead = self._ahead, self._file.read(PIECE + TAG)
        last = not self._ahead
        try:
            self._left += self._box.decrypt(_nonce(self._prefix, self._number, last), piece, self._head)
        except InvalidTag:
            raise BackupError(CUT if last and self._number else WRONG) from None
        self._number, self._ended = self._number + 1, last


def is_sealed(file: BinaryIO) -> bool:
    """Say whether a file is closed by a passphrase; it is read from its beginning afterwards."""
    begins = file.read(len(MAGIC))
    file.seek(0)
    return begins == MAGIC


def _box(passphrase: bytes, salt: bytes) -> AESGCM:
    if not passphrase:
        raise BackupError("The passphrase is empty.")
    return AESGCM(Scrypt(salt=salt.ljust(SALT, b"\0"), length=32, n=COST, r=8, p=1).derive(passphrase))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix.ljust(PREFIX, b"\0") + number.to_bytes(4, "big") + bytes([last])

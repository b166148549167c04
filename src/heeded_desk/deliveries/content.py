"""What a file is, told by its content and never by its name; what is no table is refused in a sentence."""

import csv
import json
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

BEGINNING = 1 << 16
LONGEST_LINE = 64 << 20
"""Bytes of one report as JSON; what has no end of line by then is no list of reports."""
LARGEST_WORKBOOK = 1 << 30
"""Bytes of a workbook once unpacked: some hundred thousand reports."""
MOST_TIGHTLY = 200
"""How many times larger a workbook may become; real ones become five to forty times larger."""
SMALL = 50 << 20
"""Bytes below which it does not matter how tightly a workbook is packed."""
MOST_PARTS = 2000
KINDS = {".jsonl": "JSON lines", ".csv": "CSV", ".xlsx": "Excel workbook", ".parquet": "Parquet"}
NO_TABLE = (
    (b"%PDF", "This is a PDF. Send the table that it was made from: .csv, .xlsx, .jsonl or .parquet."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel file, or one with a password. Save it as .xlsx without a password."),
    (b"\xff\xfe", "This text is in UTF-16. Save it as “CSV UTF-8” and send it again."),
    (b"\xfe\xff", "This text is in UTF-16. Save it as “CSV UTF-8” and send it again."),
    (b"\x1f\x8b", "This file is packed with gzip. Unpack it and send what is in it."),
    (b"<", "This is a web page or XML, and no table. Send .csv, .xlsx, .jsonl or .parquet."),
)
UNKNOWN = "This is no table that Heeded reads. Send .csv, .xlsx, .jsonl or .parquet."
EMPTY = "The file is empty. Nothing was taken in."
BROKEN_WORKBOOK = "This workbook cannot be opened. Save it anew as .xlsx and send it again."
TOO_LARGE_INSIDE = "This workbook becomes too large when it is opened. Send it in parts, or as .csv."


class NotTakenError(Exception):
    """A file that the desk does not take; its text is a sentence for the sender, without a word of the file."""


def kind_of(path: Path) -> str:
    """Give the ending that fits a file's content: .jsonl, .csv, .xlsx or .parquet.

    Raises NotTakenError where it is none of them, empty, or would become too large when opened.
    """
    with path.open("rb") as file:
        start = file.read(BEGINNING)
        if not start.strip(b"\xef\xbb\xbf\0 \t\r\n"):
            raise NotTakenError(EMPTY)
        if start.startswith(b"PAR1"):
            return _parquet(path)
        if start.startswith(b"PK"):
            return _workbook(file)
        bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
        for sign, sentence in NO_TABLE:
            if bare.startswith(sign):
                raise NotTakenError(sentence)
        if b"\0" in start:
            raise NotTakenError(UNKNOWN)
        return _json_lines(file) if bare.startswith((b"{", b"[")) else _csv(start)


def _parquet(path: Path) -> str:
    try:
        with pq.ParquetFile(path) as file:
            if not file.metadata.num_rows:
                raise NotTakenError(EMPTY)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise NotTakenError("This Parquet file is broken or incomplete. Please send it again.") from error
    return ".parquet"


def _json_lines(file: BinaryIO) -> str:
    file.seek(0)
    first = file.readline(LONGEST_LINE).removeprefix(b"\xef\xbb\xbf")
    while first and not first.strip():
        first = file.readline(LONGEST_LINE)
    try:
        row = json.loads(first.decode("utf-8", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise NotTakenError("The first line is not JSON. Send one report a line (.jsonl).") from error
    if not isinstance(row, dict):
        raise NotTakenError("The first line is JSON, but no report with columns. Send one report a line (.jsonl).")
    return ".jsonl"


def _csv(start: bytes) -> str:
    line = next(filter(str.strip, start.decode("utf-8", errors="replace").splitlines()))
    try:
        widest = max(len(next(csv.reader([line], delimiter=d))) for d in ",;\t|")
    except (csv.Error, StopIteration) as error:
        raise NotTakenError(UNKNOWN) from error
    if widest < 2:
        raise NotTakenError(
            "The first line names no columns, so this is no table. The first line must hold the headings."
        )
    return ".csv"


def _workbook(file: BinaryIO) -> str:
    """Look through a workbook's directory and then unpack it once, counting, since a directory can lie."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotTakenError(BROKEN_WORKBOOK) from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise NotTakenError("This is an archive (.zip) or a document, and no workbook. Send the tables themselves.")
    if len(parts) > MOST_PARTS:
        raise NotTakenError(TOO_LARGE_INSIDE)
    allowed = _allowed(sum(part.compress_size for part in parts))
    if sum(part.file_size for part in parts) > allowed:
        raise NotTakenError(TOO_LARGE_INSIDE)
    for part in parts:
        allowed -= _unpacked(file, part, allowed)
    return ".xlsx"


def _allowed(packed: int) -> int:
    return min(LARGEST_WORKBOOK, max(SMALL, packed * MOST_TIGHTLY))


def _unpacked(file: BinaryIO, part: zipfile.ZipInfo, allowed: int) -> int:
    """Count the bytes that a part becomes, whatever its directory says; nothing is kept."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or part.flag_bits & 1:
        raise NotTakenError(BROKEN_WORKBOOK)
    file.seek(part.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise NotTakenError(BROKEN_WORKBOOK)
    file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
    counted = part.compress_size if part.compress_type == zipfile.ZIP_STORED else _inflated(file, part, allowed)
    if counted > allowed:
        raise NotTakenError(TOO_LARGE_INSIDE)
    return counted


def _inflated(file: BinaryIO, part: zipfile.ZipInfo, allowed: int) -> int:
    unpacking, left, counted = zlib.decompressobj(-zlib.MAX_WBITS), part.compress_size, 0
    try:
        while left > 0 and not unpacking.eof and counted <= allowed:
            block = file.read(min(left, BEGINNING))
            if not block:
                break
            left -= len(block)
            counted += len(unpacking.decompress(block))
    except zlib.error as error:
        raise NotTakenError(BROKEN_WORKBOOK) from error
    return counted

"""What went into a run, hashed, so that the same run can be made again and a change can be seen."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import splink

from heeded import __version__


def file_hash(path: Path) -> str:
    """Give the SHA-256 of a file, or of all files of a folder with their names."""
    digest = hashlib.sha256()
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    for file in files:
        digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0")
        with file.open("rb") as content:
            while block := content.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def today_of(reports: pa.Table, given: str | None) -> str:
    """Give the date that counts as today: the one given, else the latest day a report was recorded."""
    if given:
        return given
    latest = pc.max(reports.column("recorded_at")).as_py()
    return latest.date().isoformat() if isinstance(latest, datetime) else "unknown"


def manifest(
    inputs: Mapping[str, str | None],
    today: str,
    tables: Mapping[str, pa.Table],
    read_by: Mapping[str, str | None],
    taken_over: int,
) -> str:
    """Give the manifest of a run as JSON; it holds hashes, versions and counts, never the time of day.

    inputs: the hash of each thing that went in (delivery, decisions, mapping, catalogue, previous). read_by: what a
    later run compares before it takes over what was read here. taken_over: reports that this run took over so.
    """
    content = {
        "heeded": __version__,
        "duckdb": duckdb.__version__,
        "splink": splink.__version__,
        "pyarrow": pa.__version__,
        "today": today,
        "inputs": dict(sorted(inputs.items())),
        "read_by": dict(read_by),
        "reports_taken_over": taken_over,
        "rows": {name: table.num_rows for name, table in sorted(tables.items())},
    }
    return json.dumps(content, indent=1) + "\n"

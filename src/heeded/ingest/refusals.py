"""What could not be read: counted and listed, never dropped in silence, and never with a person's words."""

from dataclasses import dataclass, field

import pyarrow as pa

from heeded.model.refused import REFUSED


@dataclass(slots=True)
class Refusals:
    """The list of what was refused, as it grows."""

    rows: list[dict[str, object]] = field(default_factory=list)

    def add(self, file: str, line: int, column: str, reason: str) -> None:
        """Note one thing that could not be read; line 0 stands for the whole file."""
        self.rows.append({"file": file, "line": line, "column": column, "reason": reason})

    def table(self) -> pa.Table:
        """Give the list as a table, in the order of files and lines."""
        ordered = sorted(self.rows, key=lambda r: (str(r["file"]), int(str(r["line"])), str(r["column"])))
        return pa.Table.from_pylist(ordered, schema=REFUSED)

"""The tables of one report, by the stages that a run uses: ingest, normalise, read."""

import json
from collections.abc import Mapping, Sequence
from functools import cache

import pyarrow as pa

from heeded.catalogue import load_catalogue
from heeded.catalogue.folder import catalogue_folder
from heeded.ingest import Mapping as ColumnNames
from heeded.ingest.place_rows import Raw
from heeded.ingest.refusals import Refusals
from heeded.model import contracts
from heeded.normalise import normalise_reports
from heeded.read.arrange import arrange
from heeded.read.read_reports import read_arranged
from heeded.read.reader import Reader
from heeded.read.second import load_second_reader

Tables = dict[str, pa.Table]
NO_REPORT = "A report is to be an object with columns, as in a delivery."
NO_LETTERS = "The report holds characters that are none."
NOT_READ = "What stands in the column {column} cannot be read."


class OneReport:
    """Makes the tables of single reports; the catalogue and both readers are loaded once."""

    def __init__(self) -> None:
        catalogue = load_catalogue(catalogue_folder())
        self._reader = Reader(catalogue, load_second_reader(catalogue.shorthand))
        self._reader.read("")  # the first text is slow, whoever types it

    def tables(self, report: Mapping[str, object]) -> Tables:
        """Give reports, versions, log, mentions, findings and clues of one report.

        report: as `checked` gave it. Raises ValueError, in words that hold nothing of the report, where any of it
        cannot be read.
        """
        raw = Raw(ColumnNames(), Refusals())
        raw.place("reports", "report", 1, dict(report))
        _complain(raw.refusals.rows)
        rows = {"raw_reports": raw.reports, "raw_persons": raw.persons, "raw_log": raw.log}
        tables = normalise_reports({name: contracts.table(name, found) for name, found in rows.items()})
        _complain(tables.pop("refused").to_pylist())
        arranged = arrange(tables["reports"], tables["log"], tables["mentions"])
        return {**tables, **read_arranged(self._reader, arranged, None, 1)}


@cache
def one_report() -> OneReport:
    """Give the one that this process uses: it takes seconds to load, and is the same for every store."""
    return OneReport()


def as_sent(report: Mapping[str, object]) -> str:
    """Give a report as text that can be kept."""
    return json.dumps(report, default=str, ensure_ascii=False)


def checked(report: object) -> Mapping[str, object]:
    """Give a report without what no file could hold. Raises ValueError where it is no object with columns."""
    if not isinstance(report, Mapping):
        raise ValueError(NO_REPORT)
    return {str(_text(column)): _text(value) for column, value in report.items()}


def _text(value: object) -> object:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValueError(NO_LETTERS) from None
        return value.replace("\0", "")
    if isinstance(value, Mapping):
        return {str(_text(column)): _text(inner) for column, inner in value.items()}
    return [_text(inner) for inner in value] if isinstance(value, list | tuple) else value


def _complain(refused: Sequence[Mapping[str, object]]) -> None:
    for row in refused:
        raise ValueError(NOT_READ.format(column=row["column"]))

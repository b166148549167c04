"""`python -m heeded.read`: compiles what reads texts and keeps it, so that the first run need not wait for that."""

from heeded.catalogue import load_catalogue
from heeded.catalogue.folder import catalogue_folder
from heeded.model import contracts
from heeded.read import read_reports


def main() -> None:
    """Read one report that says nothing, as a run would."""
    report = {"report_id": "R", "recorded_at_certain": True, "narrative": "Nothing.", "versions": 1}
    given = contracts.table("reports", [report]), contracts.empty("log"), contracts.empty("mentions")
    read_reports(*given, load_catalogue(catalogue_folder()))


if __name__ == "__main__":
    main()

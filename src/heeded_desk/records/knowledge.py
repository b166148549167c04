"""What the catalogue says about records: reasons, periods, and where each comes from."""

from functools import cache
from typing import Any

import yaml

from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.schema import hold_against

Row = dict[str, Any]


@cache
def known(name: str) -> Row:
    """Give a file of `catalogue/records`; raises CatalogueError where it is not as its schema says."""
    path = catalogue_folder() / "records" / f"{name}.yaml"
    content: Row = yaml.safe_load(path.read_text(encoding="utf-8"))
    hold_against(catalogue_folder() / "schema" / f"records-{name}.json", content, path)
    return content


def reasons() -> dict[str, Row]:
    """Give the reasons for which records may be erased, by code."""
    return {reason["code"]: reason for reason in known("erasure")["reasons"]}

"""Holds what a file of the catalogue says against its schema."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from heeded.toolbox.errors import CatalogueError


def hold_against(schema: Path, given: Any, path: Path) -> None:
    """Raise CatalogueError, naming the file and the place in it, where its content is not as its schema says."""
    error = jsonschema.exceptions.best_match(_validator(schema).iter_errors(given))
    if error:
        where = "/".join(str(part) for part in error.absolute_path) or "the file"
        raise CatalogueError(f"{path.name}: {where}: {error.message[:200]}")


@cache
def _validator(schema: Path) -> Any:
    """Give the validator of a schema, itself checked once: hundreds of files are held against each."""
    content = json.loads(schema.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(content)
    kind.check_schema(content)
    return kind(content)

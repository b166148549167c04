"""A small catalogue, so that what a scanner does can be told in a few lines."""

from pathlib import Path

import pytest

from heeded.catalogue import Catalogue, load_catalogue
from heeded.catalogue.folder import catalogue_folder
from heeded.read.scan.compiled import Compiled, compile_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(Path(catalogue_folder()))


@pytest.fixture(scope="session")
def compiled(catalogue: Catalogue) -> Compiled:
    return compile_catalogue(catalogue)

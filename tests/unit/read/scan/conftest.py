"""A small catalogue, so that what a scanner does can be told in a few lines."""

import pytest

from heeded.catalogue import Catalogue
from heeded.catalogue.folder import catalogue_folder
from heeded.read.scan.compiled import Compiled
from heeded.ready import ready


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return ready(catalogue_folder()).catalogue


@pytest.fixture(scope="session")
def compiled(catalogue: Catalogue) -> Compiled:
    return ready(catalogue_folder()).compiled

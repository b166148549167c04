"""The law of the catalogue, loaded once."""

import pytest

from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import Law, load_law


@pytest.fixture(scope="session")
def law() -> Law:
    return load_law(catalogue_folder())

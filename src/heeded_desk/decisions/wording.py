"""The catalogue's words for duties and findings."""

from functools import cache

from heeded.catalogue.folder import catalogue_folder
from heeded.explain import load_wording
from heeded.explain.wording import Wording


@cache
def wording() -> Wording:
    """Give the wording of the catalogue that is shipped."""
    return load_wording(catalogue_folder())

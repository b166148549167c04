"""What rows of tables are called, and their order."""

from functools import cache

from heeded.catalogue.folder import catalogue_folder
from heeded.explain.wording import Wording, load_wording
from heeded_desk.figures.definitions import rules

NOT_SAID = {"district": "District not said on file", "heading": "No heading on file"}


@cache
def wording() -> Wording:
    """Give the words of the catalogue."""
    return load_wording(catalogue_folder())


def label_of(cube: str, by: str, name: str) -> str:
    """Give the words for a row: a district or heading as on file, the title of a duty, an outcome code with its own."""
    if by != "row":
        return name or NOT_SAID[by]
    if cube == "duties":
        return wording().duty(name)
    titles = {look.code: look.title for look in rules().second_looks}
    return f"{name}: {titles.get(name, 'not known')}"


def order_of(by: str, name: str, total: int) -> tuple[object, ...]:
    """Give the place of a row: duties and codes in the order of the work; names by the alphabet, never by a figure."""
    if by == "row" and not name[:1].isdigit():
        return (0, *wording().duty_order(name))
    return (0, int(name), "") if by == "row" else (not name, name.casefold(), name)

"""What we know, as data: rules, turns, word lists, law. Knows nothing of any stage."""

from heeded.catalogue.catalogue import Catalogue, load_catalogue
from heeded.catalogue.rules import ClueRule, Rule, Turn

__all__ = ["Catalogue", "ClueRule", "Rule", "Turn", "load_catalogue"]

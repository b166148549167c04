"""Who stands on which side of a report: those it happened to, and those who are said to have done it."""

from collections.abc import Mapping, Sequence
from typing import Any

Mention = Mapping[str, Any]
"""A row of the table `mentions`, or as much of it as holds mention_id, role and has_details."""


def victims_of(mentions: Sequence[Mention]) -> list[Mention]:
    """Give the victims of one report, in the order they were typed.

    Where no victim was typed in, the only informant counts as the victim: a call handler who takes one caller and no
    victim has the victim on the line. An informant beside a victim, even one without details, is never the victim.
    """
    victims = [m for m in mentions if m["role"] == "victim"]
    informants = [m for m in mentions if m["role"] == "informant" and m["has_details"]]
    return in_order(victims or (informants if len(informants) == 1 else []))


def suspects_of(mentions: Sequence[Mention]) -> list[Mention]:
    """Give the suspects of one report, in the order they were typed."""
    return in_order([m for m in mentions if m["role"] == "suspect"])


def in_order(mentions: Sequence[Mention]) -> list[Mention]:
    """Give mentions of one report as they were typed: `r/2` before `r/10`."""
    return sorted(mentions, key=lambda m: (len(m["mention_id"]), m["mention_id"]))


def never_one_person(role_a: str, role_b: str) -> bool:
    """Say whether two mentions of one report must be two people.

    A suspect is nobody else in the report, and nobody is listed twice in one role;
    a victim may be listed again as informant or witness.
    """
    return role_a == role_b or "suspect" in (role_a, role_b)

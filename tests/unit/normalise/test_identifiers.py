"""What was typed, and the shape in which it is compared."""

from collections.abc import Callable

import pytest

from heeded.normalise import identifiers as ids
from heeded.normalise.mentions import role
from heeded.normalise.relationships import relationship


@pytest.mark.parametrize(
    ("make", "typed", "compared"),
    [
        (ids.name, "Mrs O'Neill-Smith", "oneill smith"),
        (ids.name, "ZOË", "zoe"),
        (ids.name, "unknown male", None),
        (ids.name, "  ", None),
        (ids.day, "1971-04-18", "1971-04-18"),
        (ids.day, "18/04/1971", "1971-04-18"),
        (ids.day, "18/04/71", "1971-04-18"),
        (ids.day, "1971", "1971"),
        (ids.day, "about forty", None),
        (ids.phone, "07700 900 123", "+447700900123"),
        (ids.phone, "+44 (0)7700 900123", "+447700900123"),
        (ids.phone, "none", None),
        (ids.email, "  B.Keelty@Example.COM ", "b.keelty@example.com"),
        (ids.email, "no email", None),
        (ids.handle, "@Night_Owl", "night_owl"),
        (ids.address, "14 LARCHFIELD CL, MARFIELD", "14 larchfield close marfield"),
        (ids.address, "St Mary's Rd NM1 2AB", "st marys road"),
        (ids.postcode, "nm1 2ab", "NM12AB"),
        (ids.vehicle, "ab12 cde", "AB12CDE"),
        (relationship, "Ex-husband of IP", "ex_partner"),
        (relationship, "HUSBAND", "partner"),
        (relationship, "neighbour", "neighbour"),
        (relationship, "", None),
        (role, "V1", "victim"),
        (role, "IP", "victim"),
        (role, "Offender", "suspect"),
        (role, "caller", "informant"),
        (role, "dog", "other"),
    ],
)
def test_details_are_brought_to_one_shape(make: Callable[[str], str | None], typed: str, compared: str | None) -> None:
    assert make(typed) == compared


def test_a_postcode_is_found_at_the_end_of_an_address() -> None:
    assert ids.postcode(None, "14 Larchfield Close, Marfield, NM1 2AB") == "NM12AB"

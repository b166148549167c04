"""How two mentions are compared: the kinds of evidence, and for each the levels from strongest to none.

Distances are Levenshtein's, which every engine computes alike. Sex, ethnicity and role are never compared.
Phone, place and vehicle are one kind of evidence, because a household shares them all: apart they merge partners.
"""

from dataclasses import dataclass

NULL = "nothing to compare"
ELSE = "different"


@dataclass(frozen=True, slots=True)
class Level:
    """How far two mentions agree in one kind of evidence: a condition in SQL and the words for it."""

    label: str
    condition: str
    says: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind of evidence and its levels; the first whose condition holds counts."""

    name: str
    levels: tuple[Level, ...]


def _both(column: str) -> str:
    return f"{column}_l is not null and {column}_r is not null"


def _close(column: str, short: int, long: int) -> str:
    """Within one letter, or two where both are long: one letter of a short name makes another name."""
    distance = f"levenshtein({column}_l, {column}_r)"
    shorter = f"least(length({column}_l), length({column}_r))"
    return f"(({distance} <= 1 and {shorter} >= {short}) or ({distance} <= 2 and {shorter} >= {long}))"


def _begins(longer: str, shorter: str) -> str:
    return f"({longer} like {shorter} || '%' and length({shorter}) >= 3)"


FORENAME_SHORT = (
    "coalesce(forename_root_l = forename_root_r, false) or coalesce(forename_root_l = forename_root_2_r, false)"
    " or coalesce(forename_root_2_l = forename_root_r, false)"
)
_ONE_LETTER = "levenshtein(forename_l, forename_r) <= 1"
_ONE_MISTYPED = (
    f"((forename_listed_l or forename_listed_r) and {_ONE_LETTER}"
    " and least(length(forename_l), length(forename_r)) >= 2 and greatest(length(forename_l), length(forename_r)) >= 3)"
)
FORENAME_SPELT = (
    f"not (forename_listed_l and forename_listed_r) and ({_close('forename', 4, 7)} or {_ONE_MISTYPED}"
    f" or {_begins('forename_l', 'forename_r')} or {_begins('forename_r', 'forename_l')})"
)
FORENAME_AGREES = f"(forename_l = forename_r or {FORENAME_SHORT} or ({FORENAME_SPELT}))"
SURNAME_PART = (
    "(' ' || surname_l || ' ' like '% ' || surname_r || ' %' or ' ' || surname_r || ' ' like '% ' || surname_l || ' %')"
)
SURNAME_TURNED = (
    "(levenshtein(surname_l, surname_r) <= 2 and substr(surname_l, 1, 3) = substr(surname_r, 1, 3)"
    " and least(length(surname_l), length(surname_r)) >= 5)"
)
SURNAME_AGREES = f"(surname_l = surname_r or {_close('surname', 3, 7)} or {SURNAME_TURNED} or {SURNAME_PART})"
_NOT_BOTH_SURNAMES = "(surname_l is null or surname_r is null)"
_NOT_BOTH_FORENAMES = "(forename_l is null or forename_r is null)"
INITIALS_CLASH = (
    f"(coalesce({_NOT_BOTH_SURNAMES} and surname_initial_l <> surname_initial_r, false)"
    f" or coalesce({_NOT_BOTH_FORENAMES} and forename_initial_l <> forename_initial_r, false))"
)
"""Where only an initial was typed, it must be that of the other's name."""
NAMES_INCOMPARABLE = (
    "(forename_l is null and surname_l is null) or (forename_r is null and surname_r is null)"
    " or (forename_l is null and surname_r is null) or (surname_l is null and forename_r is null)"
)
_EXACT = "forename_l = forename_r and surname_l = surname_r"

NAME = Comparison(
    "name",
    (
        Level(NULL, NAMES_INCOMPARABLE, says=False),
        Level("same forename and surname, borne by hardly anybody", f"{_EXACT} and rarity_l = 0"),
        Level("same forename and surname, very rare together", f"{_EXACT} and rarity_l = 1"),
        Level("same forename and surname, rare together", f"{_EXACT} and rarity_l = 2"),
        Level("same forename and surname, uncommon together", f"{_EXACT} and rarity_l = 3"),
        Level("same forename and surname, common names", _EXACT),
        Level("forename and surname the other way round", "forename_l = surname_r and surname_l = forename_r"),
        Level(
            "same forename, surname spelt nearly alike, rare together",
            f"forename_l = forename_r and {SURNAME_AGREES} and greatest(rarity_l, rarity_r) <= 1",
        ),
        Level("same forename, surname spelt nearly alike", f"forename_l = forename_r and {SURNAME_AGREES}"),
        Level(
            "same surname and a form of the same forename, rare together",
            f"surname_l = surname_r and {FORENAME_AGREES} and least(rarity_l, rarity_r) <= 2",
        ),
        Level("same surname and a form of the same forename", f"surname_l = surname_r and {FORENAME_AGREES}"),
        Level("forename and surname both nearly alike", f"{FORENAME_AGREES} and {SURNAME_AGREES}"),
        Level(
            "same or like forename, one without surname",
            f"{_NOT_BOTH_SURNAMES} and {FORENAME_AGREES} and not {INITIALS_CLASH}",
        ),
        Level(
            "same or like surname, one without forename",
            f"{_NOT_BOTH_FORENAMES} and {SURNAME_AGREES} and not {INITIALS_CLASH}",
        ),
        Level("same or like forename, other surname", f"{FORENAME_AGREES} and {_both('surname')}"),
        Level("same or like surname, other forename", f"{SURNAME_AGREES} and {_both('forename')}"),
        Level(ELSE, "ELSE", says=False),
    ),
)

_SWAPPED = (
    "substr(dob_l, 1, 4) = substr(dob_r, 1, 4)"
    " and substr(dob_l, 6, 2) = substr(dob_r, 9, 2) and substr(dob_l, 9, 2) = substr(dob_r, 6, 2)"
)
DOB = Comparison(
    "date_of_birth",
    (
        Level(NULL, f"not ({_both('dob')})", says=False),
        Level("same date of birth", "dob_l = dob_r and length(dob_l) = 10"),
        Level("same date of birth with day and month the other way round", f"length(dob_l) = 10 and {_SWAPPED}"),
        Level("date of birth within one digit", "levenshtein(dob_l, dob_r) <= 1 and length(dob_l) = 10"),
        Level("date of birth agrees as far as given", "dob_l like dob_r || '%' or dob_r like dob_l || '%'"),
        Level("same year of birth, other day", "substr(dob_l, 1, 4) = substr(dob_r, 1, 4)"),
        Level(ELSE, "ELSE", says=False),
    ),
)

ACCOUNT = Comparison(
    "account",
    (
        Level(NULL, f"not ({_both('email')}) and not ({_both('handle')})", says=False),
        Level("same e-mail or account name", "email_l = email_r or handle_l = handle_r"),
        Level(ELSE, "ELSE", says=False),
    ),
)

NOMINAL = Comparison(
    "nominal",
    (
        Level(NULL, f"not ({_both('nominal')})", says=False),
        Level("same nominal number of the force", "nominal_l = nominal_r"),
        Level(ELSE, "ELSE", says=False),
    ),
)

SAME_PLACE = (
    "coalesce(postcode_l = postcode_r, false)"
    " or (coalesce(place_l = place_r, false) and not coalesce(postcode_l <> postcode_r, false))"
)
SAME_PHONE = "coalesce(phone_l = phone_r, false)"
CONTACT = Comparison(
    "contact",
    (
        Level(
            NULL,
            f"not ({_both('phone')}) and not ({_both('postcode')}) and not ({_both('place')})"
            " and not coalesce(vehicle_l = vehicle_r, false)",
            says=False,
        ),
        Level("same telephone and same home", f"{SAME_PHONE} and ({SAME_PLACE})"),
        Level("same telephone", SAME_PHONE),
        Level("same home", SAME_PLACE),
        Level("same vehicle", "coalesce(vehicle_l = vehicle_r, false)"),
        Level(ELSE, "ELSE", says=False),
    ),
)

SHARED_VALUE = "list_has_any(named_l, named_r)"
CONTACT_NAMED = Comparison(
    "contact",
    (
        Level(NULL, f"not ({SHARED_VALUE}) and not ({_both('postcode')}) and not ({_both('place')})", says=False),
        Level("same number or vehicle and same home", f"{SHARED_VALUE} and ({SAME_PLACE})"),
        Level("same number or vehicle, in the details or the words", SHARED_VALUE),
        Level("same home", SAME_PLACE),
        Level(ELSE, "ELSE", says=False),
    ),
)

REFERENCE = Comparison(
    "reference",
    (
        Level(
            "one report names the other",
            "list_contains(refs_l, report_key_r) or list_contains(refs_r, report_key_l)",
        ),
        Level(ELSE, "ELSE", says=False),
    ),
)

RELATIONSHIP = Comparison(
    "relationship",
    (
        Level(NULL, f"not ({_both('relationship')})", says=False),
        Level("stands in the same way to the victim", "relationship_l = relationship_r"),
        Level(ELSE, "ELSE", says=False),
    ),
)

PERSONS = (NAME, DOB, ACCOUNT, NOMINAL, CONTACT)
"""What tells whether two mentions, wherever they stand, are one person."""

GIVEN_OTHER = (NAME, DOB, ACCOUNT, NOMINAL, CONTACT_NAMED, REFERENCE, RELATIONSHIP)
"""What tells it once the person on the other side of both reports is the same."""

_OWN = (
    "coalesce(email_l = email_r, false) or coalesce(handle_l = handle_r, false)"
    " or coalesce(nominal_l = nominal_r, false)"
)
_TURNED = "coalesce(forename_l = surname_r and forename_r = surname_l, false)"
_SAME_DOB = "coalesce(dob_l = dob_r, false)"
_OTHER_DOB = (
    "coalesce(length(dob_l) = 10 and length(dob_r) = 10 and levenshtein(dob_l, dob_r) > 1"
    f" and substr(dob_l, 1, 4) <> substr(dob_r, 1, 4) and not ({_SWAPPED}), false)"
)
_MISTYPED_SAME_DAY = f"coalesce({_SAME_DOB} and length(dob_l) = 10 and {_ONE_LETTER} and {SURNAME_AGREES}, false)"
_OTHER_SURNAME = (
    f"({_both('surname')} and not {SURNAME_AGREES} and not {_TURNED}"
    f" and not ({_OWN} or {_SAME_DOB} or {SAME_PHONE} or {SAME_PLACE}))"
)
_NAMED_ALIKE = f"coalesce({FORENAME_AGREES}, false) or {_TURNED} or {_MISTYPED_SAME_DAY}"
_SURNAME_ALONE = f"coalesce({SURNAME_AGREES} and not {INITIALS_CLASH}, false)"
BEYOND_HOUSEHOLD = (
    f"({_OWN} or (not {_OTHER_DOB} and not {_OTHER_SURNAME}"
    f" and ({_NAMED_ALIKE} or ({_NOT_BOTH_FORENAMES} and {_SAME_DOB}))))"
)
"""The guard: an edge needs evidence of the person, beyond what a household, twins or father and son share.

A forename alone does not outweigh another surname, nor a name another date of birth: that is asked, not joined.
"""

BEYOND_SUSPECTS = (
    f"({_OWN} or (not {_OTHER_DOB} and not {_OTHER_SURNAME} and ({_NAMED_ALIKE}"
    f" or ({_NOT_BOTH_FORENAMES} and ({_SURNAME_ALONE} or {_SAME_DOB} or (suspect_l and {SHARED_VALUE}))))))"
)
"""The guard given the same person on the other side: there a surname tells, and of a suspect a number or vehicle."""

NAMES_CLASH = f"(({_both('forename')} and not ({_NAMED_ALIKE})) or {_OTHER_SURNAME} or ({_OTHER_DOB} and not ({_OWN})))"
"""What makes two mentions look like different people, so that nothing between them may join them lightly."""

PERSON_BLOCKS = (
    "l.forename = r.forename and l.surname = r.surname and l.rarity <= 2",
    "l.forename_root = r.forename_root and l.surname = r.surname and substr(l.dob, 1, 4) = substr(r.dob, 1, 4)",
    "l.surname = r.surname and l.dob = r.dob",
    "l.forename_root = r.forename_root and l.dob = r.dob",
    "l.phone = r.phone",
    "l.email = r.email",
    "l.handle = r.handle",
    "l.nominal = r.nominal",
    "l.postcode = r.postcode and l.forename_root = r.forename_root",
    "l.postcode = r.postcode and l.dob = r.dob",
    "l.place = r.place and l.forename_root = r.forename_root",
    "l.surname = r.surname and l.postcode = r.postcode",
    "l.forename_root = r.forename_root and l.surname = r.surname and l.rarity <= 2",
    "l.forename_root = r.forename_root and l.surname_start = r.surname_start and l.rarity <= 2 and r.rarity <= 2",
    "l.surname_start = r.surname_start and l.forename_start = r.forename_start and l.dob_day = r.dob_day",
)
"""Which pairs are worth comparing: each is joined on by equality, so that work grows with the number of reports."""

GIVEN_BLOCKS = ("l.given = r.given and l.person <> r.person",)

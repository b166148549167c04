"""What is erased elsewhere is not kept in the audit: it holds references alone.

The fixture `published` looks through all entries after every test that uses it; here that looking is itself tested.
"""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from people import traces_in

from heeded.catalogue.folder import samples_folder
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Entry, Kind
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

FIRST = json.loads((samples_folder() / "northmoor" / "cases.jsonl").read_text(encoding="utf-8").splitlines()[0])
PERSON = next(p for p in FIRST["persons"] if p.get("phone"))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (f"seen by {PERSON['forename']}", "name"),
        (PERSON["surname"].upper(), "name"),
        (PERSON["phone"], "detail"),
        (" ".join(FIRST["narrative"].split()[:5]).lower(), "narrative"),
        (" ".join(FIRST["log"][0]["text"].split()[:5]), "narrative"),
    ],
)
def test_a_trace_of_a_person_in_an_entry_is_found(member: Callable[..., Member], words: str, kind: str) -> None:
    made = record(Kind.CONSULTATION, by=member(Role.OFFICER), place="case", details={"x": [words]})

    assert (made.number, "case", kind) in traces_in(Entry.objects.all())


def test_every_place_of_every_role_leaves_references_alone(signed_in: Callable[..., Client], published: Run) -> None:
    course = Case.objects.filter(force=published.force).earliest("part").course_id
    places = ("/worklist", f"/courses/{course}", f"/courses/{course}/looks", "/audit", f"/audit?course={course}")
    for role in Role:
        browser = signed_in(role)
        for place in places:
            browser.get(place)

    assert Entry.objects.filter(subject=course).exists()
    assert traces_in(Entry.objects.all()) == []

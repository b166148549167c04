"""Recovery codes are kept as hashes alone, and those of before go on working."""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from django.apps import apps
from django.conf import LazySettings
from django.contrib.auth.hashers import check_password
from django.test import Client

from heeded_desk.members.adapters import SecondStepAdapter
from heeded_desk.members.models import Member, Session
from heeded_desk.members.recovery_codes import TO_SHOW, HashedCodes
from heeded_desk.members.roles import Role

SEED = "0badc0de" * 10
BEFORE = HashedCodes.__base__
"""allauth's own way."""
step = import_module("heeded_desk.members.migrations.0005_recovery_codes_hashed")


@pytest.fixture
def officer(member: Callable[..., Member]) -> Member:
    return member(Role.OFFICER)


def kept() -> str:
    """All that the database keeps of second steps."""
    return json.dumps(list(Authenticator.objects.values_list("data", flat=True)))


def from_before(officer: Member, **more: object) -> tuple[Authenticator, list[str]]:
    """Codes as allauth made and kept them; gives those that are left."""
    data = {"seed": SecondStepAdapter().encrypt(SEED), "used_mask": 0, **more}
    row = Authenticator.objects.create(user=officer, type="recovery_codes", data=data)
    return row, BEFORE(row).get_unused_codes()


def test_what_is_kept_gives_no_code_away_even_with_the_key(officer: Member) -> None:
    codes = HashedCodes.activate(officer)

    assert len(set(codes.plain)) == 10 and all(len(code) == 12 for code in codes.plain)
    assert set(Authenticator.objects.get().data) == {"hashes"}
    assert not any(code in kept() for code in codes.plain)
    assert HashedCodes(Authenticator.objects.get()).get_unused_codes() == [""] * 10


def test_each_hash_is_slow_salted_and_bound_to_the_desks_key(officer: Member, settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    codes = HashedCodes.activate(officer)
    hashes = Authenticator.objects.get().data["hashes"]

    assert all(each.startswith("argon2$argon2id$") for each in hashes)
    assert not any(check_password(codes.plain[0], each) for each in hashes)
    settings.SECRET_KEY = "another"
    assert not codes.validate_code(codes.plain[0])


def test_a_code_works_once_and_no_other_does(officer: Member) -> None:
    codes = HashedCodes.activate(officer)
    tries = [codes.plain[3], codes.plain[3], "000000", "12345678", "", "٣" * 12]

    assert [codes.validate_code(each) for each in tries] == [True, False, False, False, False, False]
    assert len(codes.get_unused_codes()) == 9


def test_codes_of_before_are_hashed_and_go_on_working(officer: Member) -> None:
    row, left = from_before(officer, used_mask=0b101, viewed_at=1.0)

    step.hash_codes(apps, None)

    row.refresh_from_db()
    assert set(row.data) == {"hashes", "viewed_at"} and len(left) == len(row.data["hashes"]) == 8
    assert not any(code in kept() for code in left)
    assert [row.wrap().validate_code(code) for code in (left[0], left[7], left[0])] == [True, True, False]


def test_codes_that_a_new_key_had_ended_are_none(officer: Member, settings: LazySettings) -> None:
    row, _ = from_before(officer)
    settings.SECRET_KEY = "another"

    step.hash_codes(apps, None)

    row.refresh_from_db()
    assert row.wrap().get_unused_codes() == []


def test_the_codes_that_were_made_are_shown_once_and_kept_encrypted_until_then(client: Client, officer: Member) -> None:
    Authenticator.objects.create(user=officer, type="webauthn", data={})
    client.force_login(officer)
    client.post("/your-sign-in/again", {"password": "a-long-password"})
    client.post("/your-sign-in/recovery-codes/new")
    waiting = str(Session.objects.get(member=officer).get_decoded()[TO_SHOW])

    first, second = (client.get("/your-sign-in/recovery-codes").content.decode() for _ in range(2))

    codes = SecondStepAdapter().decrypt(waiting).split()
    assert len(codes) == 10 and not any(code in waiting for code in codes)
    for code in codes:
        spaced = f"{code[:4]} {code[4:8]} {code[8:]}"
        assert spaced in first and spaced not in second
    assert "10 codes are left" in second
    assert TO_SHOW not in Session.objects.get(member=officer).get_decoded()


def test_all_of_allauth_uses_our_way() -> None:
    """Where a new version of it names its class in a third place, that place must be taken over too."""
    folder = Path(allauth.__file__).parent
    naming = {p.relative_to(folder).as_posix() for p in folder.rglob("*.py") if "import RecoveryCodes" in p.read_text()}
    holding = {n for n, m in sys.modules.items() if n.startswith("allauth.") and hasattr(m, "RecoveryCodes")}

    assert naming - {p for p in naming if "/tests/" in p} == {"mfa/models.py", "mfa/recovery_codes/internal/flows.py"}
    assert holding == {auth.__name__, flows.__name__}
    assert auth.RecoveryCodes is flows.RecoveryCodes is HashedCodes

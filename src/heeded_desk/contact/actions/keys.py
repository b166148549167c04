"""Making and ending keys to the API: an administrator's work, put on record."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.http import Http404
from django.utils.crypto import get_random_string, salted_hmac

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.contact.models import ApiKey
from heeded_desk.contact.policies import may_keep_keys
from heeded_desk.members.models import Force, Member
from heeded_desk.places import insist
from heeded_desk.second_lock import for_force

USED_EVERY = 60
"""Seconds after which a key's last use is written down again."""


def make_key(*, by: Member, name: str, scopes: Sequence[str], ends_on: date, now: datetime) -> tuple[ApiKey, str]:
    """Make a key for the administrator's force; gives it and its text, which is not kept."""
    insist(may_keep_keys(by))
    text = f"heeded_{by.force_id}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        key = ApiKey.objects.create(
            force=by.force,
            name=name,
            hash=hash_of(text),
            salt=get_random_string(32),
            scopes=sorted(scopes),
            made_by=by,
            made_at=now,
            ends_on=ends_on,
        )
        _record(by, key, "key made", scopes=key.scopes, ends_on=ends_on.isoformat())
    return key, text


def end_key(*, by: Member, number: int, now: datetime) -> ApiKey:
    """End a key of the administrator's force at once; raises Http404 where there is none of that number."""
    insist(may_keep_keys(by))
    with transaction.atomic():
        key = ApiKey.objects.select_for_update().filter(force=by.force_id, pk=number).first()
        if key is None:
            raise Http404
        if key.ended_at is None:
            key.ended_at, key.ended_by = now, by
            key.save(update_fields=["ended_at", "ended_by"])
            _record(by, key, "key ended")
    return key


def key_of(text: str, now: datetime) -> ApiKey | None:
    """Give the key that a text is, where it opens anything today, and note that it was used; None for any other."""
    force = _force_of(text)
    if force is None:
        return None
    with transaction.atomic(), for_force(force):
        key = ApiKey.objects.select_related("force").filter(hash=hash_of(text), force=force).first()
        return _used(key, now) if key else None


def key_numbered(name: str, now: datetime, proved: Callable[[ApiKey], bool]) -> ApiKey | None:
    """Give the key that is named by its force's and its own number (`3-17`), where the sender proved to hold it.

    proved: says whether a signature was made with the key's secret. None where there is no such key, or it is over.
    """
    numbers = name.split("-")
    if len(numbers) != 2 or not all(n.isascii() and n.isdecimal() and len(n) < 10 for n in numbers):
        return None
    with transaction.atomic(), for_force(int(numbers[0])):
        key = ApiKey.objects.select_related("force").filter(force=int(numbers[0]), pk=int(numbers[1])).first()
        return _used(key, now) if key and proved(key) else None


def name_of(key: ApiKey) -> str:
    """Give the name under which a key's messages are signed; it opens nothing."""
    return f"{key.force_id}-{key.pk}"


def signing_secret(key: ApiKey) -> str:
    """Give the secret that signs messages: made of the key's salt and the desk's own key, and kept nowhere."""
    return salted_hmac("heeded.webhook", f"{key.pk}:{key.salt}", algorithm="sha256").hexdigest()


def hash_of(text: str) -> str:
    """Give what is kept of a key. A plain hash is enough, for a key is 32 bytes of chance and no password."""
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()


def _force_of(text: str) -> int | None:
    parts = text.split("_", 2)
    if len(parts) != 3 or parts[0] != "heeded" or len(text) > 100:
        return None
    return int(parts[1]) if parts[1].isascii() and parts[1].isdecimal() and len(parts[1]) < 10 else None


def _used(key: ApiKey, now: datetime) -> ApiKey | None:
    if key.ended_at is not None or key.ends_on < now.date():
        return None
    if key.last_used_at is None or (now - key.last_used_at).total_seconds() >= USED_EVERY:
        key.last_used_at = now
        key.save(update_fields=["last_used_at"])
    return key


def keys_of(force: Force) -> list[ApiKey]:
    """Give the keys of a force, the latest first."""
    return list(ApiKey.objects.filter(force=force).select_related("made_by", "ended_by"))


def _record(by: Member, key: ApiKey, act: str, **details: object) -> None:
    record(Kind.ADMINISTRATION, by=by, place="api-keys", subject=f"key-{key.pk}", details={"act": act, **details})

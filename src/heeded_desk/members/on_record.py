"""Every sign-in, failure, lock-out and change of a second factor goes on record, in the transaction of the act."""

import time

from allauth.account.signals import user_logged_in
from allauth.core import context
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.members.browsers import family_of
from heeded_desk.members.ending import clear_away, end_others
from heeded_desk.members.lock_out import address_of
from heeded_desk.members.models import Member
from heeded_desk.members.sessions import BEGAN, BROWSER


def record_sign_in(
    act: str, *, member: Member | None, request: HttpRequest | None, place: str = "sign-in", **details: object
) -> None:
    """Put on record what happened to a sign-in.

    member: None where nobody is called so; what was typed is not kept. details: words of ours and numbers alone.
    """
    said = {"act": act, **details}
    if request is not None:
        said["address"] = address_of(request)
    with transaction.atomic():
        record(Kind.SIGN_IN, by=member, place=place, subject=subject_of(member) if member else "", details=said)


def subject_of(member: Member) -> str:
    """Give the reference by which the audit calls a member."""
    return f"member-{member.pk}"


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: Member, **_: object) -> None:
    request.session[BEGAN], request.session[BROWSER] = time.time(), family_of(request.headers.get("User-Agent", ""))
    clear_away()
    steps = [step["method"] for step in request.session.get("account_authentication_methods", [])]
    record_sign_in("signed in", member=user, request=request, steps=steps)


@receiver(user_login_failed)
def _failed(credentials: dict[str, object], request: HttpRequest | None = None, **_: object) -> None:
    if getattr(request, "axes_locked_out", False) and request.axes_failures_since_start is None:
        return  # it was locked before, and nothing was looked at: the lock-out itself goes on record
    step = credentials.get("step", "password")
    record_sign_in("sign-in failed", member=_tried(credentials), request=request, step=step)


@receiver(user_locked_out)
def _locked_out(request: HttpRequest, **_: object) -> None:
    record_sign_in("locked out", member=_tried(request.axes_credentials or {}), request=request)


def _tried(credentials: dict[str, object]) -> Member | None:
    return Member.objects.filter(username=str(credentials.get("username", ""))).first()


@receiver(post_save, sender=Authenticator)
def _factor_added(instance: Authenticator, created: bool, **_: object) -> None:
    if created:
        _factor_changed("second factor added", instance)


@receiver(post_delete, sender=Authenticator)
def _factor_removed(instance: Authenticator, **_: object) -> None:
    _factor_changed("second factor removed", instance)


def _factor_changed(act: str, factor: Authenticator) -> None:
    """End the member's other sessions, and put on record whose factor changed; an administrator may have done it."""
    request = context.request
    by = request.user if request is not None and request.user.is_authenticated else factor.user
    with transaction.atomic():
        said = {"act": act, "factor": factor.type, **end_others(factor.user, request)}
        record(Kind.SIGN_IN, by=by, place="your-sign-in", subject=subject_of(factor.user), details=said)

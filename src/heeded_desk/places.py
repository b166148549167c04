"""A place is a view with the policy that guards it. A view without one is refused by a test."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse

from heeded_desk.answer import YES, Answer
from heeded_desk.members.models import Member
from heeded_desk.members.settled import still_to_do
from heeded_desk.second_lock import for_force

View = Callable[..., HttpResponseBase]
Policy = Callable[[Member], Answer]


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in: the sign-in itself, and the page that tells how the desk is."""
    view.policy = None  # type: ignore[attr-defined]
    return view


def guarded(policy: Policy, *, settled: bool = True) -> Callable[[View], View]:
    """Let a view be reached only by signed-in members for whom the policy says yes, in one transaction.

    What a view writes, its entry in the audit included, is kept whole or not at all; it is filled in the transaction
    too, while the database gives out the rows of the member's force alone.
    policy: takes the member alone. What depends on the case is asked inside the view.
    settled: whether a member must first have a password and a second factor of their own; not so where they make them.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def seen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            request.to_do = still_to_do(request.user)  # type: ignore[attr-defined]
            if settled and request.to_do:  # type: ignore[attr-defined]
                return redirect(request.to_do)  # type: ignore[attr-defined]
            insist(policy(request.user))
            with transaction.atomic(), for_force(request.user.force_id):
                return _filled(view(request, *args, **kwargs))

        seen.policy = policy  # type: ignore[attr-defined]
        return seen

    return wrap


def _filled(answer: HttpResponseBase) -> HttpResponseBase:
    """Fill a page that Django would fill only after the transaction, where the second lock is shut."""
    return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer


def insist(answer: Answer) -> None:
    """Raise PermissionDenied with the policy's sentence where it says no."""
    if not answer:
        raise PermissionDenied(answer.sentence)


def anybody_signed_in(member: Member) -> Answer:
    """Every member may."""
    return YES

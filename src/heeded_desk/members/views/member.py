"""One member, for an administrator of the same force: role, sign-in, second step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heeded_desk.members.actions import administer
from heeded_desk.members.actions.sessions import end_all
from heeded_desk.members.ending import counted, open_sessions
from heeded_desk.members.forms_members import RoleForm
from heeded_desk.members.policies import may_administer, may_change, may_take_out
from heeded_desk.members.queries import member_of
from heeded_desk.members.roles import Role
from heeded_desk.places import guarded


@guarded(may_administer)
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a member and what may be changed, with the reason where something may not."""
    found = member_of(request.user, pk)
    shown = {"member": found, "roles": Role, "change": may_change(request.user, found)}
    shown["signed_in"] = open_sessions(found).count()
    return render(request, "members/member.html", shown | {"take_out": may_take_out(request.user, found)})


@require_POST
@guarded(may_administer)
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the member into another role."""
    found, form = member_of(request.user, pk), RoleForm(request.POST)
    if form.is_valid():
        new = Role(form.cleaned_data["role"])
        administer.change_role(by=request.user, member=found, role=new)
        messages.success(request, f"{found.get_full_name()} is now: {new.label.lower()}.")
    return redirect("member", pk)


@require_POST
@guarded(may_administer)
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the member's sign-in where it is open, or open it where it is closed, whichever was asked for."""
    found, name = member_of(request.user, pk), request.POST.get("sign_in")
    if name == "close":
        administer.deactivate(by=request.user, member=found)
        messages.success(request, f"{found.get_full_name()} can no longer sign in. What they did stays on record.")
    elif name == "open":
        administer.reactivate(by=request.user, member=found)
        messages.success(request, f"{found.get_full_name()} can sign in again.")
    return redirect("member", pk)


@never_cache
@require_POST
@guarded(may_administer)
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a one-time password, and show it this once."""
    found = member_of(request.user, pk)
    password = administer.renew_password(by=request.user, member=found)
    return render(request, "members/one_time_password.html", {"member": found, "password": password})


@require_POST
@guarded(may_administer)
def second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the member's apps, passkeys and recovery codes."""
    found = member_of(request.user, pk)
    administer.reset_second_factor(by=request.user, member=found)
    messages.success(
        request, f"{found.get_full_name()} has no second step now and must set one up where the desk asks for it."
    )
    return redirect("member", pk)


@require_POST
@guarded(may_administer)
def sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the member out wherever they are signed in."""
    found = member_of(request.user, pk)
    count = end_all(by=request.user, member=found)
    messages.success(request, f"{found.get_full_name()} is signed out everywhere; {counted(count)} ended.")
    return redirect("member", pk)

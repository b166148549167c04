"""The members of a force, for its administrators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from heeded_desk.members.actions.administer import add_member
from heeded_desk.members.forms_members import MemberForm
from heeded_desk.members.policies import may_administer
from heeded_desk.members.queries import members_of
from heeded_desk.members.roles import Role
from heeded_desk.places import guarded


@guarded(may_administer)
def members(request: HttpRequest) -> HttpResponse:
    """Show all members of the administrator's force."""
    return render(request, "members/members.html", {"members": members_of(request.user)})


@never_cache
@guarded(may_administer)
def add(request: HttpRequest) -> HttpResponse:
    """Add a member, and show the one-time password this once."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member, password = add_member(by=request.user, **form.cleaned_data)
        return render(request, "members/one_time_password.html", {"member": member, "password": password})
    return render(request, "members/add.html", {"form": form, "roles": Role})

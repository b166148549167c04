"""When the chain was last verified, and verifying it now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heeded_desk.audit.models import Verification
from heeded_desk.audit.verifying import go_on
from heeded_desk.members.policies import may_audit
from heeded_desk.places import guarded


@guarded(may_audit)
def verification(request: HttpRequest) -> HttpResponse:
    """Show the latest results; a form sent begins a walk or takes it further by one piece."""
    if request.method == "POST":
        go_on(request.user)
        return redirect("audit-verification")
    latest = Verification.objects.select_related("by")[:10]
    going = next((v for v in latest if v.state == Verification.State.GOING), None)
    done = [v for v in latest if v.state != Verification.State.GOING]
    return render(request, "audit/verification.html", {"going": going, "done": done, "last": done[0] if done else None})

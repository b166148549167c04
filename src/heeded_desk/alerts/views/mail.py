"""E-mails about alerts: the member's own choice, and the address that an administrator enters."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heeded_desk.alerts.actions.mail import choose, set_address
from heeded_desk.alerts.models import Mail, MailAddress
from heeded_desk.alerts.policies import may_choose_mail
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.members.policies import may_administer
from heeded_desk.members.queries import member_of
from heeded_desk.places import guarded


class AddressForm(forms.Form):
    """The address; an empty one takes it away."""

    address = forms.EmailField(
        required=False, error_messages={"invalid": "Write a whole e-mail address, such as name@force.example."}
    )


@guarded(may_choose_mail)
def choice(request: HttpRequest) -> HttpResponse:
    """Let a member say whether they want to be told by e-mail."""
    if request.method == "POST":
        wanted = request.POST.get("wanted") == "yes"
        choose(wanted, by=request.user)
        messages.success(request, "You will be told of new alerts by e-mail." if wanted else "No e-mail will be sent.")
        return redirect("alert-mail")
    address = MailAddress.objects.filter(member=request.user).first()
    last = Mail.objects.filter(force=request.user.force_id, member=request.user).order_by("-made_at").first()
    shown = {"address": address, "last": last, "server": bool(settings.MAIL_SERVER)}
    return render(request, "alerts/mail.html", shown)


@guarded(may_administer)
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an administrator enter a member's address."""
    member = member_of(request.user, pk)
    held = MailAddress.objects.filter(member=member).first()
    form = AddressForm(request.POST if request.method == "POST" else {"address": held.address if held else ""})
    if request.method == "POST" and form.is_valid():
        set_address(member, form.cleaned_data["address"], by=request.user)
        messages.success(request, "The address is kept." if form.cleaned_data["address"] else "The address is removed.")
        return redirect("member", pk)
    record(Kind.CONSULTATION, by=request.user, place="alert-mail", subject=f"member-{pk}")
    shown = {
        "member": member,
        "form": form,
        "choice_open": may_choose_mail(member),
        "server": bool(settings.MAIL_SERVER),
    }
    return render(request, "alerts/address.html", shown, status=422 if form.errors else 200)

"""Where e-mails go, which an administrator says, and whether they go, which the member says."""

from django.db import transaction

from heeded_desk.alerts.models import Mail, MailAddress
from heeded_desk.alerts.policies import may_choose_mail
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_administer
from heeded_desk.places import insist


@transaction.atomic
def set_address(member: Member, address: str, *, by: Member) -> None:
    """Give a member an address, or take it away where it is empty; a new one is used once the member asks for it.

    Raises PermissionDenied with the policy's sentence.
    """
    insist(may_administer(by))
    if address:
        values = {"address": address, "force": member.force, "wanted": False}
        MailAddress.objects.update_or_create(member=member, defaults=values)
    else:
        MailAddress.objects.filter(member=member).delete()
        Mail.objects.filter(member=member, sent_at=None).delete()
    details = {"act": "address entered" if address else "address removed"}
    record(Kind.ADMINISTRATION, by=by, place="alert-mail", subject=f"member-{member.pk}", details=details)


@transaction.atomic
def choose(wanted: bool, *, by: Member) -> None:
    """Say whether one wants e-mails; what waits is not sent where one does not."""
    insist(may_choose_mail(by))
    MailAddress.objects.filter(member=by).update(wanted=wanted)
    if not wanted:
        Mail.objects.filter(member=by, sent_at=None).delete()
    record(Kind.ALTERATION, by=by, place="alert-mail", details={"wanted": wanted})

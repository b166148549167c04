"""Which members an e-mail is to tell of new alerts: the stalking leads, and whoever has the course."""

from collections import Counter
from datetime import datetime

from django.conf import settings

from heeded_desk.alerts.models import Alert, Mail, MailAddress
from heeded_desk.deliveries.models import Run
from heeded_desk.members.roles import Role


def queue_mails(run: Run, at: datetime) -> None:
    """Queue one e-mail for each member who wants one and whom the alerts of a run concern; a run tells each once.

    Nothing is queued where no mail server is named.
    """
    if not settings.MAIL_SERVER:
        return
    mine = Alert.objects.filter(run=run)
    holders = Counter(mine.filter(case__assigned_to__isnull=False).values_list("case__assigned_to", flat=True))
    addresses = MailAddress.objects.filter(force=run.force_id, wanted=True, member__is_active=True)
    for address in addresses.select_related("member"):
        lead = address.member.role == Role.STALKING_LEAD
        number = mine.count() if lead else holders[address.member_id]
        if number:
            values = {"force": run.force, "alerts": number, "made_at": at, "next_at": at}
            Mail.objects.get_or_create(run=run, member=address.member, defaults=values)

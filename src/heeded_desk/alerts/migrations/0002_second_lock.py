"""PostgreSQL gives out alerts, clocks, e-mails and hand-overs of one force alone."""

from django.db import migrations

from heeded_desk.locking import OWN, hangs_on, locks

LOCKED = {
    "alerts_alert": OWN,
    "alerts_due": OWN,
    "alerts_handover": OWN,
    "alerts_knownreport": OWN,
    "alerts_mail": OWN,
    "alerts_mailaddress": OWN,
    "alerts_told": hangs_on("alerts_told", "cases_case", "case_id"),
    "alerts_note": hangs_on("alerts_note", "alerts_handover", "hand_over_id"),
}


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_alerts"), ("cases", "0003_links_and_disclosures"), ("members", "0003_second_lock")]
    operations = [locks(LOCKED)]

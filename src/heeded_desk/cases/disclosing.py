"""Giving out an account as a file, and putting on record to whom and why."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from heeded.exporting import FILES, account_lines
from heeded.toolbox.errors import HeededError
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case, Disclosure
from heeded_desk.members.models import Member

NOT_MASKED = "Other people's details cannot be masked now, because the run is no longer kept. Nothing was given out."


class CannotMaskError(Exception):
    """The run from which masks are made is not there any more; the message is fit to be shown."""


def disclose(case: Case, *, by: Member, form: str, masked: bool, to_whom: str, why: str) -> bytes:
    """Make the file and put it on record; both or neither.

    form: of Disclosure.Form. Raises CannotMaskError where masks are asked for and the run is gone.
    """
    account = masked_account(case) if masked else case.account.words
    content = FILES[form](account)
    with transaction.atomic():
        row = Disclosure.objects.create(
            force=case.force,
            course_id=case.course_id,
            run=case.run,
            form=form,
            masked=masked,
            to_whom=to_whom,
            why=why,
            by=by,
            at=datetime.now(UTC),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        told = {"disclosure": row.pk, "form": form, "masked": masked, "run": case.run_id}
        record(Kind.DISCLOSURE, by=by, place="case-file", subject=case.course_id, details=told)
    return content


def masked_account(case: Case) -> dict[str, object]:
    """Give the account with other people's details masked; raises CannotMaskError."""
    try:
        (line,) = account_lines(Path(case.run.folder), case.course_id, True)
    except (HeededError, OSError, ValueError) as fault:
        raise CannotMaskError(NOT_MASKED) from fault
    account: dict[str, object] = json.loads(line)
    return account


def given_out(case: Case) -> list[Disclosure]:
    """Give what was given out of a course before, the latest first."""
    return list(
        Disclosure.objects.filter(force=case.force_id, course_id=case.course_id).select_related("by").order_by("-at")
    )

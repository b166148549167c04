"""Adding to the audit: the one way in, always inside the transaction of the act itself."""

from datetime import UTC, datetime

from django.db import transaction

from heeded_desk.audit.chain import hash_of, is_plain
from heeded_desk.audit.models import Entry, Head, Kind
from heeded_desk.members.models import Force, Member


def record(
    kind: Kind,
    *,
    by: Member | None,
    place: str,
    subject: str = "",
    force: Force | None = None,
    details: dict[str, object] | None = None,
) -> Entry:
    """Add an entry to the chain.

    by: None where the desk itself acts, as in a nightly delivery. subject: an id that never changes, such as a course
    or report id; never a name. details: references and codes alone. Raises RuntimeError where no transaction is open,
    ValueError for details that a database would not give back as they went in.
    """
    if not is_plain(details or {}):
        raise ValueError("Details of the audit are texts, whole numbers, yes and no, and lists and tables of these.")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An entry of the audit belongs into the transaction of its act.")
    head = Head.objects.select_for_update().get(pk=1)
    owner = force or (by.force if by else None)
    entry = Entry(
        number=head.number + 1,
        at=datetime.now(UTC),
        kind=kind,
        by=by,
        force=owner,
        place=place,
        subject=subject,
        details=details or {},
        previous=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])
    return entry

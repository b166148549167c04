"""What an entry says, as a plain sentence."""

from collections.abc import Mapping

from django.utils import timezone

from heeded_desk.audit.models import Entry, Kind

DID: Mapping[tuple[str, str], str] = {
    ("consultation", "case"): "looked at the account of {course}",
    ("consultation", "case-file"): "opened the page to give out the account of {course}",
    ("consultation", "case-work"): "looked at who works on {course}",
    ("consultation", "worklist"): "looked at the worklist",
    ("consultation", "look-up"): "looked up a name or number",
    ("consultation", "first-contact"): "looked up at first contact who is on file",
    ("consultation", "api-look-ups"): "was asked by a key of the API who is on file",
    ("consultation", "figures"): "looked at the figures",
    ("consultation", "figures-crimes"): "looked at the crimes that tell of stalking under any heading",
    ("consultation", "figures-report"): "opened the page to give out the figures of a quarter",
    ("consultation", "audit"): "looked at the audit",
    ("consultation", "looks"): "looked at who had seen {course}",
    ("consultation", "questions"): "looked at the questions to be answered",
    ("consultation", "rejected-findings"): "looked at the findings that were said to be wrong",
    ("consultation", "alerts"): "looked at the alerts",
    ("consultation", "today"): "looked at the clocks that run out",
    ("consultation", "hand-over"): "looked at a hand-over list",
    ("consultation", "alert-mail"): "looked at where e-mails of {member} go",
    ("disclosure", "hand-over"): "gave a hand-over list out as a file",
    ("disclosure", "case-file"): "gave out the account of {course} as a file",
    ("disclosure", "audit-export"): "gave entries of the audit out as a file",
    ("disclosure", "rejected-findings"): "gave the findings that were said to be wrong out as a file",
    ("disclosure", "figures-file"): "gave a table of figures out as a file",
    ("disclosure", "figures-report"): "gave the figures of a quarter out as a file",
    ("disclosure", "backup"): "wrote a backup of the whole desk",
    ("disclosure", "refused"): "gave the lines that were refused out as a file",
    ("alteration", "case-work"): "changed who works on {course}, or when it comes back",
    ("alteration", "worklist-seen"): "said that they had seen what changed on the worklist",
    ("alteration", "saved-view"): "changed the views that they keep",
    ("alteration", "alerts"): "said that an alert about {course} is seen",
    ("alteration", "alert-mail"): "chose whether e-mails about alerts are sent to them",
    ("alteration", "hand-over"): "handed a shift over or took one over",
    ("erasure", "hand-over"): "erased notes of hand-overs whose day had come",
    ("administration", "alert-mail"): "changed where e-mails of {member} go",
    ("consultation", "case-records"): "looked at what may be done with the records of {course}",
    ("consultation", "case-erase"): "opened the page to ask for the erasure of {course}",
    ("erasure", "erasure-asked"): "asked that records of {course} be erased",
    ("erasure", "erasure-confirmed"): "confirmed that records of {course} be erased",
    ("erasure", "erasure-refused"): "refused to have records of {course} erased",
    ("erasure", "erasure-begun-again"): "had the erasure of records of {course} begun again",
    ("erasure", "erasure-done"): "erased records of {course}",
    ("consultation", "reviews"): "looked at the courses whose review is due",
    ("consultation", "case-review"): "looked at the retention review of {course}",
    ("alteration", "case-review"): "decided at the retention review of {course}",
    ("consultation", "subjects"): "looked somebody up who asks what is held about them",
    ("consultation", "subject"): "looked at a file for somebody who asks",
    ("combination", "subject"): "put together a file for somebody who asks",
    ("alteration", "subject"): "withheld parts of a file for somebody who asks",
    ("disclosure", "subject"): "gave out a file to somebody who asks",
    ("consultation", "case-schedule"): "looked at the schedule of what was done to {course}",
    ("disclosure", "case-schedule"): "gave out the schedule of what was done to {course}",
    ("disclosure", "export"): "exported everything of the force",
    ("consultation", "case-correct"): "opened the page to ask for a correction of {course}",
    ("consultation", "correction"): "looked at a correction of {course}",
    ("alteration", "correction-asked"): "asked that {course} be corrected",
    ("alteration", "correction-accepted"): "accepted a correction of {course}",
    ("alteration", "correction-refused"): "refused a correction of {course}",
    ("collection", "deliveries"): "took in a delivery",
    ("collection", "api-reports"): "took in a report by the API",
    ("collection", "publish"): "put a run on the desk",
    ("combination", "publish"): "joined or parted courses by a run, now {course}",
    ("administration", "add-force"): "added a force to the desk",
    ("administration", "deliveries"): "changed how deliveries are read",
    ("administration", "api-keys"): "managed a key to the API",
    ("administration", "member"): "managed the sign-in of {member}",
    ("administration", "restore"): "was restored from a backup",
    ("administration", "verification"): "verified the audit",
    ("sign_in", "sign-in"): "used the sign-in page",
    ("sign_in", "your-sign-in"): "changed the second step of their sign-in",
    ("sign_in", "sessions"): "ended where else they were signed in",
}
"""By kind and place. `{course}` and `{member}` stand for what the entry is about."""
KINDS: Mapping[str, str] = {
    Kind.COLLECTION: "took something in",
    Kind.ALTERATION: "changed something",
    Kind.CONSULTATION: "looked at something",
    Kind.DISCLOSURE: "gave something out",
    Kind.COMBINATION: "joined something",
    Kind.ERASURE: "erased something",
    Kind.SIGN_IN: "signed in or out",
    Kind.ADMINISTRATION: "administered something",
}


def sentence(entry: Entry, names: Mapping[int, str] | None = None) -> str:
    """Give an entry as a sentence, without its full stop.

    names: of members, by number, for entries about one.
    """
    return f"{who(entry)} {did(entry, names or {})} on {when(entry)}"


def who(entry: Entry) -> str:
    """Give the name of whoever did it; the desk where nobody was signed in."""
    if entry.by is None:
        return "The desk"
    return entry.by.get_full_name() or entry.by.username


def did(entry: Entry, names: Mapping[int, str]) -> str:
    """Give what was done; in words of the place where they are known, else of the kind."""
    phrase = DID.get((entry.kind, entry.place))
    if phrase is None:
        about = f" of {entry.subject}" if entry.subject else ""
        return f"{KINDS[entry.kind]} at “{entry.place}”{about}"
    act = entry.details.get("act") if entry.kind in (Kind.SIGN_IN, Kind.ADMINISTRATION) else None
    told = phrase.format(course=f"course {entry.subject}", member=_member(entry.subject, names))
    return f"{told} ({act})" if isinstance(act, str) else told


def _member(subject: str, names: Mapping[int, str]) -> str:
    number = subject.removeprefix("member-")
    return names.get(int(number), subject) if number.isdecimal() else "a member"


def when(entry: Entry) -> str:
    """Give the moment in local time."""
    return timezone.localtime(entry.at).strftime("%-d %B %Y, %H:%M")

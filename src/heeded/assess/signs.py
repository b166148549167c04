"""Signs: what the structured rows and the words of a course show that a duty asks about.

Each kind of sign of the catalogue has one function here, and each gives the places where it stands on file.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from heeded.assess.evidence import Row
from heeded.assess.facts import Facts, Sign
from heeded.catalogue.duties import SignRule
from heeded.catalogue.law import Law
from heeded.catalogue.recorded_as import RecordedAs

SENTENCE = re.compile(r"[^.;?!\n]+[.;?!\n]?")


def signs_of(rules: Iterable[SignRule], facts: Facts, law: Law) -> list[Sign]:
    """Give all signs of any of these kinds."""
    return [sign for rule in rules for sign in _seen(rule, facts, law)]


def said_undone(rules: Iterable[SignRule], facts: Facts) -> list[Sign]:
    """Give what the words say was not done of what would show that a duty was met."""
    codes = [code for rule in rules if rule.kind == "words" for code in rule.values]
    return [
        Sign(item.at, item.report_id, item.field, item.finding_id)
        for code in codes
        for item in facts.evidence.undone.get(code, [])
    ]


def _seen(rule: SignRule, facts: Facts, law: Law) -> list[Sign]:
    if rule not in facts.seen:
        facts.seen[rule] = list(KINDS[rule.kind](rule, facts, law))
    return facts.seen[rule]


def _words(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for code in rule.values:
        for item in facts.evidence.said.get(code, []):
            yield Sign(item.at, item.report_id, item.field, item.finding_id)


def _rows(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    """Give log entries of a kind: done, or a task whose day has passed; a task that still has time shows nothing."""
    for entry in facts.evidence.log:
        if entry["kind"] in rule.values and _told(entry, rule, law):
            sign = _entry(entry, facts)
            if sign:
                yield sign


def _event(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    """Give log entries of a kind as things that happened at their time; that the force gave them the kind suffices."""
    for entry in facts.evidence.log:
        if entry["kind"] in rule.values and _says(entry, rule):
            yield Sign(_moment(entry["at"]), str(entry["report_id"]), f"log:{entry['entry']}")


def _told(entry: Row, rule: SignRule, law: Law) -> bool:
    """Say whether an entry tells what a rule asks; without a word or a day, that nothing says it was not done."""
    if rule.says or rule.says_not or entry["done_at"] or entry["due_at"]:
        return _says(entry, rule)
    return not law.duties.not_yet_of_kinds.search(str(entry["text"]).lower())


def _says(entry: Row, rule: SignRule) -> bool:
    text = str(entry["text"]).lower()
    return (rule.says is None or bool(rule.says.search(text))) and not (rule.says_not and rule.says_not.search(text))


def _kept(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for entry in facts.evidence.log:
        due, done = _moment(entry["due_at"]), _moment(entry["done_at"])
        if entry["kind"] in rule.values and due and done and done <= due:
            yield Sign(done, str(entry["report_id"]), f"log:{entry['entry']}", due=due)


def _overdue(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for entry in facts.evidence.log:
        due, done = _moment(entry["due_at"]), _moment(entry["done_at"])
        if entry["kind"] in rule.values and due and _passed(due, done, facts):
            yield Sign(done or due, str(entry["report_id"]), f"log:{entry['entry']}", due=due)


def _passed(due: datetime, done: datetime | None, facts: Facts) -> bool:
    return done > due if done else bool(facts.today and due.date() < facts.today)


def _entry(entry: Row, facts: Facts) -> Sign | None:
    at, due, done = (_moment(entry[name]) for name in ("at", "due_at", "done_at"))
    where = (str(entry["report_id"]), f"log:{entry['entry']}")
    if done or not due:
        return Sign(done or at, *where, due=due)
    if facts.today and due.date() < facts.today:
        return Sign(due, *where, due=due, state="overdue")
    return None


def _log_says(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    """Give log entries in which a sentence holds one of the terms and does not say that it was not done."""
    assert rule.says
    if not any(stem in facts.log_words for stem in rule.stems):  # a search for each term is quicker than the pattern
        return
    for entry in facts.evidence.log:
        text = str(entry["text"]).lower()
        if rule.says.search(text) and any(_affirms(s, rule, law) for s in _sentences(text)):
            yield Sign(_moment(entry["at"]), str(entry["report_id"]), f"log:{entry['entry']}")


def _sentences(text: str) -> list[str]:
    """Give the sentences that state something; a question states nothing."""
    return [s for s in SENTENCE.findall(text) if not s.endswith("?")]


def _affirms(sentence: str, rule: SignRule, law: Law) -> bool:
    """Say whether a sentence holds a term, and nothing beside it that says it was not done or is still to be."""
    if not rule.says or not rule.says.search(sentence):
        return False
    return rule.of_failing or not law.duties.not_yet.search(rule.says.sub(" ", sentence))


def _outcome(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for report in facts.evidence.reports:
        if str(report["outcome_code"] or "").strip().upper() in rule.values:
            yield _of(report, "outcome", "outcome_at")


def _outcome_says(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for report in facts.evidence.reports:
        if rule.says and rule.says.search(str(report["outcome"] or "").lower()):
            yield _of(report, "outcome", "outcome_at")


def _recorded_as(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for report in facts.evidence.reports:
        if any(law.recorded_as.is_kind(report, kind) for kind in rule.values):
            yield _of(report, "offence")


def _recorded_otherwise(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    reports = facts.evidence.reports
    if not any(law.recorded_as.is_kind(r, kind) for r in reports for kind in rule.values):
        yield from (_of(r, "offence") for r in reports if r["offence"] or r["offence_code"])


def _reclassified_from(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for report in facts.evidence.reports:
        earlier = facts.evidence.versions.get(str(report["report_id"]), [])
        if any(_left(earlier, report, kind, law.recorded_as) for kind in rule.values):
            yield _of(report, "offence", "updated_at")


def _left(earlier: list[Row], report: Row, kind: str, known: RecordedAs) -> bool:
    return any(known.is_kind(version, kind) for version in earlier) and not known.is_kind(report, kind)


def _included(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for report in facts.evidence.reports:
        text = str(report["included_classifications"] or "").strip().lower()
        if text and (text in ("none", "nil", "no", "-")) == (rule.values == ("none",)):
            yield _of(report, "included_classifications")


def _flags(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for report in facts.evidence.reports:
        if rule.says and rule.says.search(str(report["flags"] or "").lower()):
            yield _of(report, "flags")


def _flags_without(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    if not any(_flags(rule, facts, law)):
        yield from (_of(r, "flags") for r in facts.evidence.reports if str(r["flags"] or "").strip())


def _grade(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    graded = [r for r in facts.evidence.reports if r["risk_grade"]]
    if graded and graded[-1]["risk_grade"] in rule.values:
        yield _of(graded[-1], "risk_grade")


def _kind(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for report in facts.evidence.reports:
        if report["kind"] in rule.values:
            yield _of(report, "kind")


def _stalking(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    if facts.stalking in rule.values:
        yield _of(facts.evidence.reports[0], "course")


def _reports(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    """Give the reports from the one by which there are so many."""
    yield from (_of(r, "report") for r in facts.evidence.reports[rule.number - 1 :])


def _course_made(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    reports = facts.evidence.reports
    yield _of(reports[min(1, len(reports) - 1)], "report")


def _suspect(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    if facts.evidence.suspect_named == (rule.values == ("named",)):
        yield _of(facts.evidence.reports[0], "course")


def _red_flag(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for flag in facts.flags:
        if rule.values == ("any",) or flag.code in rule.values:
            yield Sign(flag.first_on_file, flag.report_id, "red_flag", flag.findings[0])


def _forces(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    known = [r for r in facts.evidence.reports if r["force_id"]]
    if len({r["force_id"] for r in known}) >= rule.number:
        yield next(_of(r, "force_id") for r in known if r["force_id"] != known[0]["force_id"])


def _last_act(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    """Give the latest report that tells an act, dated by when it occurred where that is known."""
    told = {i.report_id for i in facts.evidence.items(law.acts)}
    acts = [r for r in facts.evidence.reports if r["report_id"] in told]
    if acts:
        last = max(acts, key=lambda r: str(_occurred(r) or ""))
        yield Sign(_occurred(last), str(last["report_id"]), "occurred_to")


def _stands(rule: SignRule, facts: Facts, law: Law) -> Iterator[Sign]:
    for point in facts.points:
        if point.standing == "stands" and f"{point.element.offence}.{point.element.id}" in rule.values:
            yield _of(facts.evidence.reports[0], "course")


def _occurred(report: Row) -> datetime | None:
    return _moment(report["occurred_to"]) or _moment(report["occurred_from"]) or _moment(report["recorded_at"])


def _of(report: Row, field: str, day: str = "recorded_at") -> Sign:
    return Sign(_moment(report[day]), str(report["report_id"]), field)


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


KINDS: dict[str, Callable[[SignRule, Facts, Law], Iterator[Sign]]] = {
    "words": _words,
    "rows": _rows,
    "event": _event,
    "log_says": _log_says,
    "outcome": _outcome,
    "outcome_says": _outcome_says,
    "recorded_as": _recorded_as,
    "recorded_otherwise": _recorded_otherwise,
    "reclassified_from": _reclassified_from,
    "included": _included,
    "flags": _flags,
    "flags_without": _flags_without,
    "grade": _grade,
    "kind": _kind,
    "stalking": _stalking,
    "reports": _reports,
    "course_made": _course_made,
    "kept": _kept,
    "overdue": _overdue,
    "suspect": _suspect,
    "red_flag": _red_flag,
    "forces": _forces,
    "last_act": _last_act,
    "stands": _stands,
}

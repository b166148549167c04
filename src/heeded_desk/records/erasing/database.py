"""What the database says about erased records: gone in one transaction, with the entry in the audit that says so."""

import re
from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.models import TextField
from django.db.models.functions import Cast

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Account, Case, CaseReport, Disclosure, Link, SearchKey, WorkEvent
from heeded_desk.decisions.models import Decision, Question
from heeded_desk.deliveries.models import Delivery, Prepared, Refusal
from heeded_desk.members.models import Force
from heeded_desk.records.erasing.plan import Plan, plan_of
from heeded_desk.records.erasing.pruning import About, about, emptied, pruned
from heeded_desk.records.models import Correction, Erasure, ReviewDecision, Schedule, SubjectFile

WORDS_GONE = "Erased"
OURS = {"cases", "decisions", "deliveries", "members", "audit", "records"}
"""Apps whose tables are named one by one; the tables of others are found by what they hang on."""
BLANK = {
    "title": "Erased in part", "why": "", "recorded_as": "", "relationship": "", "district": "", "content": "",
    "snooze_reason": "", "victim_id": "", "suspect_id": "", "flags": 0, "duties_unmet": 0, "questions": 0,
    "next_due_at": None, "gone": True, "change": "Erased in part",
}  # fmt: skip


def forget(erasure: Erasure, names: frozenset[str]) -> None:
    """Erase what the database holds of an erasure's plan, and put that on record; may be done again.

    names: of the people in the erased reports, to be looked for in what senders called their files.
    """
    force, plan = erasure.force, plan_of(erasure)
    Force.objects.select_for_update(no_key=True).get(pk=force.pk)  # nobody decides about it meanwhile
    went = {
        "decisions": _decisions(force, plan),
        "disclosures": _disclosures(force, plan),
        "whole": _whole(force, plan),
        "parted": _parted(force, plan),
    }
    Question.objects.filter(force=force, report_a__in=plan.reports).delete()
    Question.objects.filter(force=force, report_b__in=plan.reports).delete()
    _our_own(force, plan)
    _elsewhere(force, plan)
    _neighbours(force, plan)
    _labels(force, names)
    erasure.gone = {**went, "reports": len(plan.reports)}
    details = {"erasure": erasure.pk, "reason": erasure.reason, **erasure.gone}
    record(Kind.ERASURE, by=None, place="erasure-done", subject=erasure.course_id, force=force, details=details)


def _decisions(force: Force, plan: Plan) -> int:
    mine = Decision.objects.filter(force=force, decision_id__in=plan.decisions)
    return mine.delete()[1].get("decisions.Decision", 0)


def _disclosures(force: Force, plan: Plan) -> int:
    """Keep that something was given out, when and by whom; what the member typed goes."""
    went = 0
    for model in (Disclosure, Schedule):
        mine = model.objects.filter(force=force, course_id__in=plan.courses)
        went += mine.update(to_whom=WORDS_GONE, why=WORDS_GONE)
    return went


def _whole(force: Force, plan: Plan) -> int:
    mine = Case.objects.filter(force=force, course_id__in=plan.whole)
    Case.objects.filter(force=force, merged_into__in=plan.whole).update(merged_into="")
    return mine.delete()[1].get("cases.Case", 0)


def _parted(force: Force, plan: Plan) -> int:
    """Empty the cases that lose some of their reports; the next run fills them from what is left."""
    cases = list(Case.objects.select_for_update().filter(force=force, course_id__in=plan.parted))
    Case.objects.filter(pk__in=[c.pk for c in cases]).update(**BLANK)
    CaseReport.objects.filter(case__in=cases, report_id__in=plan.reports).delete()
    SearchKey.objects.filter(case__in=cases).delete()
    Link.objects.filter(case__in=cases).delete()
    Question.objects.filter(case_a__in=cases).delete()
    Question.objects.filter(case_b__in=cases).delete()
    WorkEvent.objects.filter(case__in=cases).update(reason="")
    for account in Account.objects.filter(case__in=cases).select_related("case"):
        account.words = {**emptied(account.words), "course_id": account.case.course_id}
        account.save(update_fields=["words"])
    return len(cases)


def _our_own(force: Force, plan: Plan) -> None:
    """Erase what these pages hold about an erased report; that it was given out stays in the audit."""
    files = SubjectFile.objects.filter(force=force).values_list("pk", "mentions")
    named = [pk for pk, mentions in files.iterator() if any(m.rsplit(":", 1)[0] in plan.reports for m in mentions)]
    SubjectFile.objects.filter(pk__in=named).delete()
    Correction.objects.filter(force=force, report_id__in=plan.reports).delete()
    ReviewDecision.objects.filter(force=force, case__course_id__in=plan.parted).delete()


def _elsewhere(force: Force, plan: Plan) -> None:
    """Erase rows of the other apps that hang on an emptied case or name an erased report."""
    cases = Case.objects.filter(force=force, course_id__in=plan.parted)
    for model in apps.get_models():
        if model._meta.app_label in OURS or not model.__module__.startswith("heeded_desk."):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Case:
                model.objects.filter(**{f"{field.name}__in": cases}).delete()
            elif field.name == "report_id":
                model.objects.filter(**_of(model, force), report_id__in=plan.reports).delete()


def _of(model: type[models.Model], force: Force) -> dict[str, object]:
    names = {field.name for field in model._meta.local_fields}
    return {"force": force} if "force" in names else {"case__force": force} if "case" in names else {}


def _neighbours(force: Force, plan: Plan) -> None:
    """Take what refers to the erased out of the accounts of other courses."""
    those = about(plan.needles)
    _unpublished(force)
    Link.objects.filter(case__force=force, report_a__in=plan.reports).delete()
    Link.objects.filter(case__force=force, report_b__in=plan.reports).delete()
    _prune(Account.objects.filter(case__force=force).exclude(case__course_id__in=plan.courses), those)


def _unpublished(force: Force) -> None:
    """Remove what no case has yet, or any more; a run that was cut off makes it ready again."""
    Prepared.objects.filter(run__force=force).delete()
    Account.objects.filter(run__force=force, case=None).delete()


def _prune(rows: models.QuerySet, those: About) -> None:
    said = rows.annotate(text=Cast("words", TextField())).values_list("pk", "text").order_by("pk")
    found = [pk for pk, text in said.iterator(chunk_size=500) if those.text.search(text)]
    for row in rows.filter(pk__in=found):
        row.words = pruned(row.words, those)
        row.save(update_fields=["words"])


def _labels(force: Force, names: frozenset[str]) -> None:
    """Take a sender's own name of a file away where one of the people is named in it."""
    for model, instead in ((Delivery, ""), (Refusal, "file")):
        rows = model.objects.filter(force=force).values_list("pk", "label")
        named = [pk for pk, label in rows.iterator() if not names.isdisjoint(_words(label))]
        model.objects.filter(pk__in=named).update(label=instead)


def _words(text: str) -> Iterable[str]:
    return re.findall(r"[^\W\d_]{3,}", text.casefold())

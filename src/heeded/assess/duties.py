"""What guidance asks of the police, held against what the record says was done."""

from dataclasses import dataclass

from heeded.assess.evidence import Evidence, Item
from heeded.catalogue.law import Duty, Law


@dataclass(frozen=True, slots=True)
class Check:
    """One duty and its answer: met, not_met, cannot_tell or not_applicable."""

    duty: Duty
    answer: str
    items: tuple[Item, ...]


def checks_of(evidence: Evidence, law: Law, stalking: str, flagged: bool) -> list[Check]:
    """Hold each duty against a course. Silence of the record is `cannot_tell`, never `not_met`."""
    return [_check(duty, evidence, stalking, flagged) for duty in law.duties]


def _check(duty: Duty, evidence: Evidence, stalking: str, flagged: bool) -> Check:
    if not _applies(duty, evidence, stalking, flagged):
        return Check(duty, "not_applicable", ())
    keys = [f"response.{code}" for code in sorted(duty.evidenced_by)]
    done = [i for key in keys for i in evidence.said.get(key, [])]
    if done:
        return Check(duty, "met", tuple(done))
    undone = [i for key in keys for i in evidence.undone.get(key, [])]
    return Check(duty, "not_met" if undone else "cannot_tell", tuple(undone))


def _applies(duty: Duty, evidence: Evidence, stalking: str, flagged: bool) -> bool:
    if stalking == "not_indicated":
        return False
    conditions = {
        "always": True,
        "two_reports": len(evidence.reports) > 1,
        "red_flag": flagged,
        "named_suspect": evidence.suspect_named,
        "indicated": stalking == "indicated",
        "breach": bool(evidence.said.get("behaviour.breaching") or evidence.said.get("risk.order_breach")),
    }
    return conditions[duty.applies]

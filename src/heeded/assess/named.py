"""What inspectors find again and again, found in a course and called by its name."""

from collections.abc import Iterable

from heeded.assess.duties import Check
from heeded.assess.evidence import Row
from heeded.catalogue.law import NamedFinding


def named_in(
    checks: Iterable[Check], unrecognised: bool, report_ids: list[str], known: Iterable[NamedFinding]
) -> list[Row]:
    """Give the named findings of a course, each with the reports that it stands in.

    report_ids: of the course, in time order; all of them stand for a course that is unrecognised.
    """
    held = {check.duty.id: check for check in checks}
    found: list[Row] = []
    for name in known:
        if name.check is None:
            found += [{"code": name.id, "reports": report_ids}] * unrecognised
        elif name.check in held and held[name.check].answer in name.answers:
            check = held[name.check]
            own = {sign.report_id for sign in (check.occasion, *check.signs) if sign}
            found.append({"code": name.id, "reports": [i for i in report_ids if i in own] or report_ids})
    return found

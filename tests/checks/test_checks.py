"""Every check has, for each of its four answers, cases that show when it is given: one table of cases for one check."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from checks_words import answer

from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import Law

FOLDER = Path(__file__).parent
ANSWERS = ("met", "not_met", "cannot_tell", "not_applicable")
Case = dict[str, Any]


def table(check_id: str) -> dict[str, list[Case]]:
    """Give the cases of a check by the answer that they must get."""
    given = yaml.safe_load((FOLDER / f"{check_id}.yaml").read_text(encoding="utf-8"))
    return {key: cases if isinstance(cases, list) else [cases] for key, cases in given.items()}


CHECKS = sorted(path.stem for path in (catalogue_folder() / "duties").glob("*.yaml"))
CASES = [
    pytest.param(check_id, expected, case, id=f"{check_id} {expected} {number}")
    for check_id in CHECKS
    if (FOLDER / f"{check_id}.yaml").is_file()
    for expected, cases in table(check_id).items()
    for number, case in enumerate(cases, start=1)
]


@pytest.mark.parametrize(("check_id", "expected", "case"), CASES)
def test_the_answer_is_the_one_written_in_the_table(check_id: str, expected: str, case: Case, law: Law) -> None:
    check = answer(case, check_id, law)

    assert (check.answer, check.why) == (expected, case.get("why", check.why))
    for name in ("due_at", "done_at"):
        if name in case:
            assert f"{getattr(check, name):%Y-%m-%d %H:%M}" == case[name]


def test_every_check_has_cases_for_each_of_its_four_answers() -> None:
    lacking = {
        check_id: sorted(set(ANSWERS) - table(check_id).keys())
        for check_id in CHECKS
        if not (FOLDER / f"{check_id}.yaml").is_file() or set(ANSWERS) - table(check_id).keys()
    }

    assert lacking == {}


def test_there_are_at_least_forty_checks() -> None:
    assert len(CHECKS) >= 40


def test_what_is_met_or_not_met_shows_where_it_stands(law: Law) -> None:
    bare = [
        (check_id, expected)
        for check_id in CHECKS
        for expected in ("met", "not_met")
        for case in table(check_id)[expected]
        if not answer(case, check_id, law).signs
    ]

    assert bare == []

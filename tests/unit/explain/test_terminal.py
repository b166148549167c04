import io
import json
from typing import Any

from invented_run import invented, tables_of
from rich.console import Console

from heeded.catalogue.folder import catalogue_folder
from heeded.explain import explain_courses, load_wording, show_account, show_list

WORDING = load_wording(catalogue_folder())


def printed(narrative: str, quote: str, **console: Any) -> str:
    tables = tables_of(
        {
            "courses": [
                {
                    "course_id": "C",
                    "reports": [
                        {
                            "report_id": "R",
                            "recorded_at": "2026-01-01T10:00:00",
                            "narrative": narrative,
                            "findings": [["behaviour.loitering", quote]],
                        }
                    ],
                    "assessment": {"stalking": "possible"},
                }
            ]
        }
    )
    shown = Console(file=io.StringIO(), **console)
    show_account(json.loads(explain_courses(tables, WORDING)["accounts"].to_pylist()[0]["account"]), shown)
    return shown.file.getvalue()  # type: ignore[attr-defined]


def test_brackets_in_a_text_are_printed_as_they_stand() -> None:
    assert "“[red]waits[/red]” – waits or hangs around" in printed("he [red]waits[/red]", "[red]waits[/red]", width=80)


def test_a_text_cannot_steer_the_terminal() -> None:
    text = printed("he \x1b[2Jwaits\u202e", "he \x1b[2Jwaits\u202e", width=80)

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "waits" in text


def test_output_that_is_no_terminal_is_plain() -> None:
    assert "\x1b" not in printed("he waits", "waits", width=80)


def test_output_on_a_terminal_has_weight() -> None:
    assert "\x1b[1m" in printed("he waits", "waits", width=80, force_terminal=True, color_system="standard")


def test_narrow_and_wide_terminals_show_the_same_words() -> None:
    narrow, wide = (printed("he waits " * 30, "he waits " * 29, width=w) for w in (40, 200))

    assert narrow.split() == wide.split()
    assert max(map(len, narrow.splitlines())) <= 40


def test_the_list_of_a_run_without_courses_to_look_at_says_so() -> None:
    report = {"report_id": "R", "narrative": ""}
    tables = tables_of(
        {"courses": [{"course_id": "C", "reports": [report], "assessment": {"stalking": "not_indicated"}}]}
    )
    console = Console(file=io.StringIO(), width=200)

    show_list(tables, console)

    assert console.file.getvalue() == (  # type: ignore[attr-defined]
        "No course in which the words on file indicate stalking, or may be part of it."
        " In 1 course more the words on file do not, so far, indicate stalking.\n"
    )


def test_the_list_names_nobody() -> None:
    console = Console(file=io.StringIO(), width=80)
    tables = invented("northmoor")

    show_list(tables, console)

    shown = console.file.getvalue().casefold()  # type: ignore[attr-defined]
    names = {m[part].casefold() for m in tables["mentions"].to_pylist() for part in ("forename", "surname") if m[part]}
    assert not {n for n in names if len(n) > 1 and n in shown.split()}

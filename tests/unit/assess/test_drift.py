"""Drift: one act from the caller's words to the file, where force and agent fade, and where they do not."""

from typing import Any

import pytest
from checks_words import quoted_course

from heeded.assess.drift import drifts_of
from heeded.assess.evidence import gather
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import load_law

LAW = load_law(catalogue_folder())
Report = dict[str, Any]


def faded(*reports: Report) -> list[tuple[str, tuple[str, ...], list[str]]]:
    """Give what fades: the act, what of it, and the stages that tell it."""
    evidence = next(gather(quoted_course(*reports)))
    return [(d.act, d.faded, [t.stage for t in d.tellings]) for d in drifts_of(evidence, LAW.drift)]


def call(text: str, *said: tuple[str, str], log: tuple[str, ...] = (), **more: Any) -> Report:
    return {"kind": "incident", "narrative": text, "said": list(said), "log": [{"text": t} for t in log], **more}


THREAT = ("behaviour.threatening", "said he will kill her")
CALL = "Caller says he is outside and said he will kill her."


@pytest.mark.parametrize(
    ("reports", "found"),
    [
        (
            [call(CALL, THREAT, log=("He made comments to her, both spoken to.",))],
            [("threat", ("force",), ["caller", "log"])],
        ),
        (
            [call(CALL, THREAT, log=("Comments were made to her.",))],
            [("threat", ("force", "agent"), ["caller", "log"])],
        ),
        ([call(CALL, THREAT, log=("Attended. No reply.",))], []),
        (
            [call(CALL, THREAT, log=("Comments were made on the car park.",))],
            [],
        ),  # nobody in the sentence: of something else
        ([call(CALL, THREAT, log=("He said he will kill her, arrested.",), said_log=[(0, *THREAT)])], []),
    ],
)
def test_an_act_fades_where_later_words_have_less_force_or_nobody_in_them(
    reports: list[Report], found: list[tuple[str, tuple[str, ...], list[str]]]
) -> None:
    assert faded(*reports) == found


def test_a_passive_loses_who_did_it_and_a_by_keeps_it() -> None:
    first = call("He followed her home.", ("behaviour.following", "followed her home"))
    lost = {
        "kind": "crime",
        "narrative": "Victim was followed home.",
        "said": [("behaviour.following", "was followed home")],
        "hours": 5,
    }
    kept = {
        **lost,
        "narrative": "Victim was followed home by the suspect.",
        "said": [("behaviour.following", "was followed home by")],
    }

    assert faded(first, lost) == [("pursuit", ("agent",), ["caller", "crime"])]
    assert faded(first, kept) == []


def test_a_crime_recorded_much_later_is_another_matter() -> None:
    first = call("He followed her home.", ("behaviour.following", "followed her home"))
    later = {
        "kind": "crime",
        "narrative": "Victim was followed home.",
        "said": [("behaviour.following", "was followed home")],
        "hours": 24 * 9,
    }

    assert faded(first, later) == []


def test_the_short_form_of_a_crime_is_held_against_its_narrative() -> None:
    text = "MO: ex shouts in street.\nShe says he stood outside shouting that he would burn her in her bed."
    crime = {"kind": "crime", "narrative": text, "said": [("behaviour.threatening", "he would burn her in her bed")]}

    assert faded(crime) == [("threat", ("force",), ["crime", "short"])]


def test_a_summary_that_tells_the_act_once_in_full_has_not_weakened_it() -> None:
    first = call("He is banging on her door and screaming.", ("behaviour.attending_home", "banging on her door"))
    crime = {
        "kind": "crime",
        "narrative": "Suspect called at the house. He was banging on the door for an hour.",
        "said": [
            ("behaviour.attending_home", "called at the house"),
            ("behaviour.attending_home", "banging on the door"),
        ],
        "hours": 3,
    }

    assert faded(first, crime) == []


def test_every_quotation_is_the_text_s_own_characters() -> None:
    reports = [call(f"  {CALL}  More of it.", THREAT, log=("  Comments were made to her ;",))]
    evidence = next(gather(quoted_course(*reports)))
    texts = {"narrative": reports[0]["narrative"], "log:0": reports[0]["log"][0]["text"]}
    tellings = [t for d in drifts_of(evidence, LAW.drift) for t in d.tellings]

    assert [t.quote for t in tellings] == [
        "Caller says he is outside and said he will kill her",
        "Comments were made to her",
    ]
    assert all(texts[t.field][t.start : t.end] == t.quote for t in tellings)

"""The second reader as shipped: what it adds, what it takes out, what it leaves alone."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pytest

from heeded.catalogue import Catalogue
from heeded.catalogue.folder import catalogue_folder
from heeded.model import contracts
from heeded.read.arrange import arrange
from heeded.read.read_reports import read_arranged
from heeded.read.second import SecondReader, load_second_reader
from heeded.read.second.revise import RULE, spare
from heeded.read.second.second_reader import MOST_CHARACTERS, Review, Seen, _by_sentence
from heeded.ready import ready

TEXT = (
    "The ex has been stood outside her block three nights running. The concierge has twice found him on her landing."
    " She has moved in with her mother. She reports that the lift is out of order."
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return ready(catalogue_folder()).catalogue


@pytest.fixture(scope="module")
def second(catalogue: Catalogue) -> SecondReader:
    loaded = load_second_reader(catalogue.shorthand)
    assert loaded, "the extra second-reader belongs to the tests"
    return loaded


def read(texts: list[str], catalogue: Catalogue, second: SecondReader | None, threads: int = 1) -> pa.Table:
    rows: Iterator[dict[str, object]] = (
        {"report_id": f"R{n:04}", "recorded_at_certain": True, "narrative": text, "versions": 1}
        for n, text in enumerate(texts)
    )
    given = contracts.table("reports", list(rows)), contracts.empty("log"), contracts.empty("mentions")
    reader = ready(catalogue_folder()).reader(second)
    return read_arranged(reader, arrange(*given), threads=threads)["findings"]


def test_what_it_finds_is_a_whole_sentence_with_its_likest_and_a_confidence(
    catalogue: Catalogue, second: SecondReader
) -> None:
    found = read([TEXT], catalogue, second).to_pylist()

    mine = [row for row in found if row["rule_id"] == RULE]
    assert mine
    for row in mine:
        assert row["quote"] == TEXT[row["start"] : row["end"]]
        assert row["quote"].endswith(".")
        assert row["example"]
        assert 0 < row["confidence"] <= 1
        assert row["context"] == "affirmed"
    assert len({row["finding_id"] for row in found}) == len(found)


def test_findings_are_in_the_order_of_the_text(catalogue: Catalogue, second: SecondReader) -> None:
    found = read([TEXT, TEXT], catalogue, second)

    keys = list(zip(found.column("report_id").to_pylist(), found.column("start").to_pylist(), strict=True))
    assert keys == sorted(keys)


def test_a_report_in_which_the_rules_find_nothing_is_not_read_again(catalogue: Catalogue, second: SecondReader) -> None:
    text = "The street lamp by the bridge is out again. Council told."

    assert read([text], catalogue, None).num_rows == read([text], catalogue, second).num_rows == 0


def test_what_is_said_of_a_report_does_not_depend_on_others_or_on_threads(
    catalogue: Catalogue, second: SecondReader
) -> None:
    alone = read([TEXT], catalogue, second).drop_columns(["finding_id", "report_id"]).to_pylist()
    many = read([TEXT, "He rang.", TEXT * 2] * 5, catalogue, second)

    first = many.filter(pa.compute.equal(many.column("report_id"), "R0000"))
    assert first.drop_columns(["finding_id", "report_id"]).to_pylist() == alone
    assert many.equals(read([TEXT, "He rang.", TEXT * 2] * 5, catalogue, second, threads=2))


def test_where_a_rule_saw_it_turned_nothing_is_added(second: SecondReader) -> None:
    sentence = "He followed her home in his van and waited outside the house all night."
    following = ("behaviour", "following")

    free = second.review(sentence, [])
    turned = second.review(sentence, [Seen(0, 3, 11, following, "behaviour.following", stands=False)])

    assert following in {one.code for one in free.added}
    assert following not in {one.code for one in turned.added}


def test_what_the_network_does_not_bear_out_at_all_is_taken_out(second: SecondReader) -> None:
    text = "The washing machine is on a fast spin cycle."
    seen = [Seen(7, 4, 19, ("behaviour", "messaging"), "a.rule.nobody.knows", stands=True)]

    assert second.review(text, seen).taken_out == {7}


def test_a_text_longer_than_any_report_is_left_to_the_rules(second: SecondReader) -> None:
    seen = [Seen(7, 4, 19, ("behaviour", "messaging"), "a.rule.nobody.knows", stands=True)]

    assert second.review("The machine is on. " * MOST_CHARACTERS, seen) == Review()


def test_each_finding_belongs_to_the_sentence_in_which_it_begins() -> None:
    seen = [Seen(n, at, at + 1, ("risk", "entry"), "r", stands=True) for n, at in enumerate((25, 3, 11))]

    by_sentence = [[one.start for one in here] for _, here in _by_sentence([(0, 10), (12, 20), (21, 30)], seen)]

    assert by_sentence == [[3, 11], [], [25]]


@pytest.mark.parametrize(
    "text",
    [
        "Complaint of abusive calls / case 41-0092",
        "Caller says somebody has been stalking her",
        "Unwanted contacts from a fellow student, advice given over the counter.",
        "Nuisance messages, ref 7731, to be seen by the day shift.",
        "Restraining order violated, see other log.",
    ],
)
def test_a_report_is_never_left_without_the_only_act_that_the_rules_saw(
    text: str, catalogue: Catalogue, second: SecondReader
) -> None:
    acts = [
        {row["code"] for row in read([text], catalogue, reader).to_pylist() if row["family"] == "behaviour"}
        for reader in (None, second)
    ]

    assert acts[0] and acts[1]


def test_of_several_acts_that_would_all_be_taken_out_the_surest_stays() -> None:
    seen = {n: [Seen(n, 0, 5, ("behaviour", "phoning"), "behaviour.phoning", stands=True)] for n in range(3)}
    reviews = {n: Review(confidence={n: share}, taken_out={n}) for n, share in enumerate((0.01, 0.05, 0.02))}

    spare(seen, np.array([2, 3]), reviews)  # the first two texts are one report, the third is another

    assert [n for n, review in reviews.items() if review.taken_out] == [0]


def test_an_act_is_taken_out_where_another_of_the_report_stays() -> None:
    seen = {0: [Seen(n, n, n + 5, ("behaviour", "phoning"), "behaviour.phoning", stands=True) for n in range(2)]}
    reviews = {0: Review(confidence={0: 0.9, 1: 0.01}, taken_out={1})}

    spare(seen, np.array([1]), reviews)

    assert reviews[0].taken_out == {1}

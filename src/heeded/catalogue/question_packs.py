"""Question packs: the shape in which a force keeps the questions of a screening tool that it has a licence for.

None is shipped but the empty one. Answers are listed, never summed; what was not asked is unknown, and unknown is not
no.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.schema import hold_against
from heeded.toolbox.errors import CatalogueError

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the answers that may be given, and those that ask for a second look."""

    id: str
    text: str
    answers: tuple[str, ...]
    concern_if: frozenset[str]
    code: str | None
    only_if: tuple[str, frozenset[str]] | None


@dataclass(frozen=True, slots=True)
class QuestionPack:
    """The questions of one tool in one version, and the licence that they are used on."""

    id: str
    title: str
    version: int
    licence: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question; `concern` says that it asks for a second look."""

    question: Question
    answer: str
    concern: bool


def load_pack(path: Path, catalogue: Path | None = None) -> QuestionPack:
    """Load a question pack; raises CatalogueError naming the file and what is wrong with it."""
    folder = catalogue or catalogue_folder()
    given = read_yaml(path)
    hold_against(folder / "schema" / "question-pack.json", given, path)
    questions = tuple(_question(q) for q in given["questions"])
    _check(path, questions, tomllib.loads((folder / "taxonomy.toml").read_text(encoding="utf-8"))["risk"])
    return QuestionPack(given["id"], given["title"], given["version"], given["licence"], questions)


def _question(given: Mapping[str, Any]) -> Question:
    only_if = given.get("only_if")
    return Question(
        id=given["id"],
        text=given["text"],
        answers=tuple(given["answers"]),
        concern_if=frozenset(given["concern_if"]),
        code=given.get("code"),
        only_if=(only_if["question"], frozenset(only_if["answers"])) if only_if else None,
    )


def _check(path: Path, questions: tuple[Question, ...], risks: Mapping[str, str]) -> None:
    """Hold questions against one another and the taxonomy: no id twice, no answer or code that there is not."""
    seen: dict[str, Question] = {}
    for question in questions:
        faults = {
            "stands twice": question.id in seen,
            "has a concern_if that is none of its answers": not question.concern_if <= {*question.answers, UNKNOWN},
            "names a code that the taxonomy lacks": bool(question.code) and str(question.code)[5:] not in risks,
            "hangs on a question or answer that does not come before it": not _hangs_on(question, seen),
        }
        for fault, true in faults.items():
            if true:
                raise CatalogueError(f"{path.name}: question {question.id} {fault}.")
        seen[question.id] = question


def _hangs_on(question: Question, seen: Mapping[str, Question]) -> bool:
    """Say whether what a question hangs on, if anything, comes before it."""
    if question.only_if is None:
        return True
    other, answers = question.only_if
    return other in seen and answers <= {*seen[other].answers, UNKNOWN}


def answered(pack: QuestionPack, given: Mapping[str, str]) -> list[Answer]:
    """Give an answer to every question that is to be asked, `unknown` where none was given.

    given: answers by question id. A question that hangs on another is left out where that one got another answer.
    Raises CatalogueError for an answer that the question does not allow, naming the question and not the answer.
    """
    answers: dict[str, Answer] = {}
    for question in pack.questions:
        hangs = question.only_if
        if hangs and (hangs[0] not in answers or answers[hangs[0]].answer not in hangs[1]):
            continue
        answer = given.get(question.id, UNKNOWN)
        if answer not in (*question.answers, UNKNOWN):
            raise CatalogueError(f"Question {question.id} of {pack.id} does not allow that answer.")
        answers[question.id] = Answer(question, answer, answer in question.concern_if)
    return list(answers.values())

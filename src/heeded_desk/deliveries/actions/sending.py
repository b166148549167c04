"""An upload as a member sent it: each file taken in or refused by itself, and one run asked for."""

from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.actions.taking import Sent, keep_mapping, label_of, refuse, take
from heeded_desk.deliveries.content import NotTakenError
from heeded_desk.deliveries.models import Delivery, Run
from heeded_desk.deliveries.uploading import largest
from heeded_desk.deliveries.watching import TOO_LARGE
from heeded_desk.members.models import Force, Member


@dataclass(slots=True)
class Outcome:
    """What became of what was sent: labels that were taken in, (label, sentence) of what was not, the run asked for."""

    taken: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    run: Run | None = None


def send(
    force: Force, files: list[UploadedFile], mapping: UploadedFile | None, too_large: list[str], *, by: Member
) -> Outcome:
    """Take in what can be taken in; what cannot is refused and on record, and hinders nothing else."""
    outcome = Outcome()
    for name in too_large:
        _refuse(force, outcome, Sent(Path(), name, Delivery.How.UPLOAD, by), TOO_LARGE.format(largest=largest()))
    if mapping:
        sent = Sent(Path(mapping.temporary_file_path()), mapping.name, Delivery.How.UPLOAD, by)
        _try(force, outcome, sent, lambda: keep_mapping(force, sent.path, by=by))
    for file in files:
        sent = Sent(Path(file.temporary_file_path()), file.name, Delivery.How.UPLOAD, by, file.checked)
        _try(force, outcome, sent, lambda sent=sent, file=file: _take(force, sent, file.refusal))
    if outcome.taken:
        outcome.run = ask_for_run(force)
    return outcome


def _take(force: Force, sent: Sent, refusal: str) -> None:
    if refusal:
        raise NotTakenError(refusal)
    take(force, sent)


def _try(force: Force, outcome: Outcome, sent: Sent, act: object) -> None:
    try:
        act()  # type: ignore[operator]
    except NotTakenError as error:
        _refuse(force, outcome, sent, str(error))
    else:
        outcome.taken.append(label_of(sent.label))


def _refuse(force: Force, outcome: Outcome, sent: Sent, sentence: str) -> None:
    refuse(force, sent, sentence)
    outcome.refused.append((label_of(sent.label), sentence))

"""A catalogue is made ready once in a process, and anew as soon as a file of it, or a word of a force's, is another."""

from pathlib import Path

import pytest

from heeded import ready as module
from heeded.catalogue.shorthand import Own
from heeded.ready import ready


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of one file; loading and compiling, which are tested elsewhere, give what they were given."""

    def loaded(where: Path, own: Own | None) -> list[object]:
        return [where, own]

    monkeypatch.setattr(module, "load_catalogue", loaded)
    monkeypatch.setattr(module, "compile_catalogue", lambda catalogue: [catalogue])
    monkeypatch.setattr(module, "_made", {})
    (tmp_path / "rule.yaml").write_text("id: one\n", encoding="utf-8")
    return tmp_path


def test_what_has_not_changed_is_made_ready_once(folder: Path) -> None:
    assert ready(folder) is ready(folder, {})


def test_a_file_that_changed_is_read_again(folder: Path) -> None:
    before = ready(folder)
    (folder / "rule.yaml").write_text("id: two\n", encoding="utf-8")

    assert ready(folder) is not before


def test_a_force_s_own_words_are_not_another_s(folder: Path) -> None:
    ours, theirs = ready(folder), ready(folder, {"mop": "member of public"})

    assert theirs is not ours
    assert theirs.compiled == [[folder, {"mop": "member of public"}]]
    assert ready(folder).compiled == [[folder, None]]


def test_one_is_kept(folder: Path) -> None:
    ready(folder)
    ready(folder, {"mop": "member of public"})

    assert len(module._made) == 1

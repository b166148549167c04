"""What linking knows beforehand is complete, and disagrees loudly when it is not."""

import json
import shutil
from pathlib import Path

import pytest

from heeded.catalogue.folder import catalogue_folder
from heeded.link.compare import GIVEN_OTHER, PERSONS
from heeded.link.knowledge import load_knowledge
from heeded.toolbox.errors import CatalogueError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(catalogue_folder() / "linking", tmp_path / "linking"))


def test_the_shipped_model_fits_the_comparisons(folder: Path) -> None:
    knowledge = load_knowledge(folder)

    assert set(knowledge.persons.levels) == {c.name for c in PERSONS}
    assert set(knowledge.given_other.levels) == {c.name for c in GIVEN_OTHER}


def test_every_share_of_the_model_is_a_share(folder: Path) -> None:
    knowledge = load_knowledge(folder)

    shares = [
        share
        for model in (knowledge.persons, knowledge.given_other)
        for levels in model.levels.values()
        for pair in levels.values()
        for share in pair
    ]
    assert all(0 < share <= 1 for share in shares)
    assert 0 < knowledge.persons.prior < knowledge.given_other.prior < 1


def test_agreement_speaks_for_and_difference_against_the_same_person(folder: Path) -> None:
    levels = load_knowledge(folder).persons.levels

    for name, said in levels.items():
        m, u = said["different"]
        assert m < u, name
    assert all(m > u for label, (m, u) in levels["name"].items() if label.startswith("same forename and surname"))


def test_a_rarer_name_weighs_more(folder: Path) -> None:
    name = load_knowledge(folder).persons.levels["name"]
    exact = [m / u for label, (m, u) in name.items() if label.startswith("same forename and surname")]

    assert exact == sorted(exact, reverse=True)
    assert len(exact) == 5


def test_a_model_that_lacks_a_level_is_refused(folder: Path) -> None:
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    model["persons"]["comparisons"]["name"].pop()
    (folder / "model.json").write_text(json.dumps(model), encoding="utf-8")

    with pytest.raises(CatalogueError, match="train it again"):
        load_knowledge(folder)


def test_a_model_that_is_no_json_is_refused_by_name(folder: Path) -> None:
    (folder / "model.json").write_text("{", encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"model\.json"):
        load_knowledge(folder)

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.jurisdictions import load_jurisdiction
from heeded.explain.wording import FAMILIES, load_wording
from heeded.toolbox.errors import CatalogueError

FOLDER = catalogue_folder()
WORDING = load_wording(FOLDER)
TAXONOMY = tomllib.loads((FOLDER / "taxonomy.toml").read_text(encoding="utf-8"))
NEVER = re.compile(
    r"\b(score|likely|unlikely|guilty|convict\w*|will kill|dangerous person|hysteric\w*|alleged victim|predict\w*)\b"
)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_code_of_the_taxonomy_has_a_title_and_no_other_has(family: str) -> None:
    assert WORDING.titles[family].keys() == TAXONOMY[family].keys()


@pytest.mark.parametrize("family", FAMILIES)
def test_titles_can_stand_in_a_list(family: str) -> None:
    bare = [re.sub(r"\(.*?\)", "", title) for title in WORDING.titles[family].values()]

    assert [title for title in bare if re.search(r"[,;_]|\.$", title)] == []


def test_no_wording_scores_foretells_or_belittles() -> None:
    words = "\n".join(p.read_text(encoding="utf-8") for p in sorted((FOLDER / "wording").glob("*.yaml")))

    assert NEVER.findall(words) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_context_but_affirmed_is_said_before_the_title(family: str) -> None:
    code = sorted(WORDING.titles[family])[0]
    labels = {c: WORDING.label(family, code, c) for c in TAXONOMY["context"]}
    title = WORDING.title(family, code)

    assert labels.pop("affirmed") == title
    assert all(label.endswith(f": {title}") and len(label) > len(title) + 2 for label in labels.values())


def test_every_element_and_duty_of_the_catalogue_has_a_title() -> None:
    elements = [e.id for o in load_jurisdiction(FOLDER).offences for e in o.elements]
    duties = [read_yaml(p)["id"] for p in sorted((FOLDER / "duties").glob("*.yaml"))]

    assert elements
    assert all("_" not in WORDING.element(e) and WORDING.element(e)[0].isupper() for e in elements)
    assert all(WORDING.duty(d)[0].isupper() for d in duties)


def test_every_duty_of_the_catalogue_has_a_next_step() -> None:
    steps = {s["when"] for s in WORDING.steps}

    assert {read_yaml(p)["id"] for p in (FOLDER / "duties").glob("*.yaml")} <= steps


def test_what_has_no_title_yet_is_said_by_its_id() -> None:
    assert WORDING.element("an_element_to_come") == "an element to come"
    assert WORDING.offence("s9Z_new") == "s9Z new"
    assert WORDING.duty("some-new-duty") == "some new duty"


def test_a_code_without_title_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(FOLDER / "wording", folder / "wording")
    taxonomy = (FOLDER / "taxonomy.toml").read_text(encoding="utf-8")
    (folder / "taxonomy.toml").write_text(taxonomy + '\na_new_concern = "words"\n', encoding="utf-8")

    with pytest.raises(CatalogueError, match="concern a_new_concern"):
        load_wording(folder)

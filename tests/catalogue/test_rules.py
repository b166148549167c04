"""Every rule proves itself, under the whole catalogue."""

import re
from pathlib import Path

import pytest

from heeded.catalogue import Catalogue
from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.folder import catalogue_folder
from heeded.read.prove import faults_of
from heeded.ready import ready

FOLDER = catalogue_folder()
RULES = sorted((FOLDER / "rules").rglob("*.yaml"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return ready(FOLDER).catalogue


def test_every_example_is_found_and_every_counter_example_is_spared(catalogue: Catalogue) -> None:
    assert list(faults_of(catalogue)) == []


def test_there_are_at_least_sixty_rules(catalogue: Catalogue) -> None:
    assert len(catalogue.rules) >= 60


def test_no_two_rules_share_an_id_or_a_title(catalogue: Catalogue) -> None:
    ids = [r.id for r in catalogue.rules]
    titles = [r.title for r in catalogue.rules]

    assert len(set(ids)) == len(ids)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("path", RULES, ids=lambda p: p.stem)
def test_a_file_is_named_as_its_rule_and_lies_in_its_family(path: Path) -> None:
    rule = read_yaml(path)

    assert (
        rule["id"] == f"{path.parent.name}.{path.stem}"
        or rule["id"].replace(".", "-", 2) == f"{path.parent.name}-{path.stem}"
    )
    assert rule["family"] == path.parent.name


def test_every_code_of_the_taxonomy_that_a_rule_bears_is_in_the_taxonomy(catalogue: Catalogue) -> None:
    text = (FOLDER / "taxonomy.toml").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z_]+)\s*=", text, re.MULTILINE))

    assert {r.code for r in catalogue.rules} | {c for r in catalogue.rules for _, c in r.also} <= known


def test_every_word_list_is_used() -> None:
    texts = "".join(p.read_text(encoding="utf-8") for p in FOLDER.rglob("*.yaml"))

    assert [p.stem for p in sorted((FOLDER / "words").glob("*.yaml")) if f"{{{p.stem}}}" not in texts] == []

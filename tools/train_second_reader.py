"""Teach the second reader and write it as it is shipped.

    python tools/train_second_reader.py --base FOLDER --case FILE ... [--unseen HAND,...] [--leave-out NAME]

Needs the extra `train`. FOLDER holds the published sentence encoder all-MiniLM-L6-v2 (Apache-2.0) as transformers
reads it; its weights must have the SHA-256 that BASE_HASH states. FILE: labelled cases.

1. It is taught the lines of training/hands, but for the unseen hands, and the cases.
2. How far to trust it and each rule is fitted on the unseen hands, which neither has seen.
3. It is taught a little more, with the unseen hands among the rest, and written.

--leave-out: a hand or file of cases that is never taught; the report's last lines then tell how it reads that.
"""

import argparse
import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path

import torch
from second_reader.hits import hits_in
from second_reader.lines import Line, lines_of_cases, lines_of_hands
from second_reader.ship import ship_examples, ship_network, ship_weights
from second_reader.teach import Teacher
from second_reader.weigh import Weighing

from heeded.catalogue import Catalogue, load_catalogue
from heeded.catalogue.catalogue import FAMILIES
from heeded.catalogue.folder import catalogue_folder
from heeded.read.second.second_reader import FOLDER

BASE_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
UNSEEN = "records,people,desks,enquiries"
EPOCHS, MORE_EPOCHS = 4, 1
SPEED, MORE_SPEED = 2e-4, 5e-5


def main() -> None:
    """Read the arguments and do the three steps."""
    given = _arguments()
    _check(given.base)
    torch.set_num_threads(given.threads)
    catalogue = load_catalogue(catalogue_folder())
    lines = [line for case in given.case for line in lines_of_cases(case)] + list(lines_of_hands(given.hands))
    taught = [line for line in lines if line.hand not in given.leave_out]
    unseen = [line for line in taught if line.hand in given.unseen.split(",")]
    teacher = Teacher(given.base, codes(), catalogue.shorthand)
    teacher.teach([line for line in taught if line.hand not in given.unseen.split(",")], EPOCHS, SPEED)
    numbers = weighed(teacher, unseen, catalogue)
    teacher.teach(taught, MORE_EPOCHS, MORE_SPEED)
    ship_network(teacher, given.out)
    ship_examples(teacher, [line for line in taught if line.hand not in {case.stem for case in given.case}], given.out)
    ship_weights(numbers, given.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--case", type=Path, action="append", default=[])
    parser.add_argument("--hands", type=Path, default=Path("training/hands"))
    parser.add_argument("--unseen", default=UNSEEN)
    parser.add_argument("--leave-out", action="append", default=[])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=FOLDER)
    return parser.parse_args()


def _check(base: Path) -> None:
    found = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_HASH:
        raise SystemExit(f"{base} does not hold the encoder that this was made for: its hash is {found}.")


def codes() -> list[str]:
    """Give every code of the taxonomy with its family, in the order of the file."""
    taxonomy = tomllib.loads((catalogue_folder() / "taxonomy.toml").read_text(encoding="utf-8"))
    return [f"{family}.{code}" for family in FAMILIES for code in taxonomy[family]]


def weighed(teacher: Teacher, unseen: Sequence[Line], catalogue: Catalogue) -> dict[str, object]:
    """Fit how far to trust network and rules on lines that neither has seen."""
    odds, _ = teacher.odds([line.text for line in unseen])
    rules = [(f"{f}.{c}", rule.id) for rule in catalogue.rules for f, c in ((rule.family, rule.code), *rule.also)]
    weighing = Weighing(teacher.codes, rules)
    return weighing.numbers(weighing.fit(unseen, odds, hits_in(unseen, catalogue)))


if __name__ == "__main__":
    main()

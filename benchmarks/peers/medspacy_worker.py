"""medspaCy at work, in an environment of its own: reads rules and texts, then does what each line of its input asks.

    python medspacy_worker.py FOLDER

FOLDER holds rules.json (as medspacy_rules.py gives it) and texts.json (a list). Lines: `documented` or `best` reads all
texts and answers with the seconds of the process and how much was found; `say documented FILE` reads the texts of FILE
and answers with what was found: text number, label, context.
"""

import json
import sys
import time
import warnings
from pathlib import Path

from loguru import logger

logger.remove()  # PyRuSH writes every text to the log otherwise
warnings.filterwarnings("ignore")

import medspacy  # noqa: E402
from medspacy.context import ConTextRule  # noqa: E402
from medspacy.target_matcher import TargetRule  # noqa: E402

TURNS = ("DENIED", "HYPOTHETICAL", "NEGATED", "OTHER_ACTOR", "HISTORICAL")


def pipeline(rules, best):
    """Give medspaCy as its documentation sets it up, or with spaCy's own splitter and overlapping targets kept."""
    if best:
        nlp = medspacy.load(medspacy_enable=["medspacy_tokenizer"])
        nlp.add_pipe("sentencizer")
        targets = nlp.add_pipe("medspacy_target_matcher", config={"result_type": "group", "prune": False})
        contexts = nlp.add_pipe(
            "medspacy_context", config={"rules": None, "input_span_type": "group", "span_attrs": None}
        )
    else:
        nlp = medspacy.load(load_rules=False)
        targets, contexts = nlp.get_pipe("medspacy_target_matcher"), nlp.get_pipe("medspacy_context")
    for rule in rules["targets"]:
        targets.add([TargetRule(rule["label"], rule["label"], pattern=p) for p in rule["patterns"]])
    for rule in rules["contexts"]:
        types = set(rule["types"]) if rule["types"] is not None else None
        given = {"direction": rule["direction"], "max_scope": rule["reach"], "allowed_types": types}
        contexts.add([ConTextRule(rule["category"], rule["category"], pattern=p, **given) for p in rule["patterns"]])
    return nlp


def spans_of(doc, best):
    """Give the targets that were found in a text."""
    return doc.spans["medspacy_spans"] if best else doc.ents


def context_of(span):
    """Give how a target is held: of several turns the one that wins with us."""
    found = {modifier.category for modifier in span._.modifiers}
    return next((turn.lower() for turn in TURNS if turn in found), "affirmed")


def main(folder):
    rules = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    pipelines = {name: pipeline(rules, name == "best") for name in ("documented", "best")}
    print(json.dumps({"ready": medspacy.__version__}), flush=True)
    for line in sys.stdin:
        *say, name = line.split()[:2] if line.startswith("say") else (line.strip(),)
        nlp, best = pipelines[name], name == "best"
        if say:
            texts_asked = json.loads(Path(line.split(maxsplit=2)[2].strip()).read_text(encoding="utf-8"))
            found = [
                [number, span.label_, context_of(span)]
                for number, doc in enumerate(nlp.pipe(texts_asked))
                for span in spans_of(doc, best)
            ]
            print(json.dumps(found), flush=True)
            continue
        begun = time.process_time()
        found = sum(len(spans_of(doc, best)) for doc in nlp.pipe(texts))
        print(json.dumps({"seconds": time.process_time() - begun, "found": found}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

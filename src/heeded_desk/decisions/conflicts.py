"""Decisions of sameness that contradict each other, told in a sentence; both are kept and shown."""

from collections.abc import Iterable, Iterator

from heeded_desk.decisions.matters import Kind
from heeded_desk.decisions.models import Decision
from heeded_desk.decisions.told import Told, told

Node = tuple[object, ...]
SAMENESS = (Kind.SAME_PERSON, Kind.SAME_COURSE)
WHAT = {Kind.SAME_PERSON: "that two are different people", Kind.SAME_COURSE: "that two reports do not belong together"}
RULE = "Until one of them is changed, what keeps apart holds."
ENGINE = (
    "What {who} decided on {when} (“{words}”) could not be followed in the latest run, because another decision keeps "
    "the two apart. " + RULE
)


def conflicts_about(force_id: int, report_ids: frozenset[str]) -> list[str]:
    """Give a sentence for each contradiction among the standing decisions that touch these reports.

    Two that are the same as a third are the same; a decision that keeps them apart contradicts that.
    """
    mine = Decision.objects.filter(force=force_id, superseded=None, kind__in=SAMENESS)
    near = mine.filter(about__report_id__in=report_ids)
    if not near.filter(verdict__in=("same", "not_same")).exists():
        return []
    every = list(mine.exclude(verdict="unsure").select_related("made_by", "unheld"))
    sentences = [sentence for kind in SAMENESS for sentence in _told([d for d in every if d.kind == kind], report_ids)]
    return sentences or [_unheld(told(d)) for d in every if hasattr(d, "unheld") and _touches(d, report_ids)]


def _told(decisions: list[Decision], report_ids: frozenset[str]) -> Iterator[str]:
    group = _groups(d for d in decisions if d.verdict == "same")
    for apart in decisions:
        a, b = _ends(apart)
        root = group.get(a)
        if apart.verdict == "not_same" and root is not None and root == group.get(b):
            chain = [d for d in decisions if d.verdict == "same" and group[_ends(d)[0]] == root]
            if any(_touches(d, report_ids) for d in (apart, *chain)):
                yield _sentence(told(apart), [told(d) for d in chain], apart.kind)


def _groups(same: Iterable[Decision]) -> dict[Node, Node]:
    """Give the group of each end: ends that are the same, directly or through others, are in one."""
    root: dict[Node, Node] = {}

    def of(node: Node) -> Node:
        while root.setdefault(node, node) != node:
            node = root[node]
        return node

    for decision in same:
        a, b = (of(end) for end in _ends(decision))
        root[max(a, b, key=str)] = min(a, b, key=str)
    return {node: of(node) for node in list(root)}


def _ends(decision: Decision) -> tuple[Node, Node]:
    a, b = ((s["report_id"], s.get("role"), s.get("position")) for s in decision.subjects)
    return a, b


def _touches(decision: Decision, report_ids: frozenset[str]) -> bool:
    return any(s["report_id"] in report_ids for s in decision.subjects)


def _sentence(apart: Told, chain: list[Told], kind: str) -> str:
    others = "; ".join(f"{t.who} decided on {t.when}: {t.words[0].lower()}{t.words[1:]}" for t in chain)
    where = " and ".join(apart.report_ids)
    begun = f"Decisions contradict each other. {apart.who} decided on {apart.when} "
    return f"{begun}{WHAT[Kind(kind)]} ({where}), but {others}. {RULE}"


def _unheld(one: Told) -> str:
    return ENGINE.format(who=one.who, when=one.when, words=one.words)

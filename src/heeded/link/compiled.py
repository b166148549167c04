"""The conditions of comparisons, which are written in SQL, made into functions of Python.

Bulk linking asks a database about millions of pairs; a new report asks about a few hundred, and must not wait for one.
Both ask the same conditions: this module reads the SQL and writes Python that answers alike. SQL knows three answers,
and Python two; so each condition is written twice, when it is true and when it is false; what is neither is unknown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp, parse_one

from heeded.link.traits import distance
from heeded.toolbox.errors import CatalogueError

Values = tuple[Any, ...]
"""The values of the columns that a condition names, of one side."""


def columns_of(conditions: Sequence[str]) -> tuple[str, ...]:
    """Give the columns that conditions name, without the ending that tells left from right."""
    found = {str(c.name)[:-2] for sql in conditions for c in _parsed(sql).find_all(exp.Column)}
    return tuple(sorted(found))


def first_true(conditions: Sequence[str], columns: Sequence[str]) -> Callable[[Values, Values], int]:
    """Give a function of two sides that says which condition is the first to hold, or how many there are if none does.

    columns: which values stand in a side, in order. Raises CatalogueError where SQL is used that is not known here.
    """
    names = {f"{c}_{side}": f"{side}[{n}]" for n, c in enumerate(columns) for side in "lr"}
    writer = _Writer(names)
    lines = [f"    if {writer.true(_parsed(sql))}: return {n}" for n, sql in enumerate(conditions)]
    body = "\n".join(["def chosen(l, r):", *lines, f"    return {len(conditions)}"])
    space: dict[str, Any] = {"distance": distance, "like": like}
    exec(compile(body, "<conditions>", "exec"), space)
    chosen: Callable[[Values, Values], int] = space["chosen"]
    return chosen


def like(text: str, pattern: str) -> bool:
    """Say whether a text is like a pattern whose only signs are those for any letters at its ends."""
    inner = pattern.strip("%")
    starts, ends = not pattern.startswith("%"), not pattern.endswith("%")
    if starts and ends:
        return text == inner
    return text.startswith(inner) if starts else text.endswith(inner) if ends else inner in text


def _parsed(sql: str) -> exp.Expr:
    return parse_one(sql, dialect="duckdb")


@dataclass(frozen=True, slots=True)
class _Value:
    """Python for a value, and for whether it is known at all; nothing where it always is."""

    code: str
    known: str = ""


class _Writer:
    """Writes Python for conditions. names: what stands for each column in Python."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def true(self, node: exp.Expr) -> str:
        """Write when a condition is true."""
        match node:
            case exp.Paren():
                return self.true(node.this)
            case exp.Not():
                return self.false(node.this)
            case exp.And():
                return f"({self.true(node.this)} and {self.true(node.expression)})"
            case exp.Or():
                return f"({self.true(node.this)} or {self.true(node.expression)})"
            case exp.Coalesce():
                return self.true(self._or_else_false(node))
            case exp.Is():
                return self._unknown(node)
        value = self._condition(node)
        return _all(value.known, value.code)

    def false(self, node: exp.Expr) -> str:
        """Write when a condition is false: not the same as when it is not true."""
        match node:
            case exp.Paren():
                return self.false(node.this)
            case exp.Not():
                return self.true(node.this)
            case exp.And():
                return f"({self.false(node.this)} or {self.false(node.expression)})"
            case exp.Or():
                return f"({self.false(node.this)} and {self.false(node.expression)})"
            case exp.Coalesce():
                return f"(not {self.true(self._or_else_false(node))})"
            case exp.Is():
                return f"(not {self._unknown(node)})"
        value = self._condition(node)
        return _all(value.known, f"not {value.code}")

    def _or_else_false(self, node: exp.Coalesce) -> exp.Expr:
        if [str(other).lower() for other in node.expressions] != ["false"]:
            raise _not_known(node)
        inner: exp.Expr = node.this
        return inner

    def _unknown(self, node: exp.Is) -> str:
        if not isinstance(node.expression, exp.Null):
            raise _not_known(node)
        known = self._value(node.this).known
        return f"(not {known})" if known else "False"

    def _condition(self, node: exp.Expr) -> _Value:
        if isinstance(node, exp.Column):
            return self._value(node)
        for kind, written in CONDITIONS.items():
            if isinstance(node, kind):
                a, b = self._value(node.this), self._value(node.expression)
                return _Value(written.format(a=a.code, b=b.code), _all(a.known, b.known))
        raise _not_known(node)

    def _value(self, node: exp.Expr) -> _Value:
        match node:
            case exp.Paren():
                return self._value(node.this)
            case exp.Column():
                name = self._names[str(node.name)]
                return _Value(name, f"{name} is not None")
            case exp.Literal():
                return _Value(repr(str(node.this)) if node.is_string else str(node.this))
            case exp.Length():
                return self._made("len({0})", node.this)
            case exp.Levenshtein():
                return self._made("distance({0}, {1})", node.this, node.expression)
            case exp.DPipe():
                return self._made("({0} + {1})", node.this, node.expression)
            case exp.Substring():
                start, length = int(str(node.args["start"])), int(str(node.args["length"]))
                return self._made(f"{{0}}[{start - 1}:{start - 1 + length}]", node.this)
            case exp.Least() | exp.Greatest():
                return self._extreme("min" if isinstance(node, exp.Least) else "max", [node.this, *node.expressions])
        raise _not_known(node)

    def _made(self, written: str, *nodes: exp.Expr) -> _Value:
        values = [self._value(n) for n in nodes]
        return _Value(written.format(*(v.code for v in values)), _all(*(v.known for v in values)))

    def _extreme(self, which: str, nodes: Sequence[exp.Expr]) -> _Value:
        """The least or the greatest of those values that are known."""
        values = [self._value(n) for n in nodes]
        given = ", ".join(f"*(({v.code},) if {v.known or 'True'} else ())" for v in values)
        return _Value(f"{which}(({given},))", f"({' or '.join(v.known or 'True' for v in values)})")


CONDITIONS: Mapping[type[exp.Expr], str] = {
    exp.EQ: "({a} == {b})",
    exp.NEQ: "({a} != {b})",
    exp.LTE: "({a} <= {b})",
    exp.GTE: "({a} >= {b})",
    exp.GT: "({a} > {b})",
    exp.LT: "({a} < {b})",
    exp.Like: "like({a}, {b})",
    exp.ArrayOverlaps: "(not set({a}).isdisjoint({b}))",
    exp.ArrayContains: "({b} in {a})",
}
"""The conditions on two values, in Python."""


def _all(*conditions: str) -> str:
    wanted = dict.fromkeys(c for c in conditions if c)
    return f"({' and '.join(wanted)})" if wanted else ""


def _not_known(node: exp.Expr) -> CatalogueError:
    return CatalogueError(f"A comparison of linking uses {type(node).__name__}, which cannot be made into Python.")

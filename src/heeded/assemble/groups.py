"""Standings brought together, under what people decided to keep apart."""

from collections import defaultdict
from collections.abc import Iterable

Key = tuple[str, int]


class Groups:
    """Standings joined step by step. A join that would bring together two reports decided apart is refused."""

    def __init__(self) -> None:
        self._root: dict[Key, Key] = {}
        self._members: dict[Key, list[Key]] = {}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)

    def of(self, key: Key) -> Key:
        """Give the group of a standing."""
        return self._root.get(key, key)

    def members(self, group: Key) -> list[Key]:
        """Give the standings of a group."""
        return self._members.get(group, [group])

    def keep_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Never bring these reports together from now on."""
        for a, b in pairs:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def join(self, a: Key, b: Key) -> bool:
        """Bring two standings' groups together unless that is refused; says whether they are one now."""
        left, right = sorted((self.of(a), self.of(b)))
        if left == right:
            return True
        if self._refused(left, right):
            return False
        moved = self.members(right)
        self._members[left] = self.members(left) + moved
        self._members.pop(right, None)
        for key in moved:
            self._root[key] = left
        return True

    def _refused(self, left: Key, right: Key) -> bool:
        if not self._apart:
            return False
        theirs = {report for report, _ in self.members(right)}
        return any(self._apart[r] & theirs for r, _ in self.members(left) if r in self._apart)

"""How records name what happened: kinds, by words and codes of the offence and the included classifications."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heeded.catalogue.catalogue import read_yaml
from heeded.toolbox.whole_words import whole_words

NAMED_IN = ("offence", "included_classifications")
CODED_IN = ("offence_code", "included_classifications")


@dataclass(frozen=True, slots=True)
class RecordedAs:
    """The kinds by name, each with its words and codes."""

    words: Mapping[str, re.Pattern[str]]
    codes: Mapping[str, frozenset[str]]
    said: dict[tuple[object, ...], bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What has been asked before: records name many reports alike."""

    def is_kind(self, report: Mapping[str, object], kind: str) -> bool:
        """Say whether a report bears a kind as its offence or among its included classifications.

        report: with offence and offence_code, and included_classifications where the row has them.
        """
        asked = (kind, report.get("offence"), report.get("offence_code"), report.get("included_classifications"))
        if asked not in self.said:
            self.said[asked] = self._is_kind(report, kind)
        return self.said[asked]

    def _is_kind(self, report: Mapping[str, object], kind: str) -> bool:
        text = " ".join(str(report.get(c) or "") for c in NAMED_IN).lower()
        if self.words[kind].search(text):
            return True
        given = {part.strip() for c in CODED_IN for part in str(report.get(c) or "").split(",")}
        return bool(given & self.codes[kind])


def load_recorded_as(path: Path) -> RecordedAs:
    """Load the kinds from `recorded-as.yaml` of a jurisdiction."""
    kinds = read_yaml(path)["kinds"]
    return RecordedAs(
        words={name: whole_words(kind["words"]) for name, kind in kinds.items()},
        codes={name: frozenset(kind["codes"]) for name, kind in kinds.items()},
    )

"""The shorthand of small courses serves these tests too."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "checks"))

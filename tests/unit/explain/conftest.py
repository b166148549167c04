"""The invented run of the golden accounts serves these tests too."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "golden"))

"""Take the style sheets and scripts of the desk from their packages, and write them as they are shipped.

    python tools/vendor_assets.py FOLDER

FOLDER holds the unpacked packages, each under its name: `npm pack NAME@VERSION`, then unpack to FOLDER/NAME.
Each file must have the SHA-256 that stands here. The government's own typeface and crest may be used on its own sites
alone, so they are taken out; links to source maps go too, since nothing here serves them.
"""

import hashlib
import re
import sys
from pathlib import Path

OUT = Path("src/heeded_desk/static/vendor")
FILES = {
    "govuk-frontend.min.css": "cda09c60ce00d90a4886f096817e237cdefcb7ff267e4cfe9816fb98a7d17b7f",
    "govuk-frontend.min.js": "0391e416adb9af2c69addede9d650a5f31939a7092544fa82a6f4c70201026d0",
}


def main() -> None:
    """Check, strip and write every file."""
    folder = Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    for name, expected in FILES.items():
        given = (folder / "govuk-frontend/dist/govuk" / name).read_bytes()
        found = hashlib.sha256(given).hexdigest()
        if found != expected:
            raise SystemExit(f"{name} is not the file that this was made for: its hash is {found}.")
        (OUT / name).write_text(stripped(given.decode("utf-8")), encoding="utf-8")


def stripped(text: str) -> str:
    """Give a style sheet or script without the reserved typeface, pictures that are not shipped, and source maps."""
    text = re.sub(r"@font-face\{[^}]*\}", "", text)
    text = text.replace("GDS Transport", "Liberation Sans")
    text = re.sub(r"url\(/assets/[^)]*\)", "none", text)
    return re.sub(r"\s*(//|/\*)[#@] sourceMappingURL=\S*?(\s*\*/)?\s*$", "\n", text)


if __name__ == "__main__":
    main()

"""Takes the pictures of the manual from the software itself: `make pictures` (needs Chromium on the machine)."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from heeded.catalogue.folder import samples_folder

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def main() -> None:
    """Run the quick sample and photograph the account of its one unrecognised course."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        sys.exit("Chromium is needed to take the pictures, and is not on this machine.")
    with tempfile.TemporaryDirectory() as folder:
        pages = _pages(Path(folder))
        account = max(pages.glob("course-*.html"), key=lambda p: p.stat().st_size)
        _shoot(browser, account, PICTURES / "account.png", Path(folder))


def _pages(folder: Path) -> Path:
    run, pages = folder / "run", folder / "pages"
    heeded = (sys.executable, "-m", "heeded")
    subprocess.run([*heeded, "run", samples_folder() / "quick", "--out", run], check=True)
    subprocess.run([*heeded, "export", run, "--format", "html", "--out", pages], check=True)
    return pages


def _shoot(browser: str, page: Path, picture: Path, folder: Path) -> None:
    size, target = "--window-size=1280,1500", f"--screenshot={picture}"
    profile = f"--user-data-dir={folder / 'profile'}"
    subprocess.run([browser, *QUIET, profile, size, target, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()

"""The page of all settings, made from the table that the desk reads; `python tests/desk/settings_page.py` makes it."""

from pathlib import Path

from heeded_desk.setting_table import page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

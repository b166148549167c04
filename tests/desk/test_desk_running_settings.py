"""Every setting stands once in one table; what is unknown or cannot be is refused at the start in a sentence."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import settings_page

from heeded_desk.setting_reading import SettingError, read_settings
from heeded_desk.setting_table import SETTINGS, Kind, page

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "heeded_desk"
SECRET = "a-secret-that-must-not-be-told"


def test_the_page_is_made_from_the_table() -> None:
    assert settings_page.PAGE.read_text(encoding="utf-8") == page(), "python tests/desk/settings_page.py makes it"


def test_no_setting_is_read_past_the_table() -> None:
    """Only `environment.py` and `__main__.py` look at the environment, and each setting is used there."""
    reading = {p for p in SOURCES.rglob("*.py") if re.search(r"environ\b", p.read_text(encoding="utf-8"))}
    text = (SOURCES / "settings" / "environment.py").read_text(encoding="utf-8")
    used = {n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}

    assert {p.name for p in reading} - {"environment.py", "__main__.py", "wsgi.py"} == set()
    assert {name for name in SETTINGS if name not in used and not name.startswith("oidc_")} == set()


def test_documents_name_no_setting_that_is_not_there() -> None:
    known = {f"HEEDED_{name.upper()}" for name in SETTINGS} | {"HEEDED_SETTINGS"}
    known |= {f"HEEDED_{name.upper()}_FILE" for name, setting in SETTINGS.items() if setting.secret}
    for path in (ROOT / "docs" / "how-to").glob("*.md"):
        assert set(re.findall(r"\bHEEDED_[A-Z_]+", path.read_text(encoding="utf-8"))) - known == set(), path.name


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    (tmp_path / "heeded.toml").write_text('hosts = ["a.example", "b.example"]\nproxies = 2\nhttps = true\n')

    found = read_settings({"HEEDED_PROXIES": "3", "HEEDED_HOSTS": "", "HEEDED_TEST_POSTGRES": "1"}, tmp_path)

    assert (found["hosts"], found["proxies"], found["https"]) == ("a.example,b.example", 3, True)
    assert found["second_factor"] == "all" and found["data"] == "runs/desk"


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SECRET}\nsomething else\n")

    assert read_settings({"HEEDED_SECRET_KEY_FILE": str(tmp_path / "key")}, tmp_path)["secret_key"] == SECRET


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HEEDED_HOST", "x", "no setting host"),
        ("HEEDED_HOSTS_FILE", "x", "no setting hosts_file"),
        ("HEEDED_HTTPS", "perhaps", "on or off"),
        ("HEEDED_PROXIES", "-1", "whole number"),
        ("HEEDED_PROXIES", "¹", "whole number"),
        ("HEEDED_DATABASE_URL", f"mysql://desk:{SECRET}@db/desk", "postgresql://"),
        ("HEEDED_DATABASE_URL", f"postgresql://desk:{SECRET}@db:port/desk", "postgresql://"),
        ("HEEDED_OIDC_SERVER", "force.example", "http"),
        ("HEEDED_MAIL_SERVER", f"mailto:{SECRET}", "smtp"),
        ("HEEDED_SECRET_KEY_FILE", "/not/there", "cannot be read"),
        ("HEEDED_DATABASE_KEY_FILE", "/not/there", "can be read"),
        ("HEEDED_SETTINGS", "/not/there.toml", "cannot be read"),
    ],
)
def test_what_is_unknown_or_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    with pytest.raises(SettingError, match=said) as refused:
        read_settings({name: value}, tmp_path)

    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("text", ["hots = 1", "https = 1.5", "no toml", "[hosts]\na = 1", "proxies = [1]"])
def test_a_settings_file_is_held_to_the_same(tmp_path: Path, text: str) -> None:
    (tmp_path / "heeded.toml").write_text(text)

    with pytest.raises(SettingError):
        read_settings({}, tmp_path)


def test_the_desk_does_not_start_with_a_wrong_setting(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HEEDED_", "DJANGO_"))}
    given = {**kept, "HEEDED_DATA": str(tmp_path / "desk"), "HEEDED_SECRET_KEYS": SECRET}

    done = subprocess.run(
        [sys.executable, "-m", "heeded_desk", "serve"], env=given, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr.startswith("There is no setting secret_keys") and done.stderr.count("\n") == 1
    assert SECRET not in done.stderr and not (tmp_path / "desk").exists()


def test_every_default_is_itself_allowed(tmp_path: Path) -> None:
    for name, setting in SETTINGS.items():
        if setting.default != "" and setting.kind is not Kind.FILE:
            text = (
                {True: "on", False: "off"}.get(setting.default, setting.default)
                if setting.kind is Kind.YES_NO
                else setting.default
            )
            assert read_settings({f"HEEDED_{name.upper()}": str(text)}, tmp_path)[name] == setting.default

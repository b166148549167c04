"""With a key the database file holds no plain text, whatever is done; a backup moves a desk over to it."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from own_desk import HERE, OwnDesk, own_desk
from test_desk_backup import filled, there

from heeded_desk.setting_reading import SettingError, read_settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("HEEDED_DATABASE_URL" in os.environ, reason="It is SQLite that is encrypted."),
]
PLAIN = (b"SQLite format 3", b"CREATE TABLE", b"eastmere", b"Ten calls", b"audit_entry", b"stalking_lead")
MINE = """
import sys
sys.path.insert(0, HERE)
import decider
print("mine", ",".join(decider.decide(force, by, 5_000_000_000) for force, by in decider.people()))
"""


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The file of a key."""
    path = tmp_path / "key"
    path.write_text(f"{secrets.token_hex(32)}\n")
    return path


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[OwnDesk]:
    """A desk without a key."""
    with own_desk(tmp_path / "plain") as desk:
        yield desk


def keyed(folder: Path, key: Path) -> OwnDesk:
    """Give a desk with a key that nobody has used yet."""
    given = {"DJANGO_SETTINGS_MODULE": "heeded_desk.settings", "HEEDED_DATA": str(folder)}
    return OwnDesk(given | {"HEEDED_DATABASE_KEY_FILE": str(key), "HEEDED_SECOND_FACTOR": "off"})


def words_in(folder: Path) -> list[bytes]:
    """Give what stands readable in the files of a desk's database."""
    files = [path.read_bytes() for path in folder.glob("desk.sqlite3*")]
    assert files
    return [word for word in PLAIN if any(word in data for data in files)]


def test_a_desk_moves_over_to_a_key_by_a_backup_and_leaves_nothing_readable(
    plain: OwnDesk, tmp_path: Path, key: Path
) -> None:
    done = filled(plain, tmp_path)
    assert plain.run("backup", str(tmp_path / "open")).returncode == 0
    desk = keyed(tmp_path / "keyed", key)

    moved = desk.run("restore", str(tmp_path / "open"))

    assert moved.returncode == 0, moved.stderr
    assert done <= there(desk)[0]
    mine = set(desk.answer(MINE.replace("HERE", repr(str(HERE))), "mine").split(","))
    assert desk.run("audit_verify").returncode == 0
    assert len(words_in(tmp_path / "plain")) == len(PLAIN)
    assert words_in(tmp_path / "keyed") == []

    assert desk.run("backup", str(tmp_path / "again")).returncode == 0
    without = plain.run("restore", str(tmp_path / "again"), "--replace")
    assert (without.returncode, "its key" in without.stderr) == (1, True)
    other = keyed(tmp_path / "other", key)
    assert other.run("restore", str(tmp_path / "again")).returncode == 0
    assert done | mine <= there(other)[0]


def test_another_key_is_refused_in_a_sentence_without_the_key(tmp_path: Path, key: Path) -> None:
    desk = keyed(tmp_path / "keyed", key)
    assert desk.run("migrate", "-v", "0").returncode == 0

    for text in (secrets.token_hex(32), "no key"):
        key.write_text(text)
        refused = desk.run("audit_verify")
        assert refused.returncode != 0 and "Traceback" not in refused.stderr, refused.stderr
        assert "database_key_file" in refused.stderr and text not in refused.stderr


def test_a_key_for_postgresql_is_refused(tmp_path: Path, key: Path) -> None:
    desk = keyed(tmp_path / "keyed", key)
    desk.setting["HEEDED_DATABASE_URL"] = "postgresql://desk@127.0.0.1:1/desk"

    refused = desk.run("migrate")

    assert (refused.returncode, "encrypt the volume" in refused.stderr) == (2, True)


def test_the_key_is_a_file_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="can be read"):
        read_settings({"HEEDED_DATABASE_KEY_FILE": str(tmp_path / "none")}, tmp_path)

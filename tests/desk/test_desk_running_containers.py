"""The files for containers parse, and agree with the settings and with one another; nothing is built here."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from heeded_desk.setting_reading import read_settings
from heeded_desk.setting_table import SETTINGS, Kind

DEPLOY = Path(__file__).parents[2] / "deploy"
IMAGE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")


@pytest.fixture
def compose() -> dict[str, dict[str, dict[str, object]]]:
    """The Compose file."""
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def test_every_setting_in_it_is_one_and_can_be_what_it_is(
    compose: dict[str, dict[str, dict[str, object]]], tmp_path: Path
) -> None:
    given = {}
    for name, value in compose["services"]["desk"]["environment"].items():
        if name.startswith("HEEDED_"):
            path = tmp_path / Path(value).name
            path.write_text("a secret of some length\n")
            given[name] = str(path) if name.endswith("_FILE") else re.sub(r"\$\{.*\}", "heeded.example", value)

    found = read_settings(given, tmp_path)

    assert (found["https"], found["database_password"]) == (True, "a secret of some length")
    assert found["hosts"] == "heeded.example"


def test_secrets_are_files_and_stand_in_no_environment(compose: dict[str, dict[str, dict[str, object]]]) -> None:
    secret = {f"HEEDED_{name.upper()}" for name, setting in SETTINGS.items() if setting.secret} - {
        "HEEDED_DATABASE_URL"
    }
    for service in compose["services"].values():
        assert not secret & service["environment"].keys()
        files = [v.rpartition("/")[2] for k, v in service["environment"].items() if k.endswith("_FILE")]
        assert set(files) <= set(service["secrets"]) <= compose["secrets"].keys()
    assert ":" not in compose["services"]["desk"]["environment"]["HEEDED_DATABASE_URL"].partition("//")[2].split("@")[0]
    assert Kind.FILE is SETTINGS["backup_passphrase_file"].kind


def test_nothing_runs_as_root_or_writes_to_its_own_disk(compose: dict[str, dict[str, dict[str, object]]]) -> None:
    for service in compose["services"].values():
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert str(service["user"]).split(":")[0] not in ("0", "root")
        assert service["healthcheck"]["test"][0] == "CMD"
    assert re.search(r"^USER heeded$", IMAGE, re.MULTILINE) and "10001" in IMAGE
    assert compose["services"]["desk"]["user"] == "10001:10001"


def test_the_database_is_reached_by_the_desk_alone(compose: dict[str, dict[str, dict[str, object]]]) -> None:
    database = compose["services"]["database"]

    assert "ports" not in database and database["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["desk"]["ports"])


def test_the_image_takes_what_the_package_is_made_of_and_checks_its_health() -> None:
    copied = {word for line in re.findall(r"^COPY (?!--)(.*)$", IMAGE, re.MULTILINE) for word in line.split()[:-1]}

    assert copied == {"pyproject.toml", "constraints.txt", "README.md", "LICENSE", "src", "catalogue", "samples"}
    assert all((DEPLOY.parent / name).exists() for name in copied)
    assert '"heeded_desk", "health"' in IMAGE and '"heeded", "serve"' in IMAGE


def test_the_role_of_the_desk_is_held_by_the_second_lock() -> None:
    script = DEPLOY / "10-role.sh"

    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    assert "NOSUPERUSER NOBYPASSRLS" in script.read_text(encoding="utf-8")

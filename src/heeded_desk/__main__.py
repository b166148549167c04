"""`python -m heeded_desk COMMAND`: the desk's own commands (serve, migrate, audit_verify and the others of Django)."""

import os
import sys

from django.core.management import execute_from_command_line

from heeded_desk.running.log_lines import on_fault
from heeded_desk.setting_reading import SettingError


def main() -> None:
    """Hand the command line to Django; a setting that cannot be is told in a sentence, with exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heeded_desk.settings")
    if sys.argv[1:2] in (["serve"], ["work"]):
        sys.excepthook = on_fault  # their words end in a log
    try:
        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.exit(_refused(str(error)))


def _refused(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    main()

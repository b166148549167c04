"""Where the passphrase of a backup comes from: a file, never the command line, which others on the machine see."""

from pathlib import Path

from heeded_desk.running.errors import BackupError

SHORTEST = 12


def passphrase_in(path: Path | None) -> bytes | None:
    """Give the first line of a file, None where none is named; raises BackupError where it is missing or short."""
    if path is None:
        return None
    try:
        text = path.read_bytes().split(b"\n", 1)[0].strip()
    except OSError as error:
        raise BackupError(f"The file of the passphrase cannot be read: {error.strerror}.") from None
    if len(text) < SHORTEST:
        raise BackupError(f"The passphrase must have at least {SHORTEST} characters, in the first line of its file.")
    return text

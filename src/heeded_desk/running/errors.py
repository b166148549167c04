"""What can go wrong with a backup or a restore, each said in a sentence for whoever runs the desk."""

from heeded.toolbox.errors import HeededError


class BackupError(HeededError):
    """A backup that cannot be made, read or taken in."""

"""Where the catalogue and the samples lie: beside the source in a checkout, inside the package when installed."""

from importlib.resources import files
from pathlib import Path


def catalogue_folder() -> Path:
    """Give the folder of the catalogue that ships with this installation."""
    return _folder("catalogue")


def samples_folder() -> Path:
    """Give the folder of the invented deliveries that ship with this installation."""
    return _folder("samples")


def _folder(name: str) -> Path:
    package = Path(str(files("heeded")))
    packed = package / f"_{name}"
    return packed if packed.is_dir() else package.parents[1] / name

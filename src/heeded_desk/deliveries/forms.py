"""The form by which files are sent."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

NOTHING = "Choose at least one file, or a mapping."


class ManyFiles(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; whether each is a table is told by its content when it came in, and files are refused singly."""

    widget = ManyFiles

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        """Give the files as a list."""
        return [file for file in (data if isinstance(data, list | tuple) else [data]) if file]


class DeliveryForm(forms.Form):
    """Files, a mapping, or both."""

    files = FilesField(required=False)
    mapping = forms.FileField(required=False, allow_empty_file=True)

    def __init__(self, *args: object, too_large: tuple[str, ...] = (), **given: object) -> None:
        super().__init__(*args, **given)  # type: ignore[arg-type]
        self.too_large = too_large

    def clean(self) -> dict[str, object]:
        """Ask for something to take in."""
        given = super().clean()
        if not (given.get("files") or given.get("mapping") or self.too_large):
            self.add_error("files", NOTHING)
        return given

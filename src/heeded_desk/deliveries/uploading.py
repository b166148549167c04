"""How an upload comes in: straight to the disk, in pieces, no further than the limit, and only from those who may."""

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from heeded_desk.deliveries.actions.taking import check
from heeded_desk.deliveries.content import NotTakenError
from heeded_desk.deliveries.places import made
from heeded_desk.members.policies import may_deliver


def largest() -> str:
    """Say how large a file may be."""
    return f"{settings.LARGEST_UPLOAD // (1024 * 1024)} MB"


class DeliveryUpload(TemporaryFileUploadHandler):
    """Writes a file to the disk of the deliveries; what is too large is dropped as it comes and named as too large."""

    def new_file(self, *args: object, **given: object) -> None:
        """Begin a file; one from somebody who may send none is skipped."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated or not may_deliver(user):
            raise SkipFile
        made(Path(settings.FILE_UPLOAD_TEMP_DIR))
        self.seen = 0
        super().new_file(*args, **given)  # type: ignore[arg-type]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, or drop the whole file where it grows too large."""
        self.seen += len(raw_data)
        if self.seen > settings.LARGEST_UPLOAD:
            self.file.close()
            self.request.too_large = [*getattr(self.request, "too_large", []), str(self.file_name)]
            raise SkipFile
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Hand over a whole file with what a look at it gave, so that no transaction waits for the look."""
        whole = super().file_complete(file_size)
        whole.flush()
        whole.checked, whole.refusal = None, ""
        if self.field_name == "files":
            try:
                whole.checked = check(Path(whole.temporary_file_path()))
            except NotTakenError as error:
                whole.refusal = str(error)
        return whole

"""Deliveries and the work that is done behind the pages."""

from heeded_desk.settings.environment import DATA, WATCHED

DESK_FOLDER = DATA
DELIVERIES = DATA / "forces"
"""Each force has its folder here: `delivery/` with what was sent, `runs/`, `decisions.jsonl`."""
WATCHED_FOLDER = WATCHED
LARGEST_UPLOAD = 512 * 1024 * 1024
"""Bytes."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_TEMP_DIR = DATA / "incoming"
"""On the disk of the deliveries, so that an upload is moved and not copied."""
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
FILE_UPLOAD_HANDLERS = ["heeded_desk.deliveries.uploading.DeliveryUpload"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
"""Background work: the database is its queue, and a worker that `serve` starts does it."""

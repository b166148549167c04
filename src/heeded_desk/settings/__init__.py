"""The settings of the desk, by concern; every one that a force may change stands in `setting_table.py`."""

from heeded_desk.settings.apps import *  # noqa: F403
from heeded_desk.settings.contact import *  # noqa: F403
from heeded_desk.settings.database import *  # noqa: F403
from heeded_desk.settings.mailing import *  # noqa: F403
from heeded_desk.settings.running import *  # noqa: F403
from heeded_desk.settings.security import *  # noqa: F403
from heeded_desk.settings.signing_in import *  # noqa: F403
from heeded_desk.settings.telling import *  # noqa: F403
from heeded_desk.settings.work import *  # noqa: F403

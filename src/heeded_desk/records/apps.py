"""The app as Django knows it."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Its place in the house: erasure is an errand of the worker."""

    name = "heeded_desk.records"
    default = True

    def ready(self) -> None:
        """Tell the worker what it must do for records."""
        from heeded_desk.deliveries.working import ERRANDS, Errand
        from heeded_desk.records.correcting import give_corrections
        from heeded_desk.records.erasing import delivered, errand

        ours = Errand(errand.waits, errand.erase_all, delivered.clean_new, give_corrections, errand.clean_run)
        ERRANDS.append(ours)

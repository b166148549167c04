"""The app as Django knows it."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Its place in the house."""

    name = "heeded_desk.members"
    default = True

    def ready(self) -> None:
        """Listen to what happens to sign-ins, look whether the second lock holds, keep recovery codes in our way."""
        from heeded_desk.members import checks, on_record, recovery_codes  # noqa: F401

        recovery_codes.take_over()

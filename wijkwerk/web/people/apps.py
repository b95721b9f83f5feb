"""Connects what must happen when someone signs in."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, areas and roles."""

    name = "wijkwerk.web.people"
    label = "people"

    def ready(self) -> None:
        """Connect the start of a session."""
        from wijkwerk.web.people import sessions  # noqa: F401 - importing connects the receiver

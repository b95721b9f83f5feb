"""Hooks of find: the shelf is whole at every start, or there is no start."""

from django.apps import AppConfig


class FindConfig(AppConfig):
    """Finding what works."""

    name = "wijkwerk.web.find"
    label = "find"

    def ready(self) -> None:
        """Check the shelf at every start."""
        from wijkwerk.web.find import checks

        checks.connect()

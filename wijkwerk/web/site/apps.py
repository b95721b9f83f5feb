"""Hooks of the shell: safe database settings before the first table, and checks at every start."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.db.models.signals import pre_migrate, pre_save


class SiteConfig(AppConfig):
    """The shell."""

    name = "wijkwerk.web.site"
    label = "site"

    def ready(self) -> None:
        """Connect the checks, the WAL step of migrate, and the refusal of citizen service numbers."""
        from wijkwerk.web.site import checks, service_numbers

        checks.connect()
        pre_migrate.connect(checks.set_write_ahead_log, sender=self)
        pre_save.connect(service_numbers.refuse_in_row)


class StaticFiles(StaticFilesConfig):
    """Static files without the extensions of htmx, which we do not use and which name files that are not there."""

    ignore_patterns = (*StaticFilesConfig.ignore_patterns, "hx-*.js", "htmx-2-compat*")

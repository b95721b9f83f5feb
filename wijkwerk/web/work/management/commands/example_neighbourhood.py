"""Load the example neighbourhood and say with which accounts one can look around."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wijkwerk.library.folders import content_folders
from wijkwerk.web.work.neighbourhood import Neighbourhood

# Everybody may know it: the example answers on this machine only.
PASSWORD = "kopje-koffie"  # noqa: S105


class Command(BaseCommand):
    """`wijkwerk example-neighbourhood`, part of `wijkwerk prepare` in example mode."""

    help = "Laadt de voorbeeldbuurt; wat er al staat, blijft zoals het is."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, and print the accounts; refused outside example mode."""
        if not settings.WIJKWERK_EXAMPLE:
            raise CommandError(
                "De voorbeeldbuurt hoort alleen bij het voorbeeld (WIJKWERK_EXAMPLE=1).\n"
                "The example neighbourhood belongs to the example only (WIJKWERK_EXAMPLE=1)."
            )
        people = Neighbourhood(content_folders()[0] / "neighbourhoods" / "example").load(password=PASSWORD)
        self.stdout.write(f"Voorbeeldaccounts, wachtwoord {PASSWORD} / Example accounts, password {PASSWORD}:")
        for person in people:
            roles = [
                f"{role.get_role_display()} in {role.area.name}" for role in person.area_roles.select_related("area")
            ]
            told = ", ".join(roles) or ("beheerder" if person.is_administrator else "")
            self.stdout.write(f"  {person.login:<8} {told}")

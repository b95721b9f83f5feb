"""Invites someone from the command line and prints the code, for a site that has no mail yet."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wijkwerk.web.people import accounts, printed_code
from wijkwerk.web.people.accounts import Invited
from wijkwerk.web.people.models import Area, AreaRole


class Command(BaseCommand):
    """invite --name NAME (--area SLUG --role ROLE | --administrator)."""

    help = "Nodigt iemand uit met een code voor op papier. / Invites someone with a code for paper."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """An area and a role belong together."""
        parser.add_argument("--name", default="", help="naam / name")
        parser.add_argument("--area", default="", help="gebied, zoals oud-crooswijk / area slug")
        parser.add_argument("--role", default="", choices=["", *AreaRole.Role.values], help="rol / role")
        parser.add_argument("--administrator", action="store_true", help="beheerder / administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep the invitation and print its code."""
        if bool(options["area"]) != bool(options["role"]) or not (options["area"] or options["administrator"]):
            raise CommandError(
                "Noem --area en --role samen, of --administrator. / Give --area with --role, or --administrator."
            )
        area = Area.objects.filter(slug=options["area"]).first()
        if options["area"] and area is None:
            raise CommandError(f"Gebied {options['area']} kennen we niet. / We do not know area {options['area']}.")
        invited = Invited(
            name=options["name"], area=area, role=options["role"], is_administrator=options["administrator"]
        )
        _invitation, code = accounts.invite(invited, by=None, now=timezone.now())
        self.stdout.write("Ga binnen 30 dagen naar /uitnodiging/ en typ: / Within 30 days, go there and type:")
        self.stdout.write(" ".join(printed_code.groups(code)))

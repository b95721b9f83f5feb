"""Makes the first administrator of a site, who then invites everyone else."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from wijkwerk.web.people import accounts, printed_code
from wijkwerk.web.people.models import Person


class Command(BaseCommand):
    """first_administrator [--login NAME --name "NAME"]: asks for a password, or prints a code that works once."""

    help = "Maakt de eerste beheerder. / Makes the first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Without --login and --name it asks."""
        parser.add_argument(
            "--login", help="inlognaam / login name; prints a one-time code instead of asking a password"
        )
        parser.add_argument("--name", help="naam / full name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account, once."""
        if Person.objects.filter(is_administrator=True, is_active=True).exists():
            raise CommandError(
                "Er is al een beheerder. Laat die een ander uitnodigen. / There is an administrator already; let them invite."
            )
        asks = not (options["login"] and options["name"])
        login = options["login"] or input("Inlognaam / login: ")
        name = options["name"] or input("Naam / name: ")
        person = Person(login=login.strip(), name=name.strip(), is_administrator=True)
        person.set_unusable_password()
        self._check(person)
        password = self._asked_password(person) if asks else None
        with transaction.atomic():
            if password:
                person.set_password(password)
            person.save()
            code = (
                ""
                if password
                else accounts.make_password_code(person, term=accounts.PASSWORD_TERM_ON_PAPER, now=timezone.now())
            )
        self._tell(person, code)

    def _check(self, person: Person) -> None:
        try:
            person.full_clean()
        except ValidationError as fault:
            sentences = [f"{field}: {' '.join(texts)}" for field, texts in fault.message_dict.items()]
            raise CommandError(" ".join(sentences)) from None

    def _asked_password(self, person: Person) -> str:
        password = getpass.getpass("Wachtwoord / password: ")
        if password != getpass.getpass("Nog een keer / once more: "):
            raise CommandError("De twee wachtwoorden verschillen. / The two passwords differ.")
        try:
            validate_password(password, person)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        return password

    def _tell(self, person: Person, code: str) -> None:
        self.stdout.write(f"Beheerder gemaakt / administrator made: {person.login}")
        if code:
            self.stdout.write("Ga binnen 7 dagen naar /wachtwoord/code/ en typ: / Within 7 days, go there and type:")
            self.stdout.write(" ".join(printed_code.groups(code)))

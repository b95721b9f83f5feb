"""Do the work in the background, such as sending mail, one task after another."""

import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from wijkwerk.web.site import background

KINDNESS = 10


class Command(BaseCommand):
    """`wijkwerk worker`."""

    help = "Doe het werk op de achtergrond, zoals mail versturen."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run until asked to stop; finishes the task it is at. People at the site go first, so it asks for less CPU."""
        os.nice(KINDNESS)
        with background.at_work() as is_alone:
            if is_alone:
                background.take_up_again()
            call_command("db_worker", queue_name="*")

"""What the people of the stories do and get, each in a browser of their own, and how time goes by for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db.models import F
from playwright.sync_api import expect

from wijkwerk.web.participate.models import Idea, Round

DAYS = ("ideas_from", "ideas_until", "support_until", "decision_on")
# A telephone with a narrow screen, and an old one that runs no script.
TELEPHONE = {"viewport": {"width": 320, "height": 640}}
OLD_TELEPHONE = {**TELEPHONE, "java_script_enabled": False}


def days_pass(round: Round, number: int) -> None:
    """So many days later: the same as when everything had begun so many days earlier."""
    earlier = timedelta(days=number)
    Round.objects.filter(pk=round.pk).update(**{name: F(name) - earlier for name in DAYS})
    Idea.objects.filter(round=round).update(answer_due_on=F("answer_due_on") - earlier, at=F("at") - earlier)


def the_worker_comes() -> None:
    """What waits to be done in the background is done."""
    call_command("db_worker", batch=True, interval=0.0, startup_delay=False, reload=False)


def the_post_comes() -> None:
    """The hour at which mail goes out."""
    call_command("send_digests")


@contextmanager
def somebody(new_context: Callable[..., Any], language: str = "nl", /, **browser: Any) -> Iterator[Any]:
    """Somebody sits down at a browser of their own, and leaves nothing behind there."""
    context = new_context(locale=language, **browser)
    try:
        yield context.new_page()
    finally:
        context.close()


def fill_in(page: Any, **fields: str) -> None:
    """Fill in the fields with these names; so it works in every language."""
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)


def send(page: Any, action: str = "") -> None:
    """Press the button of the form in the page that goes to this address."""
    form = page.locator(f"main form[action$='{action}']" if action else "main form").last
    with page.expect_navigation():
        form.locator("button[type=submit]").first.click()


def reads_from_right_to_left(page: Any) -> None:
    """The page is Arabic from its first letter to its last."""
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def types_a_code(page: Any, site: str, code: str) -> None:
    """Type the code of a letter over from paper, in small letters and without dashes."""
    page.goto(f"{site}/meedoen/code/")
    fill_in(page, code=code.lower())
    send(page)

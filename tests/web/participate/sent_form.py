"""What a browser sends of the form on a page."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._writes = self._chooses = ""
        self.feed(page.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = "" if "disabled" in given else given.get("name", "")
        is_ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
        if tag == "input" and name and is_ticked:
            self.sent[name] = given.get("value", "on" if given.get("type") == "checkbox" else "")
        elif tag == "textarea" and name:
            self._writes, self.sent[name] = name, ""
        elif tag == "select":
            self._chooses = name
        elif tag == "option" and self._chooses and ("selected" in given or self._chooses not in self.sent):
            self.sent[self._chooses] = given["value"]

    def handle_data(self, data: str) -> None:
        if self._writes:
            self.sent[self._writes] = (self.sent[self._writes] + data).removeprefix("\r\n").removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        self._writes = "" if tag == "textarea" else self._writes


def sent_form(page: str, **typed: str) -> dict[str, str]:
    """The fields of the form in the main part of a page as they stand, with these typed over."""
    sent = _Form(page).sent
    return {**{name: value for name, value in sent.items() if name != "form_token"}, **typed}

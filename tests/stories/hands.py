"""Two ways to work a page, with the same words: a pointer, and a keyboard whose focus can always be seen."""

from __future__ import annotations

from typing import Any, Protocol

WHERE = """() => {
    const at = document.activeElement, ring = getComputedStyle(at), after = getComputedStyle(at, '::after');
    const place = at.getBoundingClientRect();
    const words = (at.labels && at.labels.length ? [...at.labels].map((one) => one.textContent).join(' ')
        : at.getAttribute('aria-label') || at.textContent) || at.name || '';
    return {
        tag: at.tagName, type: at.type || '', words: words.replace(/\\s+/g, ' ').trim(),
        hasRing: [ring, after].some((one) => one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) > 1),
        isInSight: place.bottom > 0 && place.top < innerHeight && place.width > 0,
        isNowhere: at === document.body,
    };
}"""
MOST_TABS = 250


class Hand(Protocol):
    """What someone does with a page."""

    def follow(self, link: str) -> None: ...
    def press(self, button: str) -> None: ...
    def choose(self, label: str) -> None: ...
    def write(self, label: str, words: str) -> None: ...
    def unfold(self, summary: str) -> None: ...


class Pointer:
    """Someone with a mouse or a finger."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def follow(self, link: str) -> None:
        """Follow the first link with these words."""
        self.page.get_by_role("main").get_by_role("link", name=link).or_(
            self.page.get_by_role("link", name=link)
        ).first.click()

    def press(self, button: str) -> None:
        """Press the button that can be seen now."""
        self.page.locator("button:visible", has_text=button).first.click()

    def choose(self, label: str) -> None:
        """Choose an answer."""
        self.page.locator("label:visible", has_text=label).first.click()

    def write(self, label: str, words: str) -> None:
        """Fill in a field."""
        self.page.locator("label:visible", has_text=label).first.click()
        self.page.locator(":focus").fill(words)

    def unfold(self, summary: str) -> None:
        """Open what is folded."""
        self.page.locator("summary:visible", has_text=summary).first.click()


class Keyboard:
    """Someone without a pointer; wherever the focus comes it must be visible and in sight."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.unseen: list[str] = []

    def follow(self, link: str) -> None:
        """Tab to the link and press Enter."""
        self._to(link, "A")
        self._leave_with("Enter")

    def press(self, button: str) -> None:
        """Tab to the button and press Enter."""
        self._to(button, "BUTTON")
        self._leave_with("Enter")

    def choose(self, label: str) -> None:
        """Tab to the group, walk through it with the arrows, and choose."""
        self._to(label, "INPUT", walks_groups=True)
        if not self.page.evaluate("document.activeElement.checked"):
            self.page.keyboard.press("Space")

    def write(self, label: str, words: str) -> None:
        """Tab to the field, and type over what is there."""
        self._to(label, "INPUT", "TEXTAREA")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def unfold(self, summary: str) -> None:
        """Tab to the fold and open it."""
        self._to(summary, "SUMMARY")
        self.page.keyboard.press("Enter")

    def _leave_with(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def _to(self, words: str, *tags: str, walks_groups: bool = False) -> dict[str, Any]:
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            at = self._look()
            if at["tag"] in tags and words in at["words"]:
                return at
            if walks_groups and at["type"] == "radio" and (found := self._through_the_group(words)):
                return found
        raise AssertionError(f"with the Tab key one never comes to {words!r}")

    def _through_the_group(self, words: str) -> dict[str, Any] | None:
        name = self.page.evaluate("document.activeElement.name")
        options = self.page.evaluate(
            "(name) => [...document.getElementsByName(name)].map((one) => one.labels[0].textContent.replace(/\\s+/g, ' ').trim())",
            name,
        )
        if not any(words in option for option in options):
            return None
        for _ in options:
            at = self._look()
            if words in at["words"]:
                return at
            self.page.keyboard.press("ArrowDown")
        return None

    def _look(self) -> dict[str, Any]:
        at: dict[str, Any] = self.page.evaluate(WHERE)
        if not at["isNowhere"] and not (at["hasRing"] and at["isInSight"]):
            self.unseen.append(f"{at['tag']} {at['words'][:40]} at {self.page.url}")
        return at

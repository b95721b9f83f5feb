"""Why something is not done when people take part, in a sentence they can act on."""

from __future__ import annotations


class NotNow(Exception):
    """This cannot be done (any more), and nothing changed; the text is the sentence the page shows."""


class NotCounted(NotNow):
    """A vote that is not counted; `is_guess` says that the code itself was wrong."""

    def __init__(self, sentence: str, *, is_guess: bool = False) -> None:
        super().__init__(sentence)
        self.is_guess = is_guess

"""Why something is not done when people take part, in a sentence they can act on."""

from __future__ import annotations


class NotDone(Exception):
    """Not done, and nothing changed; the text is the sentence the page shows."""

    @property
    def sentence(self) -> str:
        """The sentence."""
        return str(self)


class NotCounted(NotDone):
    """A vote that is not counted; `is_guess` says that the code itself was wrong."""

    def __init__(self, sentence: str, *, is_guess: bool = False) -> None:
        super().__init__(sentence)
        self.is_guess = is_guess

"""Codes for paper: 14 characters anyone can read and type, and two check characters that catch a slip."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 14  # 14 × 5 = 70 bits: four groups of four on paper, and a code lives a few weeks at most
CHECKS = 2
PRIME = 1021  # the largest prime below 32 × 32: every single slip and every swap of neighbours shows
LOOKALIKES = str.maketrans("OIL", "011")


def make(choose: Callable[[str], str], length: int = LENGTH) -> str:
    """A fresh code with its check characters; `choose` picks one character (give secrets.choice)."""
    body = "".join(choose(ALPHABET) for _ in range(length))
    return body + check_of(body)


def check_of(body: str) -> str:
    """The two check characters: the code as a number, modulo PRIME."""
    number = 0
    for character in body:
        number = 32 * number + ALPHABET.index(character)
    return ALPHABET[number % PRIME // 32] + ALPHABET[number % PRIME % 32]


def read(typed: str, length: int = LENGTH) -> str | None:
    """The code as typed, with capitals, digits of other scripts and look-alikes put right and every other sign left out; None when there is a slip in it."""
    # Digits of every script, for who types on an Arabic keyboard.
    digits = (str(unicodedata.decimal(character, character)) for character in typed if character.isalnum())
    code = "".join(digits).upper().translate(LOOKALIKES)
    if len(code) != length + CHECKS or any(character not in ALPHABET for character in code):
        return None
    return code if check_of(code[:length]) == code[length:] else None


def groups(code: str) -> list[str]:
    """The code in groups of four, for reading out and printing."""
    return [code[start : start + 4] for start in range(0, len(code), 4)]


def digest_of(code: str) -> str:
    """What the database keeps of a code: with 70 random bits a plain SHA-256 cannot be turned back while the code lives."""
    return hashlib.sha256(code.encode()).hexdigest()

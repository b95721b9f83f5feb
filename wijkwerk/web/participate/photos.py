"""Makes the picture of an idea anew from what was sent, so that nothing but the picture is in it: no place, time or camera."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
QUALITY = 82

TOO_LARGE = _("Deze foto is groter dan 8 MB. Maak haar kleiner, of kies een andere.")
TOO_MANY_PIXELS = _("Deze foto heeft meer dan 50 miljoen beeldpunten. Maak haar kleiner, of kies een andere.")
NO_PICTURE = _("Dit is geen foto die we kunnen lezen. Kies een foto die eindigt op jpg, png of webp.")


class Unusable(Exception):
    """This is no picture we can take; the first argument is the sentence that says why."""

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        return str(self.args[0])


class Picture(NamedTuple):
    """A picture made anew: a JPEG with nothing else in it."""

    content: bytes
    width: int
    height: int


def made_anew(sent: bytes) -> Picture:
    """The picture in what was sent, upright and at most 1600 units wide or high; Unusable with a sentence otherwise.

    What it is, is read from its content; the name and the kind that came with it say nothing.
    """
    if len(sent) > MOST_BYTES:
        raise Unusable(TOO_LARGE)
    try:
        with Image.open(BytesIO(sent), formats=KINDS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unusable(TOO_MANY_PIXELS)
            return _clean(image)
    except Image.DecompressionBombError:
        raise Unusable(TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error, KeyError, TypeError):
        raise Unusable(NO_PICTURE) from None


def _clean(image: Image.Image) -> Picture:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    # A fresh picture: a saved copy would take comments and colour profiles along.
    fresh = Image.new("RGB", upright.size, "white")
    fresh.paste(upright, mask=upright.getchannel("A"))
    kept = BytesIO()
    fresh.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Picture(kept.getvalue(), fresh.width, fresh.height)

"""A text as a picture to scan with a telephone; beside it the text always stands to type over."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(text: str, label: str | None = None) -> SafeString:
    """The QR code as SVG, black on white, that fits whatever size the page gives it, without inline style.

    Round it is the quiet zone of four modules that ISO/IEC 18004 asks; `label` is what a screen reader says.
    """
    drawing = segno.make(text, error="m").svg_inline(border=4, omitsize=True, title=label, dark="#000", light="#fff")
    return mark_safe(drawing)  # noqa: S308 - segno writes only numbers and escapes the title

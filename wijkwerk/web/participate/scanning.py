"""An address as a picture to scan with a telephone; on paper it is always an extra."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(address: str) -> SafeString:
    """The picture, black on white, as SVG."""
    drawing = segno.make(address, error="m").svg_inline(border=2, omitsize=True, dark="#000", light="#fff")
    return mark_safe(drawing)  # noqa: S308 - segno writes only numbers

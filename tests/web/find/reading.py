"""Reading a page as a person does: its words, without its tags."""

import re
from html import unescape
from typing import Any


def text_of(response: Any) -> str:
    """The words of the page, with single spaces."""
    html = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())

"""The method a run began with, read once in each process."""

import json
from functools import lru_cache

from wijkwerk.library.method import Method
from wijkwerk.web.find.service import shelf
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.web.work.models import Edition


def keep_edition(method_id: str) -> str:
    """Keep the edition on the shelf now, if it was not kept yet; its digest."""
    edition = shelf().edition(method_id)
    Edition.objects.get_or_create(digest=edition.digest, defaults={"method_id": method_id, "text": edition.text})
    return edition.digest


def method_of(digest: str) -> Method:
    """The method of this edition in the language of the page when the shelf still has it, else as it was kept."""
    holder = shelf().holder_of(digest)
    method = shelf().method(holder, language_of_page()) if holder else None
    return method or _kept(digest)


def is_current(digest: str) -> bool:
    """Whether the shelf has no newer edition."""
    return shelf().holder_of(digest) is not None


@lru_cache(maxsize=64)
def _kept(digest: str) -> Method:
    return Method.model_validate(json.loads(Edition.objects.get(digest=digest).text))

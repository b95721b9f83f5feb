"""Sessions as Django keeps them in the database, found by a question that is put into SQL once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from wijkwerk.web.site.prepared import Prepared

_kept = Prepared(lambda key: Session.objects.filter(session_key=key), Session._meta.pk)


class SessionStore(db.SessionStore):
    """Under Django's own name, because the signature of a session holds it."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, when it is unknown or over."""
        session = next(iter(_kept(self.session_key)), None)
        if session is None or session.expire_date <= timezone.now():
            self._session_key = None
            return {}
        return self.decode(session.session_data)

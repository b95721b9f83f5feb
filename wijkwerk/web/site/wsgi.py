"""The door for gunicorn: opens only on safe settings."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwerk.web.site.settings")

try:
    application = get_wsgi_application()
except SystemExit as stop:
    # gunicorn tries again and again, except after status 4.
    sys.stderr.write(f"{stop.code}\n")
    raise SystemExit(4) from None

from wijkwerk.web.site.checks import refuse_unsafe_start

refuse_unsafe_start()

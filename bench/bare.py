"""The least a Django site can do: a list of sixty rows and a page about one, each with one query and 30 KiB.

Run by gunicorn as `bench.bare:application`, with the folder for its database in WIJKWERK_VAR.
"""

import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings

if not settings.configured:
    settings.configure(
        SECRET_KEY="only for measuring",  # noqa: S106
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="bench.bare",
        INSTALLED_APPS=["django.contrib.contenttypes"],
        MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": Path(os.environ["WIJKWERK_VAR"], "bare-site.sqlite3"),
            }
        },
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        USE_TZ=True,
    )
    django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from django.utils.timezone import now

ROWS = 60
FILLER = "Bewoners vertellen wat er beter kan in de straat en wie daarbij wil helpen. "


class Row(models.Model):
    """Something in a list."""

    title = models.CharField(max_length=120)
    text = models.TextField()
    place = models.CharField(max_length=60)
    number = models.IntegerField()
    at = models.DateTimeField()

    objects: models.Manager["Row"] = models.Manager()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.title


LIST = Template(
    "<!doctype html><html><head><title>Lijst</title></head><body><ul>{% for row in rows %}"
    '<li class="card card--calm"><h2><a href="{% url "detail" row.pk %}">{{ row.title }}</a></h2><p>{{ row.text }}</p>'
    '<ul class="facts"><li>{{ row.place }}</li><li>{{ row.number }}</li><li>{{ row.at|date:"j F Y" }}</li></ul></li>'
    "{% endfor %}</ul></body></html>"
)
DETAIL = Template(
    "<!doctype html><html><head><title>{{ row.title }}</title></head><body><h1>{{ row.title }}</h1>"
    f"<p>{{{{ row.text }}}}</p><p>{{{{ row.place }}}}, {{{{ row.at }}}}</p><p>{FILLER * 390}</p></body></html>"
)


def rows(request: HttpRequest) -> HttpResponse:
    """Sixty rows."""
    return HttpResponse(LIST.render(Context({"rows": Row.objects.order_by("pk")[:ROWS]})))


def row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row."""
    return HttpResponse(DETAIL.render(Context({"row": Row.objects.get(pk=pk)})))


urlpatterns = [path("", rows, name="list"), path("<int:pk>/", row, name="detail")]


def fill() -> None:
    """A fresh table with a thousand rows."""
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    Row.objects.bulk_create(
        Row(title=f"Straat {number}", text=FILLER * 4, place="Buurt", number=number, at=now()) for number in range(1000)
    )


application: Any = get_wsgi_application()

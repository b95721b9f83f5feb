"""The addresses of find."""

from django.urls import URLPattern, URLResolver

app_name = "find"

urlpatterns: list[URLPattern | URLResolver] = []

"""The pages of the shell itself: home, about, components."""

from django.urls import URLPattern, URLResolver

app_name = "site"

urlpatterns: list[URLPattern | URLResolver] = []

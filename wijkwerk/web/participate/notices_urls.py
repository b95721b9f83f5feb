"""The addresses of notices."""

from django.urls import path

from wijkwerk.web.participate import notices_views as views

urlpatterns = [
    path("mijn/berichten/", views.mine, name="notices"),
    path("berichten/stop/<slug:sign>/", views.stop, name="notices-stop"),
    path("meedoen/berichten/<slug:slug>/papier/", views.on_paper, name="notices-on-paper"),
]

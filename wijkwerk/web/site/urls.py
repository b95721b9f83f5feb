"""Every address of the site: one line for each thing people do."""

from django.urls import include, path

urlpatterns = [
    path("", include("wijkwerk.web.site.pages")),
    path("", include("wijkwerk.web.people.urls")),
    path("", include("wijkwerk.web.find.urls")),
    path("", include("wijkwerk.web.work.urls")),
    path("", include("wijkwerk.web.places.urls")),
    path("", include("wijkwerk.web.participate.urls")),
    path("", include("wijkwerk.web.api.urls")),
]

handler403 = "wijkwerk.web.site.refusals.not_allowed"
handler500 = "wijkwerk.web.site.not_saved.trouble"

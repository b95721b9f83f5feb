"""The addresses of find: everything but the faults of the content can be read and tried without an account."""

from django.urls import path

from wijkwerk.web.find import views

app_name = "find"

urlpatterns = [
    path("vinden/", views.home, name="home"),
    path("vinden/bronnen/", views.sources, name="sources"),
    path("beheer/inhoud/", views.faults, name="faults"),
    path("vinden/wat-past/", views.fits, name="fits"),
    path("vinden/naast-elkaar/", views.compare, name="compare"),
    path("vinden/bundel/", views.bundle, name="bundle"),
    path("vinden/bundel/bundel.pdf", views.bundle_pdf, name="bundle-pdf"),
    path("vinden/kaart/<slug:entry_id>/", views.card, name="card"),
    path("insluiten/<slug:entry_id>/", views.embedded, name="embedded"),
    path("vinden/kennis/<slug:entry_id>/", views.entry, name="entry"),
    path("vinden/methode/<slug:method_id>/", views.method, name="method"),
    path("vinden/methode/<slug:method_id>/advies/", views.guide, name="guide"),
    path("vinden/methode/<slug:method_id>/toets/", views.check, name="check"),
    path("vinden/methode/<slug:method_id>/route/", views.route, name="route"),
]

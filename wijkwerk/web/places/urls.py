"""The addresses of places."""

from django.urls import URLPattern, URLResolver, path

from wijkwerk.web.places import views

app_name = "places"

urlpatterns: list[URLPattern | URLResolver] = [
    path("kaart/", views.home, name="home"),
    path("kaart/<slug:slug>/", views.area, name="area"),
    path("kaart/<slug:slug>/notities.geojson", views.geojson, name="geojson"),
    path("kaart/<slug:slug>/nieuw/", views.add, name="add"),
    path("kaart/<slug:slug>/briefje/<int:number>/", views.note, name="note"),
    path("kaart/<slug:slug>/briefje/<int:number>/wijzigen/", views.edit, name="edit"),
    path("kaart/<slug:slug>/briefje/<int:number>/publiceren/", views.publish, name="publish"),
    path("kaart/<slug:slug>/briefje/<int:number>/verbergen/", views.unpublish, name="unpublish"),
    path("kaart/<slug:slug>/briefje/<int:number>/weghalen/", views.withdraw, name="withdraw"),
]

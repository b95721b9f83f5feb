"""The addresses of who takes part, for rounds and for dialogues alike."""

from django.urls import URLPattern, path

from wijkwerk.web.participate import profile_views as views

PAGES = (
    ("wie/", views.who, "profile"),
    ("wie/over-jou/", views.tell, "profile-tell"),
    ("wie/briefje/", views.slip, "profile-slip"),
    ("wie/papier/", views.paper, "profile-paper"),
    ("wie/cijfers.<slug:form>", views.data, "profile-data"),
)

urlpatterns: list[URLPattern] = [
    *(path(f"meedoen/<slug:area>/<slug:slug>/{rest}", view, name=name) for rest, view, name in PAGES),
    *(
        path(f"meedoen/<slug:area>/dialoog/<slug:slug>/{rest}", view, {"kind": "dialogue"}, name=f"dialogue-{name}")
        for rest, view, name in PAGES
    ),
    path("meedoen/<slug:area>/buurt/cijfers/", views.shares, name="area-shares"),
]

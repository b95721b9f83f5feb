"""The addresses of work."""

from django.urls import path

from wijkwerk.web.work import conversation, views

app_name = "work"

urlpatterns = [
    path("gesprek/<slug:method_id>/", conversation.conversation, name="conversation"),
    path("gesprek/<slug:method_id>/data.json", conversation.data, name="conversation-data"),
    path("gesprek/<slug:method_id>/leeg/", conversation.blank, name="conversation-blank"),
    path("werk/", views.home, name="home"),
    path("werk/begin/<slug:method_id>/<slug:part>/", views.start, name="start"),
    path("werk/<uuid:run_id>/", views.run, name="run"),
    path("werk/<uuid:run_id>/vastleggen/", views.record, name="record"),
    path("werk/<uuid:run_id>/verslag/", views.report, name="report"),
    path("werk/<uuid:run_id>/rollen/", views.roles, name="roles"),
    path("werk/<uuid:run_id>/rollen/<int:held_id>/terug/", views.role_end, name="role-end"),
    path("werk/<uuid:run_id>/open/", views.openness, name="openness"),
]

"""The addresses of meetings."""

from django.urls import path

from wijkwerk.web.participate import meetings_views as views

urlpatterns = [
    path("meedoen/samenkomst/<uuid:pk>/", views.meeting, name="meeting"),
    path("meedoen/samenkomst/<uuid:pk>/uitnodiging/", views.letter, name="meeting-letter"),
    path("meedoen/samenkomst/<uuid:pk>/samenkomst.ics", views.in_calendar, name="meeting-calendar"),
    path("meedoen/samenkomst/<uuid:pk>/verslag/", views.report, name="meeting-report"),
    path("meedoen/samenkomst/<uuid:pk>/veranderen/", views.change, name="meeting-change"),
    path("meedoen/samenkomst/<uuid:pk>/afzeggen/", views.call_off, name="meeting-call-off"),
    path("meedoen/samenkomst/<uuid:pk>/uitnodigen/", views.invite, name="meeting-invite"),
    path("meedoen/samenkomst/<uuid:pk>/punt/", views.point, name="meeting-point"),
    path("meedoen/samenkomst/<uuid:pk>/punt/<int:number>/weg/", views.point_remove, name="meeting-point-remove"),
    path("meedoen/samenkomst/<uuid:pk>/punt/<int:number>/plaatsen/", views.point_place, name="meeting-point-place"),
    path("meedoen/samenkomst/<uuid:pk>/opschrijven/", views.tell, name="meeting-tell"),
    path("meedoen/samenkomsten/<slug:slug>/", views.meetings_of_area, name="meetings"),
    path("meedoen/samenkomsten/<slug:slug>/agenda.ics", views.feed, name="meetings-feed"),
    path("meedoen/samenkomsten/<slug:slug>/nieuw/", views.plan, name="meeting-plan"),
]

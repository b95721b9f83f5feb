"""The addresses of people."""

from django.urls import URLPattern, URLResolver, path

from wijkwerk.web.people import administration_views, entry_views, erase_views, own_views, privacy_views

app_name = "people"

urlpatterns: list[URLPattern | URLResolver] = [
    path("inloggen/", entry_views.sign_in, name="sign-in"),
    path("inloggen/tweede-stap/", entry_views.second_step, name="second-step"),
    path("uitloggen/", entry_views.sign_out, name="sign-out"),
    path("uitnodiging/", entry_views.invitation, name="invitation"),
    path("uitnodiging/kies/", entry_views.invitation_accept, name="invitation-accept"),
    path("uitnodiging/<str:code>/", entry_views.invitation_link, name="invitation-link"),
    path("wachtwoord/", entry_views.password, name="password"),
    path("wachtwoord/code/", entry_views.password_code, name="password-code"),
    path("wachtwoord/nieuw/", entry_views.password_new, name="password-new"),
    path("wachtwoord/<str:code>/", entry_views.password_link, name="password-link"),
    path("privacy/", privacy_views.privacy, name="privacy"),
    path("mijn/", own_views.mine, name="mine"),
    path("mijn/wachtwoord/", own_views.mine_password, name="mine-password"),
    path("mijn/gegevens.json", own_views.mine_export, name="mine-export"),
    path("mijn/tweede-stap/", own_views.mine_second_step, name="mine-second-step"),
    path("mijn/herstelcodes/", own_views.mine_recovery, name="mine-recovery"),
    path("mijn/wissen/", erase_views.erase, name="mine-erase"),
    path("gewist/", erase_views.erased, name="erased"),
    path("beheer/", administration_views.administration, name="administration"),
    path("beheer/organisaties/", administration_views.organisations, name="organisations"),
    path("beheer/organisaties/<int:pk>/", administration_views.organisation, name="organisation"),
    path("beheer/gebieden/", administration_views.areas, name="areas"),
    path("beheer/gebieden/<slug:slug>/", administration_views.area, name="area"),
    path("beheer/gebieden/<slug:slug>/mensen/", administration_views.area_people, name="area-people"),
    path("beheer/gebieden/<slug:slug>/uitnodigen/", administration_views.invite, name="invite"),
    path("beheer/mensen/", administration_views.persons, name="persons"),
    path("beheer/mensen/<int:pk>/", administration_views.person, name="person"),
    path("beheer/mensen/<int:pk>/code/", administration_views.give_code, name="give-code"),
    path("beheer/rollen/<int:pk>/stoppen/", administration_views.role_end, name="role-end"),
    path("beheer/uitnodigen/", administration_views.invite_anyone, name="invite-anyone"),
]

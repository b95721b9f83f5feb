"""The addresses of the API."""

from django.urls import path

from wijkwerk.web.api.v1 import api, nowhere, root

urlpatterns = [
    path("api/v1/", root, name="api-home"),
    path("api/v1/", api.urls),
    path("api/v1/<path:rest>", nowhere, name="api-nowhere"),
]

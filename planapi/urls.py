"""Addresses of the service: the API under /api/v1/, the admin under /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("plans.api.urls")),
]
handler400 = "planapi.refusals.bad_request"
handler403 = "planapi.refusals.permission_denied"
handler404 = "planapi.refusals.not_found"
handler500 = "planapi.refusals.server_error"

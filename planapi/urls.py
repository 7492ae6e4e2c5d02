"""Addresses of the service: the API under /api/v1/, the admin under /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("plans.api.urls")),
]

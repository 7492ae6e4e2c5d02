"""Across origins: every page may read the API, only pages of CORS_ALLOWED_ORIGINS may write, and none may send cookies."""

from corsheaders import middleware
from corsheaders.conf import conf
from django.utils.cache import patch_vary_headers

WRITING = ("POST", "PUT", "PATCH", "DELETE")


class CorsMiddleware(middleware.CorsMiddleware):
    """As its parent, which knows one list of methods for everybody."""

    def add_response_headers(self, request, response):
        origin, wanted = request.headers.get("origin", ""), request.method
        if wanted == "OPTIONS":
            wanted = request.headers.get("access-control-request-method", "GET").upper()
        is_named = origin in conf.CORS_ALLOWED_ORIGINS
        if wanted in WRITING and not is_named:
            if self.is_enabled(request):
                patch_vary_headers(response, ("origin",))
            return response
        response = super().add_response_headers(request, response)
        if is_named and "access-control-allow-methods" in response:
            response["access-control-allow-methods"] = ", ".join((*conf.CORS_ALLOW_METHODS, *WRITING))
        return response

"""What Django itself refuses (a strange host, a failed CSRF check, a fault outside every view): below /api/ as problems, too."""

from django.core.exceptions import RequestDataTooBig
from django.views import csrf, defaults

from plans.api.errors import problem


def _below_api(status, detail, elsewhere):
    """A view for Django's handlers: a problem below /api/, the usual page `elsewhere`."""

    def refuse(request, *args, **kwargs):
        if not request.path_info.startswith("/api/"):
            return elsewhere(request, *args, **kwargs)
        if args and isinstance(args[0], RequestDataTooBig):
            return problem(request, 413, "The body is larger than this service reads.")
        return problem(request, status, detail)

    return refuse


bad_request = _below_api(400, "This service does not take it: look at the host name, the headers and the body.", defaults.bad_request)
permission_denied = _below_api(403, "This is not allowed.", defaults.permission_denied)
not_found = _below_api(404, "Nothing is here.", defaults.page_not_found)
server_error = _below_api(500, "Something went wrong on our side; it has been recorded. Try again later.", defaults.server_error)
csrf_failure = _below_api(403, "The CSRF check failed: send the token of your session in X-CSRFToken.", csrf.csrf_failure)

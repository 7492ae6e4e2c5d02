"""ASGI entry point, for whoever prefers an ASGI server."""

import os

from django.core.asgi import get_asgi_application

from planapi.serving import require_configuration

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planapi.settings")
require_configuration()
application = get_asgi_application()

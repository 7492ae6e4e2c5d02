"""WSGI entry point, served by granian."""

import os

from django.core.wsgi import get_wsgi_application

from planapi.serving import require_configuration

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planapi.settings")
require_configuration()
application = get_wsgi_application()

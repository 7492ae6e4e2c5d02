#!/usr/bin/env python3
"""Django's command line for PlanAPI."""

import os
import sys

from django.core.management import execute_from_command_line

from planapi.cluster import EmbeddedDatabaseError
from planapi.embedded import ending_on_signals

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planapi.settings")
    try:
        with ending_on_signals():
            execute_from_command_line(sys.argv)
    except EmbeddedDatabaseError as error:
        sys.exit(f"{error}")

"""Benchmarks: what is measured, and against what. Django is set up here, on a database of its own in .var/bench.

With DATABASE_URL it is that database instead; whatever stands in it should be a corpus of `benchmarks.corpus`.
"""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planapi.settings")
os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" * 3)
os.environ.setdefault("PLANAPI_STATE_DIR", str(Path(".var/bench").resolve()))
os.environ.setdefault("PLANAPI_DURABLE", "0")
os.environ.setdefault("LOG_LEVEL", "WARNING")
django.setup()

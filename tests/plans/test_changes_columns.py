"""The log of changes looks at every column that the API tells."""

import pytest
from django.apps import apps
from django.db import connection

from plans.models import FOLLOWED

pytestmark = pytest.mark.django_db


def test_every_column_that_is_told_is_followed():
    """A column that a later migration adds is followed only once that migration calls plans_follow() again."""
    internal = {
        "indicators": {"edited_fields"},
        "sources": {"content"},
        "documents": {"key", "title_key"},
        "references": {"title_key"},
        "paragraphs": {"source_map"},
        "targets": {"indicator_key", "position"},
        "outcomes": {"indicator_key", "position"},
        "projects": {"name_key"},
        "project-mentions": {"name_key", "name_stem", "position"},
        "corrections": {"anchor", "editor_id", "withdrawn_by_id"},
        "diagnostics": {"resolved_by_id"},
    }
    public = {model._meta.model_name: model for model in apps.get_app_config("plans").get_models()}
    names = {resource: resource.replace("-", "").removesuffix("s") for resource in FOLLOWED}
    for resource, name in names.items():
        with connection.cursor() as cursor:
            cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [f"plans_note_{resource.replace('-', '_')}"])
            (source,) = cursor.fetchone()
        compared = source.split("IS DISTINCT FROM")[0].split("ROW(")[-1]
        compared = {column.strip().removeprefix("o.").strip('"') for column in compared.split(")")[0].split(",")}
        columns = {field.column for field in public[name]._meta.concrete_fields if not field.primary_key}
        assert compared == columns - internal.get(resource, set()), resource

"""Search: text folded by PostgreSQL itself, and an index of its pairs of characters. See 0007_search.sql and plans/search."""

from pathlib import Path

from django.db import migrations

TABLES = ("document", "chapter", "section", "paragraph", "target", "outcome", "projectmention")
BACK = [
    "DROP TABLE plans_frequent_gram",
    "DROP TABLE plans_gram_sample",
    *(f"ALTER TABLE plans_{table} DROP COLUMN folded" for table in TABLES),
    "DROP FUNCTION plans_grams(text)",
    "DROP FUNCTION plans_fold(text)",
]


class Migration(migrations.Migration):

    dependencies = [("plans", "0006_proposal_stem")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), BACK)]

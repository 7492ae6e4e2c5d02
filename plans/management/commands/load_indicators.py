"""Fill the Indicator table from fixtures/indicators.toml. Can be run again at any time: only what differs is written."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.changes import because
from plans.choices import ChangeCause
from plans.indicators import registry
from plans.linking import relink
from plans.models import Indicator

FIELDS = ["name", "name_en", "aliases", "unit_family", "direction", "theme", "description", "from_registry"]


class Command(BaseCommand):
    help = "Load the registry of indicators into the database. What editors have added stays, and no code is ever deleted."
    requires_system_checks = []

    def handle(self, *args, **options):
        try:
            entries = registry()
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise CommandError(f"fixtures/indicators.toml can't be read as a registry of indicators ({error}).") from None
        with because(ChangeCause.REGISTRY):
            created, changed = save(entries)
            linked = relink() if created or changed else 0
        told = f"{len(entries)} indicators: {created} new, {changed} changed."
        self.stdout.write(f"{told} {linked} figures linked anew." if linked else told)


def save(entries):
    """Write new and changed indicators in bulk; returns how many of each. What editors have added or changed is left alone."""
    stored, now = Indicator.objects.in_bulk(), timezone.now()
    rows = [_with_edits(_row(entry, now), stored.get(entry.code)) for entry in entries]
    new = [row for row in rows if row.code not in stored]
    changed = [row for row in rows if row.code in stored and any(getattr(row, f) != getattr(stored[row.code], f) for f in FIELDS)]
    Indicator.objects.bulk_create(new + changed, update_conflicts=True, unique_fields=["code"], update_fields=[*FIELDS, "updated_at"])
    return len(new), len(changed)


def _with_edits(row, stored):
    """The row of the file with the fields that an editor has decided otherwise."""
    for field in stored.edited_fields if stored else ():
        setattr(row, field, getattr(stored, field))
    return row


def _row(entry, now):
    return Indicator(
        code=entry.code,
        name=entry.name,
        name_en=entry.name_en,
        aliases=list(entry.aliases),
        unit_family=entry.family,
        direction=entry.direction,
        theme=entry.theme,
        description=entry.description,
        from_registry=True,
        updated_at=now,
    )

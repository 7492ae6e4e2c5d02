"""Fill the Region table from fixtures/regions.csv. Can be run again at any time: only what differs is written."""

import csv
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plans.changes import because
from plans.choices import ChangeCause
from plans.models import Region

FILE = Path(settings.BASE_DIR) / "fixtures" / "regions.csv"
FIELDS = ["name", "full_name", "short_name", "level", "parent_id", "valid_from", "valid_to"]


class Command(BaseCommand):
    help = "Load the administrative divisions of GB/T 2260 into the database. Divisions that are not in the file are left alone."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--file", default=FILE, type=Path, help="the CSV file (default: fixtures/regions.csv)")

    def handle(self, *args, file, **options):
        try:
            with open(file, encoding="utf-8-sig", newline="") as stream:
                regions = newest(csv.DictReader(stream))
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"{file}: can't be read as a list of regions ({error}).") from None
        created, changed = save(regions)
        self.stdout.write(f"{len(regions)} regions: {created} new, {changed} changed.")


def newest(rows):
    """One Region per code: a code that was given out twice keeps its latest meaning.

    >>> row = {"name": "", "full_name": "", "short_name": "", "level": "county", "parent": ""}
    >>> old, new = {"code": "1", "valid_from": "", "valid_to": "1997"}, {"code": "1", "valid_from": "1998", "valid_to": ""}
    >>> [region.valid_from for region in newest([row | new, row | old])]
    [1998]
    """
    chosen = {}
    for row in rows:
        region = Region(
            code=row["code"],
            name=row["name"],
            full_name=row["full_name"],
            short_name=row["short_name"],
            level=row["level"],
            parent_id=row["parent"] or None,
            valid_from=int(row["valid_from"]) if row["valid_from"] else None,
            valid_to=int(row["valid_to"]) if row["valid_to"] else None,
        )
        if region.code not in chosen or _age(region) > _age(chosen[region.code]):
            chosen[region.code] = region
    return list(chosen.values())


def _age(region):
    return region.valid_to is None, region.valid_to or 0, region.valid_from or 0


def save(regions):
    """Write new and changed regions in bulk; returns how many of each."""
    with because(ChangeCause.REGISTRY):
        stored = Region.objects.in_bulk()
        new = [region for region in regions if region.code not in stored]
        changed = [r for r in regions if r.code in stored and any(getattr(r, f) != getattr(stored[r.code], f) for f in FIELDS)]
        names = [name.removesuffix("_id") for name in FIELDS]
        Region.objects.bulk_create(new + changed, update_conflicts=True, unique_fields=["code"], update_fields=names)
    return len(new), len(changed)

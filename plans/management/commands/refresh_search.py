"""Count anew which pairs of characters are frequent. Importing does it by itself; after other bulk loads, run this."""

from django.core.management.base import BaseCommand

from plans.search.frequency import renew_frequencies


class Command(BaseCommand):
    help = "Count anew, from a sample, which pairs of characters are so frequent that a search reads the newest rows first."

    def handle(self, *args, **options):
        kinds = renew_frequencies(always=True)
        self.stdout.write(f"Counted: {', '.join(kinds)}." if kinds else "Nothing is large enough to need it.")

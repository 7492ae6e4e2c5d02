"""Why something is written."""

from contextlib import contextmanager

from django.db import connection, transaction

from plans.choices import ChangeCause

SETTING = "planapi.cause"


@contextmanager
def because(cause):
    """All that is written inside, in one transaction, stands in the log with this cause. Inside another one, the inner holds.

        with because(ChangeCause.REGISTRY):
            indicator.save()

    What is written outside any has the cause `maintenance`.
    """
    cause = ChangeCause(cause)
    with transaction.atomic():
        before = _set(cause)
        yield
        _set(before)  # a rollback does it by itself


def _set(cause):
    """Until the transaction ends; returns what was set."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT before, set_config(%s, %s, true) FROM (SELECT current_setting(%s, true) AS before OFFSET 0) AS setting",
            [SETTING, str(cause or ""), SETTING],
        )
        return cursor.fetchone()[0]

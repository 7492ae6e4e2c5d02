"""Addresses of the pages of records that are read out of a clause: targets, outcomes, mentions of projects."""

from functools import cache

from django.urls import reverse

from plans.choices import Tense

NOBODY = "00000000-0000-0000-0000-000000000000"
# The page of a document where its records of one family stand in order.
REVIEW_PAGES = {"target": "figures", "outcome": "figures", "projectmention": "mentions"}


def record_url(record, page="change"):
    return _address(record._meta.model_name, page).replace(NOBODY, str(record.pk))


@cache
def _address(model_name, page):
    """A page's address with a place for the id: a page of a document shows a thousand of them."""
    return reverse(f"admin:plans_{model_name}_{page}", args=[NOBODY])


def review_url(model_name, document_id, record_id=None):
    """The page where all records of a document stand in order, at one of them."""
    url = reverse(f"admin:plans_document_{REVIEW_PAGES[model_name]}", args=[document_id])
    return f"{url}#f-{record_id}" if record_id else url


def adding_url(model_name, paragraph_id, back=""):
    """The page where words of a paragraph that the machine has missed are made a record."""
    url = f"{reverse(f'admin:plans_{model_name}_add')}?paragraph={paragraph_id}"
    return f"{url}&back={back}" if back else url


def other_tense(tense):
    return Tense.OUTCOME if tense == Tense.TARGET else Tense.TARGET

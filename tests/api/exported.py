"""Files of whole lists, read back."""

from plans.models import Correction
from tests.api import making


def everything():
    """Two documents with everything, values of every kind, and nulls beside them: the second."""
    regions = making.regions()
    making.new_indicator("gdp", aliases=["GDP", "生产总值"], name_en="Gross domestic product")
    making.new_indicator("other")
    making.whole_document(region=regions["141100"], published_on="2021-05-01", period_start=2021, period_end=2025, doc_type="outline")
    document = making.whole_document(title='第二份,"带引号"\n与换行')
    figure = {"indicator_id": "gdp", "base_value": "0.55", "year": None, "strength": "=1+1"}
    making.new_target(document=document, printed="-4.5%", value="-4.5", normal_value="123456789012345678901234567890.5", **figure)
    making.new_mention(document=document, scale_value="1320000", scale_unit="千瓦", deadline_date="2026-08-31")
    Correction.objects.create(
        document=document, model="target", object_id=document.id, field="title", before={"doc_type": [1, None]}, after="新"
    )
    return document


def body(response):
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def pages(get, path, **query):
    """All records of a list, page by page."""
    address, found = path, []
    while address:
        page = get(address, **query).json()
        found, address, query = found + page["results"], page["next"], {}
    return found

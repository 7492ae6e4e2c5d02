"""A document as schema.org describes one, in JSON-LD: a plan is `Legislation`, a work report a `Report`."""

import orjson

from plans.choices import DocumentType

TYPES = {DocumentType.OUTLINE: "Legislation", DocumentType.SPECIAL_PLAN: "Legislation", DocumentType.WORK_REPORT: "Report"}
FORMS = {"application/json": "json", "text/markdown": "md", "text/html": "html", "application/akn+xml": "akn"}
ISSUED_BY = "GovernmentOrganization"


def describe(reading):
    """The description as a dict; what is not known is left out."""
    document, address = reading.document, f"{reading.root}documents/{reading.document.pk}/"
    kind = TYPES.get(document.doc_type, "CreativeWork")
    place = _place(document)
    said = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": address,
        "url": address,
        "name": reading.name,
        "identifier": [
            str(document.pk),
            *(
                {"@type": "PropertyValue", "propertyID": name, "value": value}
                for name, value in (("发文字号", document.doc_number), ("索引号", document.index_number))
                if value
            ),
        ],
        "inLanguage": "zh-Hans",
        "datePublished": _day(document.published_on or document.written_on),
        "dateModified": document.updated_at.isoformat(),
        "publisher": {"@type": ISSUED_BY, "name": document.issuer} if document.issuer else None,
        "spatialCoverage": place,
        "temporalCoverage": _period(document.period_start, document.period_end),
        "about": document.theme or None,
        "isBasedOn": f"{address}source/",
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": media_type, "contentUrl": f"{address}?format={form}"}
            for media_type, form in FORMS.items()
        ],
        "hasPart": [_part(node, address) for node in reading.lists["body"] if node["text"] is None],
    }
    if kind == "Legislation":
        said |= {
            "legislationType": document.get_doc_type_display(),
            "legislationIdentifier": document.doc_number or None,
            "legislationDate": _day(document.written_on),
            "legislationJurisdiction": place,
            "legislationPassedBy": said["publisher"],
        }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def written(reading):
    r"""The description as text for a page: no `<` in it, so that nothing in it can end the script it stands in.

    `<` is `\u003c` in JSON, which reads the same.
    """
    text = orjson.dumps(describe(reading)).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _place(document):
    if not document.region_name and not document.region_id:
        return None
    place = {"@type": "AdministrativeArea", "name": document.region_name, "identifier": document.region_id}
    return {name: value for name, value in place.items() if value}


def _period(first, last):
    """As ISO 8601 writes an interval of years.

    >>> _period(2021, 2025), _period(2021, None), _period(None, None)
    ('2021/2025', '2021/..', None)
    """
    return f"{first or '..'}/{last or '..'}" if first or last else None


def _day(day):
    return day and day.isoformat()


def _part(node, address):
    name = " ".join(filter(None, (node["marker"], node["heading"])))
    part = {"@type": "CreativeWork", "@id": f"{address}~{node['eid']}/", "name": name, "position": node["number"]}
    return {key: value for key, value in part.items() if value not in (None, "")}

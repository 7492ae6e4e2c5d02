"""The `meta` of an Akoma Ntoso document: what it is by the FRBR levels, and everything its text refers to.

IRIs follow the naming convention: country and region, kind, date, id. Our region codes (GB/T 2260) stand for the jurisdiction.
"""

from urllib.parse import quote

from plans.documents.markup import element

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGE = "zho"
EDITOR = "planapi"


def meta(reading, marks):
    document = reading.document
    return element("meta", _identification(reading), _publication(document), _references(reading, marks))


def target_of(mark):
    """What a mark refers to, and the indicator it measures.

    >>> from plans.documents.marks import Mark
    >>> target_of(Mark(kind="target", start=0, end=1, path="targets/01a2/", told="", indicator="gdp"))
    '#target-01a2 #indicator-gdp'
    """
    return f"#{mark.key}" + (f" #indicator-{mark.indicator}" if mark.indicator else "")


def work_iri(document):
    """The IRI of the work, whatever its wording or form."""
    jurisdiction = f"cn-{document.region_id}" if document.region_id else "cn"
    return f"/akn/{jurisdiction}/statement/{document.doc_type or 'document'}/{_dated(document)[0]}/{document.pk}"


def expression_iri(document):
    """The IRI of its wording in Chinese."""
    return f"{work_iri(document)}/{LANGUAGE}@{_dated(document)[0]}"


def _dated(document):
    """The day of a work, and which day that is: signature, publication, else the first of its period, else of its record."""
    if document.written_on or document.published_on:
        return (document.written_on, "signature") if document.written_on else (document.published_on, "publication")
    if document.period_start:
        return f"{document.period_start:04}-01-01", "period"
    return document.created_at.date(), "record"


def _identification(reading):
    document = reading.document
    day, what = _dated(document)
    work = work_iri(document)
    expression = expression_iri(document)
    component = f"~{reading.part.node['eid']}" if reading.part else "!main"
    author = "#issuer" if document.issuer else f"#{EDITOR}"
    return element(
        "identification",
        element(
            "FRBRWork",
            element("FRBRthis", value=f"{work}/{component}"),
            element("FRBRuri", value=work),
            element("FRBRalias", value=reading.name, name="title"),
            element("FRBRdate", date=day, name=what),
            element("FRBRauthor", href=author),
            element("FRBRcountry", value="cn"),
            element("FRBRsubtype", value=document.doc_type) if document.doc_type else None,
            *(element("FRBRnumber", value=number) for number in (document.doc_number, document.index_number) if number),
            element("FRBRname", value=str(document.pk)),
        ),
        element(
            "FRBRExpression",
            element("FRBRthis", value=f"{expression}/{component}"),
            element("FRBRuri", value=expression),
            element("FRBRdate", date=day, name=what),
            element("FRBRauthor", href=author),
            element("FRBRlanguage", language=LANGUAGE),
        ),
        element(
            "FRBRManifestation",
            element("FRBRthis", value=f"{expression}/{component}.akn"),
            element("FRBRuri", value=f"{expression}.akn"),
            element("FRBRalias", value=f"{reading.address}?format=akn", name="url"),
            element("FRBRdate", date=document.updated_at.date(), name="reading"),
            element("FRBRauthor", href=f"#{EDITOR}"),
            element("FRBRformat", value="application/akn+xml"),
        ),
        source=f"#{EDITOR}",
    )


def _publication(document):
    if not document.published_on:
        return None
    return element("publication", date=document.published_on, name="publication", showAs=document.issuer or "发布")


def _references(reading, marks):
    document = reading.document
    told = {
        "original": element("original", eId="source", href=f"{reading.root}documents/{document.pk}/source/", showAs="原始文件"),
        EDITOR: element("TLCOrganization", eId=EDITOR, href=f"{reading.root}", showAs="PlanAPI"),
    }
    if document.issuer:
        href = f"/akn/ontology/organization/cn/{quote(document.issuer, safe='')}"
        told["issuer"] = element("TLCOrganization", eId="issuer", href=href, showAs=document.issuer)
    if document.region_id:
        href = f"{reading.root}regions/{document.region_id}/"
        told["region"] = element("TLCLocation", eId="region", href=href, showAs=document.region_name or document.region_id)
    for mark in marks:
        if mark.kind != "document":
            tag = "TLCObject" if mark.kind == "project" else "TLCConcept"
            told[mark.key] = element(tag, eId=mark.key, href=reading.root + mark.path, showAs=mark.told)
        if mark.indicator:
            key = f"indicator-{mark.indicator}"
            told[key] = element("TLCConcept", eId=key, href=f"{reading.root}indicators/{mark.indicator}/", showAs=mark.indicator)
    return element("references", *told.values(), source=f"#{EDITOR}")

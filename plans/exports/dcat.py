"""Descriptions for catalogues of data: dcat:Dataset of DCAT 3, as JSON-LD."""

from django.conf import settings

from plans.exports.about import DESCRIPTION, KEYWORDS, TITLE

MEDIA_TYPE = "application/ld+json"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
IANA = "https://www.iana.org/assignments/media-types/"
# What IANA does not list is told by dct:format.
UNREGISTERED = ("application/jsonl",)
CHINA = "http://publications.europa.eu/resource/authority/country/CHN"
CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"


def dataset(address, covered, distributions, *, modified, **more):
    """The description of a dataset at `address`, with what it covers and where it can be had. `more` goes in as it is."""
    return told(
        {
            "@context": CONTEXT,
            "@id": address,
            "@type": "dcat:Dataset",
            "dct:title": in_words(TITLE),
            "dct:description": in_words(DESCRIPTION),
            "dcat:keyword": [{"@language": language, "@value": word} for language, words in KEYWORDS.items() for word in words],
            "dct:language": {"@id": CHINESE},
            "dct:publisher": told(
                {
                    "@type": "foaf:Agent",
                    "foaf:name": settings.PLANAPI_PUBLISHER_NAME,
                    "foaf:homepage": link(settings.PLANAPI_PUBLISHER_URI),
                }
            ),
            "dct:license": link(settings.PLANAPI_LICENSE_URI),
            "dct:modified": typed(modified.isoformat(), "dateTime"),
            "dct:temporal": _temporal(covered),
            "dct:spatial": _spatial(covered),
            **more,
            "dcat:distribution": distributions,
        }
    )


def distribution(title, media_type, *, address=None, download=None, packed=False, size=None, sha256=None):
    """One file, or one address that answers with one: `download` is a file that is there, `address` leads to it."""
    known = media_type not in UNREGISTERED
    return told(
        {
            "@type": "dcat:Distribution",
            "dct:title": title,
            "dcat:accessURL": link(address or download),
            "dcat:downloadURL": link(download),
            "dcat:mediaType": link(IANA + media_type) if known else None,
            "dct:format": None if known else {"@type": "dct:MediaTypeOrExtent", "rdfs:label": media_type},
            "dcat:compressFormat": link(f"{IANA}application/gzip") if packed else None,
            "dcat:byteSize": None if size is None else typed(str(size), "nonNegativeInteger"),
            "spdx:checksum": sha256
            and {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": typed(sha256, "hexBinary"),
            },
            "dct:license": link(settings.PLANAPI_LICENSE_URI),
        }
    )


def in_words(texts):
    """A text in several languages.

    >>> in_words({"en": "plans"})
    [{'@language': 'en', '@value': 'plans'}]
    """
    return [{"@language": language, "@value": text} for language, text in texts.items()]


def link(address):
    return {"@id": address} if address else None


def typed(value, kind):
    return {"@type": f"xsd:{kind}", "@value": value}


def told(values):
    """Without what is not known."""
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}


def _temporal(covered):
    if covered.first_year is None and covered.last_year is None:
        return None
    start, end = (year and typed(f"{year:04}", "gYear") for year in (covered.first_year, covered.last_year))
    return told({"@type": "dct:PeriodOfTime", "dcat:startDate": start, "dcat:endDate": end})


def _spatial(covered):
    provinces = [
        {"@type": "dct:Location", "skos:notation": code, "skos:prefLabel": in_words({"zh": name})} for code, name in covered.provinces
    ]
    return [{"@type": "dct:Location", "@id": CHINA, "skos:prefLabel": in_words({"zh": "中国", "en": "China"})}, *provinces]

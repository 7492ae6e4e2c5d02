"""What the whole is, for catalogues of data: the description of the dataset behind the API, as DCAT."""

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.response import Response

from plans.api.base import ReadOnlyView
from plans.api.rendering import JSONRenderer
from plans.api.versions import etag_of, validated
from plans.changes import data_version
from plans.exports import dcat
from plans.exports.about import coverage
from plans.exports.formats import FORMATS
from plans.models.change import FOLLOWED


class JSONLDRenderer(JSONRenderer):
    media_type = dcat.MEDIA_TYPE
    format = "jsonld"


class DatasetView(ReadOnlyView):
    renderer_classes = [JSONLDRenderer, JSONRenderer]

    @extend_schema(
        tags=["root"],
        operation_id="getDataset",
        summary="The dataset, for catalogues",
        responses={200: OpenApiResponse(OpenApiTypes.OBJECT, description="A dcat:Dataset of DCAT 3, as JSON-LD.")},
    )
    def get(self, request):
        """What the data is and covers, who publishes it, and every list in every format: a dcat:Dataset (DCAT 3, JSON-LD)."""
        version = data_version()
        address = request.build_absolute_uri()
        publisher = (settings.PLANAPI_PUBLISHER_NAME, settings.PLANAPI_PUBLISHER_URI, settings.PLANAPI_LICENSE_URI)
        etag = etag_of(version.version, address, request.accepted_media_type, *publisher)
        return validated(request, lambda: Response(described(request, version.at)), etag, version.at)


def described(request, modified):
    """The description, with addresses as this request has them."""

    def address(name):
        return request.build_absolute_uri(reverse(f"api:{name}"))

    service = {
        "@id": address("root"),
        "@type": "dcat:DataService",
        "dct:title": "PlanAPI",
        "dcat:endpointURL": dcat.link(address("root")),
        "dcat:endpointDescription": dcat.link(address("openapi-yaml")),
    }
    distributions = [
        dcat.distribution(
            f"{name} ({each.name})",
            each.media_types[0],
            address=address(f"{name}-list"),
            download=f"{address(f'{name}-list')}?format={each.name}",
        )
        | {"dcat:accessService": {"@id": service["@id"]}}
        for name in FOLLOWED
        for each in FORMATS.values()
    ]
    distributions[0]["dcat:accessService"] = service
    return dcat.dataset(address("dataset"), coverage(), distributions, modified=modified)

"""The shape of an OC4IDS project package, as far as we fill it. Names are those of the standard; what is not known is left out."""

from rest_framework import serializers

from plans.api import project_examples as examples
from plans.api.serializers import example

# The codes of projectStatus and projectType that we can tell.
STATUSES = [(code, code) for code in ("identification", "preparation", "implementation", "completion")]
TYPES = [(code, code) for code in ("construction", "rehabilitation")]


class Optional:
    """Left out where it is not known."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False} | kwargs)


class TextIfKnown(Optional, serializers.CharField):
    pass


class ListIfKnown(Optional, serializers.ListField):
    pass


class MomentIfKnown(Optional, serializers.DateTimeField):
    pass


class AddressIfKnown(Optional, serializers.URLField):
    pass


class OC4IDSPeriodSerializer(serializers.Serializer):
    """When a project is to be done."""

    endDate = serializers.DateTimeField(help_text="End of the last day that its deadline allows.")  # noqa: N815


class OC4IDSClassificationSerializer(serializers.Serializer):
    """What sort of project it is for us."""

    scheme = serializers.CharField(help_text="`planapi-kind`.")
    id = serializers.CharField(help_text="construction, programme or platform: the project's `kind`.")
    description = serializers.CharField(help_text="The same in Chinese: 建设项目, 工程行动, 平台载体.")


class OC4IDSGazetteerSerializer(serializers.Serializer):
    """Codes of regions."""

    scheme = serializers.CharField(help_text="`GB/T 2260`.")
    identifiers = serializers.ListField(child=serializers.CharField(), help_text="The six-digit code.")


class OC4IDSLocationSerializer(serializers.Serializer):
    """Where a project is."""

    id = serializers.CharField(help_text="Number of the location within the project.")
    description = TextIfKnown(help_text="Place as printed, or the region's full name.")
    gazetteer = OC4IDSGazetteerSerializer(required=False, help_text="The region that the place is in, where it is known.")


class OC4IDSValueSerializer(serializers.Serializer):
    """An amount of money."""

    amount = serializers.FloatField(help_text="In whole units of the currency.")
    currency = serializers.CharField(help_text="`CNY`.")


class OC4IDSBudgetSerializer(serializers.Serializer):
    """What a project is to cost."""

    amount = OC4IDSValueSerializer(help_text="The investment as stated.")


class OC4IDSDocumentSerializer(serializers.Serializer):
    """The plan or report that names the project."""

    id = serializers.CharField(help_text="Permanent id of the document.")
    title = TextIfKnown(help_text="Its title.")
    url = serializers.URLField(help_text="Its text.")
    datePublished = MomentIfKnown(help_text="Day of publication, else of signature.")  # noqa: N815
    format = serializers.CharField(help_text="Media type of what is at `url`.")
    language = serializers.CharField(help_text="`zh`.")
    author = TextIfKnown(help_text="Body that issued it (发文机关).")


class OC4IDSProjectSerializer(serializers.Serializer):
    """A project, by what the document says of it."""

    id = serializers.CharField(help_text="Prefix of this publisher and the permanent id of the project.")
    updated = serializers.DateTimeField(help_text="When the project or one of these mentions was last changed.")
    title = serializers.CharField(help_text="Its name.")
    description = serializers.CharField(help_text="The clauses that name it, in reading order, with an empty line between two.")
    status = serializers.ChoiceField(
        STATUSES,
        required=False,
        help_text="By `stage` and `tense`: a stage that is still to be reached has not been reached.",
    )
    period = OC4IDSPeriodSerializer(required=False, help_text="Only where a deadline is known.")
    sector = ListIfKnown(child=serializers.CharField(), help_text="Codes of projectSector, where the name's last noun tells: 铁路, 医院.")
    type = serializers.ChoiceField(TYPES, required=False, help_text="Where the name says it: 新建, 改造.")
    additionalClassifications = OC4IDSClassificationSerializer(many=True, help_text="Its `kind`.")  # noqa: N815
    locations = OC4IDSLocationSerializer(many=True, required=False, help_text="Printed places, else the region.")
    budget = OC4IDSBudgetSerializer(required=False, help_text="Only where an amount is stated as investment (投资).")
    documents = OC4IDSDocumentSerializer(many=True, help_text="The document.")


class OC4IDSPublisherSerializer(serializers.Serializer):
    """Who publishes the package."""

    name = serializers.CharField(help_text="Name, from the settings.")
    uri = AddressIfKnown(help_text="Address of the publisher, if the settings have one.")


@example(examples.OC4IDS)
class OC4IDSPackageSerializer(serializers.Serializer):
    """The projects of one document as a project package of the Open Contracting for Infrastructure Data Standard."""

    uri = serializers.URLField(help_text="Address of this package.")
    publishedDate = serializers.DateTimeField(help_text="When anything in it was last changed.")  # noqa: N815
    publisher = OC4IDSPublisherSerializer(help_text="Who publishes it.")
    license = AddressIfKnown(help_text="Licence of the data, if the settings have one.")
    version = serializers.CharField(help_text="Version of OC4IDS: `0.9`.")
    projects = OC4IDSProjectSerializer(many=True, help_text="Every project that the document mentions, at least one.")

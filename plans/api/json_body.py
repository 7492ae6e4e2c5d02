"""Bodies of requests: a JSON object, read exactly or refused."""

import json
from decimal import Decimal

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from plans.api.errors import TooLarge


class JSONBody(BaseParser):
    """JSON in UTF-8 (RFC 8259): numbers stay exact, a name given twice is an error, and so are NaN and Infinity."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge(f"The body has more than {limit} bytes.")
        try:
            return json.loads(raw.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_object)
        except UnicodeDecodeError:
            raise ParseError("The body is not UTF-8.") from None
        except RecursionError:
            raise ParseError("The body is nested too deeply.") from None
        except (ValueError, ArithmeticError) as error:
            raise ParseError(f"The body is not JSON: {error}"[:200]) from None


class MergePatchBody(JSONBody):
    """RFC 7396: what a body of ours is anyway, fields with their new values."""

    media_type = "application/merge-patch+json"


def _no_number(name):
    raise ValueError(f"{name} is no number in JSON")


def _object(pairs):
    found = dict(pairs)
    for text in (text for pair in pairs for text in pair if isinstance(text, str)):
        text.encode()  # half a surrogate pair is no text
    if len(found) < len(pairs):
        raise ValueError("a name is given twice")
    return found

"""Answers as bytes: JSON by orjson, and the two answers that are no JSON."""

import orjson
from rest_framework import renderers


class JSONRenderer(renderers.JSONRenderer):
    """JSON in UTF-8, without spaces, Chinese as it is."""

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else orjson.dumps(data)


class PlainTextRenderer(renderers.BaseRenderer):
    media_type = "text/plain"
    format = "txt"
    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return data.encode(self.charset)


class BytesRenderer(renderers.BaseRenderer):
    """Bytes as they are, whatever type is asked for: there is only one form of them."""

    media_type = "*/*"
    format = "bytes"
    charset = None
    render_style = "binary"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return data

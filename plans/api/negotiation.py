"""In which form an answer is given."""

from rest_framework.negotiation import DefaultContentNegotiation


class FormatNegotiation(DefaultContentNegotiation):
    """`format` in the address goes before the Accept header; one that the address can't be had in decides nothing."""

    def select_renderer(self, request, renderers, format_suffix=None):
        asked = request.query_params.get("format")
        for renderer in renderers:
            if asked and renderer.format == asked:
                return renderer, renderer.media_type
        return super().select_renderer(request, renderers, format_suffix)

"""Sources: the bytes as received. Shown and handed out, never changed."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from unfold.contrib.filters.admin import AllValuesCheckboxFilter

from plans.admin.base import ReadOnlyAdmin, link, workbench_url
from plans.models import Source


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ("shown_name", "encoding", "shown_size", "shown_document", "created_at", "shown_download")
    list_filter = (("encoding", AllValuesCheckboxFilter),)
    search_fields = ("file_name", "sha256", "url", "document__title")
    search_help_text = "按文件名、网址、指纹或文档标题查找"
    ordering = ("-created_at",)
    fields = ("file_name", "shown_document", "encoding", "shown_size", "media_type", "url", "sha256", "created_at", "shown_download")
    readonly_fields = fields

    def get_queryset(self, request):
        """Without the bytes, which no page but the download needs."""
        return super().get_queryset(request).select_related("document").without_content()

    def get_urls(self):
        view = self.admin_site.admin_view(self.download_view)
        return [path("<uuid:pk>/download/", view, name="plans_source_download"), *super().get_urls()]

    def download_view(self, request, pk):
        """The bytes as received: as an attachment, so that no browser shows or runs them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        source = get_object_or_404(Source, pk=pk)
        name = source.file_name or f"{source.sha256[:16]}.bin"
        headers = {"Content-Disposition": content_disposition_header(True, name), "X-Content-Type-Options": "nosniff"}
        return HttpResponse(bytes(source.content), content_type="application/octet-stream", headers=headers)

    @admin.display(description="文件", ordering="file_name")
    def shown_name(self, source):
        return str(source)

    @admin.display(description="大小", ordering="size")
    def shown_size(self, source):
        return f"{source.size:,} 字节"

    @admin.display(description="文档", ordering="document__title")
    def shown_document(self, source):
        return link(workbench_url(source.document_id), str(source.document)) if source.document else "—"

    @admin.display(description="下载")
    def shown_download(self, source):
        url = reverse("admin:plans_source_download", args=[source.pk])
        return format_html('<a class="pl-link" href="{}" download>下载原始文件</a>', url)

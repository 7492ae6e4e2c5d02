"""Keys by which programs write in an editor's name."""

from django.conf import settings
from django.db import models

from plans.models.base import Record


class Token(Record):
    """A key an editor has made for a program of theirs. Of the key itself only the SHA-256 is kept, and how it begins."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name="编辑", help_text="以谁的名义更正。")
    name = models.CharField("名称", max_length=60, help_text="用在哪里,如:核对脚本、办公室电脑。")
    digest = models.CharField("指纹", max_length=64, unique=True, editable=False, help_text="令牌的 SHA-256;令牌本身不保存。")
    hint = models.CharField("令牌开头", max_length=16, editable=False, help_text="令牌的前几位,供辨认。")
    expires_at = models.DateTimeField("到期时间", help_text="到期后即不能用。")
    revoked_at = models.DateTimeField("撤销时间", null=True, editable=False, help_text="撤销后即不能用;未撤销则为空。")

    class Meta:
        verbose_name = "API 令牌"
        verbose_name_plural = "API 令牌"
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.name}({self.hint}…)"

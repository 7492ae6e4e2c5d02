"""Tokens for the API: an editor makes, names and revokes their own; an administrator sees everybody's."""

from django import forms
from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from plans import tokens
from plans.admin.base import EditorsAdmin
from plans.models import Token

DAYS = [(30, "30 天"), (90, "90 天"), (180, "180 天"), (366, "一年")]
VALID, EXPIRED, REVOKED, OFF = "有效", "已到期", "已撤销", "账号已停用"
COLOURS = {VALID: "success", EXPIRED: "warning", REVOKED: "danger", OFF: "danger"}


class TokenForm(forms.ModelForm):
    days = forms.TypedChoiceField(
        label="有效期", choices=DAYS, coerce=int, initial=tokens.DAYS, widget=UnfoldAdminSelectWidget, help_text="到期后即不能用,再做一个即可。"
    )


@admin.register(Token)
class TokenAdmin(EditorsAdmin):
    form = TokenForm
    list_display = ("name", "shown_hint", "user", "shown_state", "created_at", "expires_at")
    list_select_related = ("user",)
    actions = ("revoke",)
    search_fields = ("name", "user__username")
    search_help_text = "按名称或编辑查找"
    adding_fields = ("name", "days")
    shown_fields = ("name", "shown_hint", "user", "shown_state", "created_at", "expires_at", "revoked_at")

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found if request.user.is_superuser else found.filter(user=request.user)

    def has_add_permission(self, request):
        return request.user.has_perm("plans.add_token")

    def has_change_permission(self, request, obj=None):
        """A token stays as it was made."""
        return False

    def has_revoke_permission(self, request):
        return request.user.has_perm("plans.change_token")

    def get_fields(self, request, obj=None):
        return self.shown_fields if obj else self.adding_fields

    def get_readonly_fields(self, request, obj=None):
        return self.shown_fields if obj else ()

    def render_change_form(self, request, context, *args, **kwargs):
        """One button: what comes after it is the page that shows the key."""
        context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        made, request.key = tokens.make_token(request.user, form.cleaned_data["name"], form.cleaned_data["days"])
        obj.pk, obj.hint, obj.expires_at = made.pk, made.hint, made.expires_at

    def response_add(self, request, obj, post_url_continue=None):
        """The key, on a page that is kept nowhere: it is shown only here."""
        context = {**self.admin_site.each_context(request), "title": f"令牌“{obj.name}”", "opts": self.opts, "token": obj, "key": request.key}
        return TemplateResponse(request, "admin/plans/token_made.html", context, headers={"Cache-Control": "no-store"})

    @admin.action(description="撤销所选令牌(立即不能再用)", permissions=["revoke"])
    def revoke(self, request, queryset):
        messages.success(request, f"撤销了 {tokens.revoke(Token.objects.filter(pk__in=queryset.values('pk')))} 个令牌。")

    @admin.display(description="令牌开头", ordering="hint")
    def shown_hint(self, token):
        return f"{token.hint}…"

    @display(description="状态", label=COLOURS)
    def shown_state(self, token):
        if token.revoked_at:
            return REVOKED
        if token.expires_at <= timezone.now():
            return EXPIRED
        return VALID if token.user.is_active else OFF

"""未归类指标名: names that recur and match no indicator, and what an editor makes of them with one action."""

import re
from collections import Counter, defaultdict
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from plans.admin.shown import positive_number
from plans.admin.unlinked_proposal import alike_indicator, free_code, known_indicators, pairs_of
from plans.changes import because
from plans.choices import ChangeCause, Measure, UnitFamily
from plans.linking import add_alias, indicator_index, indicator_key, relink
from plans.models import FIGURES, Indicator

PER_PAGE = 50
AT_LEAST = (2, 3, 5, 10, 1)
IN_BRACKETS = re.compile(r"[(\uff08]([a-z][a-z0-9_]*)[)\uff09]$")


def unlinked_page(at_least, page):
    """The names of one page with all that is known of them, and whether there is another page. A constant number of queries."""
    names = Indicator.objects.unlinked_names(at_least=at_least, limit=PER_PAGE + 1, offset=PER_PAGE * (page - 1))
    more, names = len(names) > PER_PAGE, names[:PER_PAGE]
    known, about = known_indicators(), about_names([name["key"] for name in names])
    codes, candidates = {one.code for one in known}, pairs_of(known)
    rows = []
    for name in names:
        seen = about[name["key"]]
        family = next(iter(seen["families"].most_common(1)), (None,))[0]
        code = free_code(name["name"], codes)
        codes.add(code)
        rows.append(
            name
            | {
                "records": [
                    (FIGURES[model]._meta.verbose_name, n, records_url(model, name["name"])) for model, n in seen["models"].items()
                ],
                "units": "、".join(f"{unit or '无单位'} {n}" for unit, n in seen["units"].most_common(4)),
                "example": seen["example"],
                "family": family or "",
                "code": code,
                "alike": alike_indicator(name["name"], family, candidates),
            }
        )
    return {"names": rows, "more": more, "indicators": [one for one in known if not one.superseded_by_id]}


def about_names(keys):
    """Of each key: how many records of either kind, their units and families, and a clause. Two queries."""
    about = defaultdict(lambda: {"models": Counter(), "units": Counter(), "families": Counter(), "example": ""})
    for model_name, model in FIGURES.items():
        found = model.objects.unlinked().filter(indicator_key__in=keys).order_by()
        grouped = found.values("indicator_key", "unit", "unit_family", "measure").annotate(n=Count("pk"), clause=Max("clause"))
        for row in grouped:
            seen = about[row["indicator_key"]]
            seen["models"][model_name] += row["n"]
            seen["units"][row["unit"]] += row["n"]
            seen["example"] = seen["example"] or row["clause"]
            if row["measure"] != Measure.CHANGE and row["unit_family"]:
                seen["families"][row["unit_family"]] += row["n"]
    return about


def records_url(model, name):
    return f"{reverse(f'admin:plans_{model}_changelist')}?{urlencode({'name': name, 'linked': 'no'})}"


def make_indicator(name, code, family):
    """A new indicator of that name, and every record of that name linked to it. Returns it and how many records changed."""
    with because(ChangeCause.REGISTRY):
        index = indicator_index()
        if holder := index.match(name):
            raise ValidationError(f"“{name}”已是指标“{holder}”的名称或别名,只是单位类别不符。请逐条核对这些记录的单位。")
        if Indicator.objects.filter(pk=code).exists():
            raise ValidationError(f"代码“{code}”已被使用。")
        indicator = Indicator(code=code, name=name, unit_family=family or None)
        indicator.full_clean()
        indicator.save(force_insert=True)
        return indicator, relink([name])


def asked_indicator(words):
    """The indicator an editor has named: by name, by code, or as the list offers it: 名称(code)."""
    words = words.strip()
    if found := IN_BRACKETS.search(words):
        words = found[1]
    current = Indicator.objects.current()
    found = list(current.filter(pk=words)) or list(current.filter(name=words)[:2])
    if len(found) != 1:
        raise ValidationError(f"没有找到指标“{words}”。请从列表中选择。" if words else "请先选择一个指标。")
    return found[0]


class UnlinkedNames:
    """The page and its two actions, for the admin of indicators."""

    def unlinked_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        at_least, page = (positive_number(request.GET.get(name), default) for name, default in (("at_least", 2), ("page", 1)))
        context = {
            **self.admin_site.each_context(request),
            **unlinked_page(at_least, page),
            "title": "未归类指标名",
            "opts": self.model._meta,
            "at_least": at_least,
            "thresholds": sorted({*AT_LEAST, at_least}),
            "page": page,
            "families": UnitFamily.choices,
            "can_make": self.has_add_permission(request),
            "can_alias": self.has_change_permission(request),
            "is_fullwidth": "1",
        }
        return TemplateResponse(request, "admin/plans/unlinked.html", context)

    def new_view(self, request):
        """Make a name an indicator."""
        return self._decide(request, self.has_add_permission(request), self._make)

    def alias_view(self, request):
        """Make a name another name of an indicator."""
        return self._decide(request, self.has_change_permission(request), self._alias)

    def _decide(self, request, allowed, decision):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not allowed:
            raise PermissionDenied
        name = request.POST.get("name", "").strip()
        try:
            if not indicator_key(name):
                raise ValidationError("没有写明指标名。")
            indicator, linked, told = decision(name, request.POST)
            url = reverse("admin:plans_indicator_change", args=[indicator.pk])
            left = unlinked_count(name)
            words = f"归类了 {linked} 条记录{f';还有 {left} 条单位类别不符,没有归类' if left else ''}。"
            messages.success(request, format_html('{}<a class="pl-link" href="{}">{}</a>。{}', told, url, indicator.name, words))
        except ValidationError as refusal:
            messages.error(request, ";".join(refusal.messages))
        return HttpResponseRedirect(self._return_url(request))

    def _make(self, name, sent):
        indicator, linked = make_indicator(name, sent.get("code", "").strip(), sent.get("family"))
        return indicator, linked, f"“{name}”已设为新指标"

    def _alias(self, name, sent):
        indicator = asked_indicator(sent.get("indicator", ""))
        return indicator, add_alias(indicator, name), f"“{name}”已设为别名,指标:"

    def _return_url(self, request):
        """The same page, at the name that has moved up into the place of this one."""
        at_least, page, row = (
            positive_number(request.POST.get(name), default) for name, default in (("at_least", 2), ("page", 1), ("row", 1))
        )
        return f"{reverse('admin:plans_indicator_unlinked')}?{urlencode({'at_least': at_least, 'page': page})}#n-{row}"


def unlinked_count(name):
    return sum(model.objects.unlinked().filter(indicator_key=indicator_key(name)).count() for model in FIGURES.values())

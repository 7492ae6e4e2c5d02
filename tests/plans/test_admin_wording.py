"""What editors read is Chinese, and every code is explained."""

import re
from pathlib import Path

from django.utils import translation

from plans.admin import codes, shown

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"""["']((?:reading|repair|noise|structure|metadata|region|reference|target|project|load|correction)\.[a-z_]+)["']""")


def test_every_code_is_explained_to_editors():
    used = {code for path in (ROOT / "importers").rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert used - set(codes.CODES) == set()


def test_the_guide_explains_every_code():
    guide = (ROOT / "docs" / "editors.zh.md").read_text(encoding="utf-8")
    assert [code for code, (name, _) in codes.CODES.items() if f"`{code}`" not in guide or name not in guide] == []


def test_the_themes_own_words_are_chinese(settings):
    settings.LOCALE_PATHS = [ROOT / "plans" / "admin" / "locale"]
    with translation.override("zh-hans"):
        words = [translation.gettext(word) for word in ("Select value", "Apply Filters", "Run", "Select all rows", "Welcome back to")]
    assert words == ["请选择", "应用筛选", "执行", "选择全部", "欢迎使用"]


def test_long_texts_are_not_compared_letter_by_letter():
    assert shown.difference("甲" * 3000, "乙" * 3000) == [("gone", "甲" * 3000), ("new", "乙" * 3000)]

"""A browser with an editor in it: what all browser tests share."""

import shutil
from contextlib import contextmanager

import pytest
from django.urls import reverse

from plans.management.commands.make_editor import save_editor

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None)
PASSWORD = "blue-river-7788"

BROWSER_TESTS = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH: install the package chromium to run the browser tests"),
    pytest.mark.django_db(transaction=True),
]


@contextmanager
def editors_page(browser, live_server, place, shows, **arguments):
    """A page of the admin, opened by an editor who has just logged in; errors of its scripts fail the test."""
    save_editor("bianji", PASSWORD, may_exist=False)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(15_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(live_server.url + reverse(place, **arguments))
    page.fill("#id_username", "bianji")
    page.fill("#id_password", PASSWORD)
    page.click("#login-form button[type=submit]")
    opened(page, shows)
    yield page
    page.close()
    assert errors == []


def opened(page, selector):
    """Wait for a page that shows this and whose scripts listen to keys."""
    page.wait_for_selector(selector)
    page.wait_for_function("document.readyState === 'complete'")


def select(page, words, inside=".tx"):
    """Select words in a text of the page, as with the mouse."""
    page.evaluate(
        """([words, inside]) => {
            const texts = [...document.querySelectorAll(inside)].filter((text) => text.textContent.includes(words));
            const walker = document.createTreeWalker(texts[0], NodeFilter.SHOW_TEXT);
            while (walker.nextNode() && !walker.currentNode.data.includes(words));
            const at = walker.currentNode.data.indexOf(words);
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
        }""",
        [words, inside],
    )


def chosen(page):
    """What the chosen record says on a page of review, and which words are framed in the text."""
    return page.inner_text(".fg-entry.on .fg-name"), page.inner_text(".fg-text .fg-on")

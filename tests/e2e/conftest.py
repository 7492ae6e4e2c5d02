"""The browser, started once for each file of tests."""

import os

import pytest


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium. Playwright keeps an event loop in this thread, which Django would take for asynchronous code."""
    from playwright.sync_api import sync_playwright

    from tests.e2e.browsing import CHROMIUM  # loads models, so not before Django is set up

    allowed = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    if allowed is not None:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = allowed

"""Fixtures of the browser tests: one JupyterLab for all, one browser for each file."""

import os

import pytest
from harness import Browser, NoBrowser, Server


@pytest.fixture(scope="session")
def server():
    """JupyterLab over a copy of the course's notebooks."""
    with Server() as server:
        yield server


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium. Without one the tests skip, except in CI, where they fail."""
    try:
        browser = Browser()
    except NoBrowser as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(missing))
    # One for each file: while it is open, Playwright's event loop runs in this thread.
    with browser:
        yield browser


@pytest.fixture
def open_page(browser, server):
    """Function that opens a notebook by name; the pages are closed after the test."""
    pages = []

    def open_page(name, **window):
        pages.append(browser.open(server, name, **window))
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()

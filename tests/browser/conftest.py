"""Fixtures of the browser tests: one JupyterLab for all, one browser for each file."""

import functools
import os

import pytest
from harness import Browser, NoBrowser, Server


@functools.cache
def no_browser():
    """Why there is no browser, or "" if there is one."""
    try:
        Browser().stop()
    except NoBrowser as missing:
        return str(missing)
    return ""


def pytest_runtest_setup():
    """Without a browser the tests skip, which makes one line for all; in CI they fail."""
    if no_browser() and os.environ.get("CI"):
        pytest.fail(no_browser(), pytrace=False)
    elif no_browser():
        pytest.skip(no_browser())


@pytest.fixture(scope="session")
def server():
    """JupyterLab over a copy of the course's notebooks."""
    with Server() as server:
        yield server


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium, one for each file: while it is open, Playwright's event loop runs."""
    with Browser() as browser:
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

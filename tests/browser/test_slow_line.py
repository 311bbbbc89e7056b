"""Explorers on a slow line, on one that is cut, and in a tab that nobody looks at."""

import pytest
from explorer_page import OPEN, write_page
from harness import Server
from relay import Line, Relay

from nnhelpers.explorers.frames import LONGEST, MOST

pytestmark = pytest.mark.slow

# In the kernel: how many frames are under way whenever one goes.
COUNT = """
from collections import deque as _deque
_explorer = _open["width"]
_under_way, _show = [], _explorer._sender._show
def _counting(frame, number):
    _under_way.append(_explorer._sender.pace.under_way)
    _show(frame, number)
_explorer._sender._show = _counting
"""
# What a hidden tab does: no animation frame until it is seen again.
HIDE = """() => {
    window.nnWaiting = []; window.nnPaint = window.requestAnimationFrame;
    window.requestAnimationFrame = paint => window.nnWaiting.push(paint);
}"""
COME_BACK = """() => {
    window.requestAnimationFrame = window.nnPaint;
    window.nnWaiting.forEach(paint => window.requestAnimationFrame(paint));
}"""


@pytest.fixture(scope="module")
def relay(tmp_path_factory):
    path = write_page(tmp_path_factory.mktemp("pages") / "explorers.ipynb", ["width"])
    with Server([path], lazy=False) as server, Relay(server.port, Line()) as relay:
        relay.server = server
        yield relay


@pytest.fixture(scope="module")
def page(browser, relay):
    page = browser.open(relay.server, "explorers.ipynb", port=relay.port)
    page.run_all()
    page.explorer("width")
    page.run_in_kernel(OPEN + COUNT)
    yield page
    page.close()


@pytest.fixture
def width(page, relay):
    relay.line = Line()
    explorer = page.explorer("width").show()
    explorer.press("reset", "Enter")
    explorer.settled(timeout=30)
    yield explorer
    relay.line = Line()


def in_kernel(page, expression):
    return eval(page.run_in_kernel(f"print(repr({expression}))"))


def test_on_a_slow_line_few_frames_are_under_way_and_they_are_small(page, relay, width):
    relay.line = Line(delay=0.1, bandwidth=250e3)
    page.run_in_kernel("_explorer.seconds = 4.0; _under_way.clear()")
    width.press("play", "Enter")
    page.tab.wait_for_timeout(3000)
    pace = in_kernel(page, "(_explorer._sender.pace.slow, len(_explorer._screen.frame.picture))")
    assert pace[0] and pace[1] < 20_000
    width.press("units", "ArrowRight")
    iterations = in_kernel(page, "_explorer.iterations")
    assert f"Iteration {iterations} of" in width.settled(still=2.0, timeout=40).readout
    assert in_kernel(page, "max(_under_way)") <= MOST
    assert in_kernel(page, "_explorer.error") is None


def test_a_run_goes_on_in_a_hidden_tab_and_is_there_when_one_comes_back(page, width):
    memory = "__import__('psutil').Process().memory_info().rss"
    page.run_in_kernel("_explorer.seconds = 10.0; _under_way.clear()")
    width.press("play", "Enter")
    page.tab.wait_for_timeout(1000)
    page.tab.evaluate(HIDE)
    hidden, before = width.readout(), in_kernel(page, memory)
    page.tab.wait_for_timeout(4000)
    there = in_kernel(page, "_explorer.session.iteration")
    page.tab.wait_for_timeout(8000)
    assert in_kernel(page, "_explorer.session.iteration") > there  # training has gone on
    assert in_kernel(page, memory) - before < 20 * 2**20
    assert in_kernel(page, "_explorer._sender.pace.under_way") <= MOST + LONGEST // 10
    assert hidden == width.readout() or "Iteration" in hidden
    page.tab.evaluate(COME_BACK)
    iterations = in_kernel(page, "_explorer.iterations")
    assert f"Iteration {iterations} of" in width.settled(still=1.0, timeout=20).readout


def test_after_a_cut_of_10_seconds_the_explorer_goes_on(page, relay, width):
    page.run_in_kernel("_explorer.seconds = 5.0")
    width.press("play", "Enter")
    page.tab.wait_for_timeout(1000)
    relay.cut()
    page.tab.wait_for_timeout(10_000)
    relay.cut(False)
    notebook = "window.jupyterapp.shell.currentWidget"
    page.tab.wait_for_function(
        f"{notebook}.sessionContext.session?.kernel?.connectionStatus === 'connected'"
    )
    page.tab.wait_for_timeout(4000)
    notice = page.tab.get_by_role("button", name="Close", exact=True)
    if notice.count():  # JupyterLab has said that it lost its server
        notice.click()
    iterations = in_kernel(page, "_explorer.iterations")
    ended = width.settled(still=1.0, timeout=60)
    assert f"Iteration {iterations} of" in ended.readout
    width.press("units", "ArrowRight")
    width.wait_for_change(ended, timeout=30)
    assert in_kernel(page, "_explorer.error") is None

"""Every explorer by keyboard, by ear, twice as large, without motion, in both themes."""

import pytest
from accessibility import STOPS, cut, grave, named, tabbed
from explorer_page import CLASSES, OPEN, write_page
from harness import Server
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

VALUED = ("slider", "spinbutton", "textbox", "combobox")


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    path = write_page(tmp_path_factory.mktemp("pages") / "explorers.ipynb")
    with Server([path], lazy=False) as course:
        page = browser.open(course, path.name)
        page.run_all()
        assert page.errors() == []
        page.explorers()
        yield page
        page.close()


def in_kernel(page, name, statement):
    """Run a statement about the open explorer `e`; return what it printed."""
    return page.run_in_kernel(f"{OPEN}e = _open[{name!r}]\n{statement}").strip()


@pytest.mark.parametrize("name", CLASSES)
def test_tab_stops_at_everything_in_the_order_of_the_page_and_is_seen(page, name):
    explorer = page.explorer(name)
    met = tabbed(explorer)
    assert [name for name, _ in met] == explorer.root.evaluate(STOPS)
    assert [name for name, seen in met if not seen] == []


@pytest.mark.parametrize("name", CLASSES)
def test_everything_that_can_be_focused_has_a_name_of_its_own(page, name):
    said = named(page.explorer(name))
    names = [(role, name) for role, name, _ in said]
    assert said and len(set(names)) == len(names), names
    assert all(name and name.isprintable() for _, name in names), names
    assert not any("\ue000" <= letter <= "\uf8ff" for _, name in names for letter in name), names


def test_a_slider_says_the_value_that_it_shows_before_and_after_it_is_moved(page):
    explorer = page.explorer("learning-rate")
    control = explorer.control("learning_rate")
    for _ in range(2):
        shown = control.locator(".widget-readout").inner_text()
        expect(control.get_by_role("slider")).to_have_attribute("aria-valuetext", shown)
        explorer.press("learning_rate", "ArrowLeft", times=3)
        expect(control.locator(".widget-readout")).not_to_have_text(shown)
    explorer.press("reset", "Enter")


def test_a_button_in_a_row_says_whether_it_is_down(page):
    row = page.explorer("playground").control("features")
    expect(row).to_have_role("group")
    button = row.get_by_role("button", name="x1 x2")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.explorer("playground").press("reset", "Enter")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(page, dark):
    page.dark(dark)
    try:
        assert grave(page) == []
    finally:
        page.dark(False)


def test_axe_would_find_a_control_without_a_name(page):
    handle = page.explorer("slope").root.get_by_role("slider").first
    handle.evaluate("handle => handle.removeAttribute('aria-label')")
    assert any("aria-input-field-name" in each for each in grave(page))
    handle.evaluate("handle => handle.setAttribute('aria-label', 'back')")


def test_twice_as_large_nothing_is_cut_and_nothing_scrolls_sideways(page):
    """At 200 % a window of 1280 × 800 has 640 × 400 pixels, here beside the list of files."""
    try:
        for width, height in ((1280, 800), (640, 400)):
            page.tab.set_viewport_size({"width": width, "height": height})
            page.tab.wait_for_timeout(1000)
            found = {name: cut(page.explorer(name)) for name in CLASSES}
            assert {name: what for name, what in found.items() if what} == {}
    finally:
        page.tab.set_viewport_size({"width": 1280, "height": 800})
        page.tab.wait_for_timeout(500)


# Notes each change of what is said, with its time in ms, and whether the element stays the same.
LISTEN = """region => {
    globalThis.nnHeard = [];
    new MutationObserver(() => nnHeard.push([performance.now(), region.textContent]))
        .observe(region, {childList: true, characterData: true, subtree: true});
    globalThis.nnRegion = region;
}"""


def test_what_is_said_stays_in_place_and_can_be_followed_while_it_trains(page):
    explorer = page.explorer("width")
    region = explorer.root.locator(".nn-spoken")
    expect(region).to_have_attribute("aria-live", "polite")
    in_kernel(page, "width", "e.seconds = 9")
    explorer.settled(timeout=60)
    page.tab.wait_for_timeout(500)
    region.evaluate(LISTEN)
    frame = int(explorer.root.locator(".nn-figure").get_attribute("data-frame"))
    explorer.press("play", "Enter")
    expect(explorer.control("play")).to_have_text("Pause")
    expect(explorer.control("play")).to_have_text("Play", timeout=60_000)
    expect(region).to_have_text(explorer.settled(timeout=20).readout)
    heard = page.tab.evaluate("nnHeard")
    frames = int(explorer.root.locator(".nn-figure").get_attribute("data-frame")) - frame
    assert frames > 3 * len(heard) >= 6
    *running, last = heard
    assert all(b[0] - a[0] >= 4900 for a, b in zip(running, running[1:]))
    assert "Iteration" in running[0][1] and running[0][1] != last[1]
    assert region.evaluate("region => region === nnRegion")


def test_where_motion_is_unwelcome_only_play_plays(page):
    explorer = page.explorer("width")
    figure = explorer.root.locator(".nn-figure")
    in_kernel(page, "width", "e.seconds = 60")
    page.tab.emulate_media(reduced_motion="reduce")
    try:
        before = explorer.settled(timeout=60)
        frame = int(figure.get_attribute("data-frame"))
        explorer.press("learning_rate", "ArrowLeft")
        explorer.wait_for_change(before)
        total = in_kernel(page, "width", "print(e.iterations)")
        expect(explorer.root.locator(".nn-readout")).to_contain_text(
            f"Iteration {total} of {total}", timeout=30_000
        )
        explorer.settled(timeout=20)
        assert int(figure.get_attribute("data-frame")) - frame <= 10  # not hundreds
        frame = int(figure.get_attribute("data-frame"))
        explorer.press("play", "Enter")
        page.tab.wait_for_timeout(2000)
        assert (
            in_kernel(page, "width", "print(e.playing, e.session.iteration < 200)") == "True True"
        )
        assert int(figure.get_attribute("data-frame")) - frame > 6  # not one a second
        explorer.press("play", "Enter")
    finally:
        page.tab.emulate_media(reduced_motion="no-preference")
        in_kernel(page, "width", "e.seconds = 5")

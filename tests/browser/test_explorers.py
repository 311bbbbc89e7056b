"""Every explorer in JupyterLab, in a browser, as a learner treats it: moved, abused, run again."""

import io
from contextlib import contextmanager

import numpy as np
import pytest
from explorer_page import CLASSES, LIVE, MOVED, OPEN, write_page
from harness import Server
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

# A run that nobody wants to watch, so that the tests need not wait for its end.
QUICK = "".join(f"{CLASSES[name].__name__}.seconds = 0.5\n" for name in LIVE)
# What must be chosen first for a control to have an effect.
FIRST = {
    ("activation", "leaky_slope"): ("kind", "leaky ReLU"),
    ("playground", "penalty_rate"): ("penalty", "l2"),
    ("playground", "pen_x"): ("pen", "eraser"),
    ("playground", "pen_y"): ("pen", "eraser"),
    ("playground", "value"): ("selected", "W1[0, 1]"),
    ("playground", "pen"): ("pen", "eraser"),  # the grip of this name
}
# What is typed where words are expected.
TYPED = {"hidden": "3, 3", "selected": "W2[0, 1]"}
FORWARD = {"decay"}  # lists whose last option changes nothing yet: steps begin after 20 epochs
WITHOUT_END = ["playground"]  # trains until somebody stops it


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    path = write_page(tmp_path_factory.mktemp("pages") / "explorers.ipynb", set_up=QUICK)
    with Server([path], lazy=False) as server:
        yield server


@pytest.fixture(scope="module")
def page(browser, course):
    page = browser.open(course, "explorers.ipynb")
    page.run_all()
    assert page.errors() == []
    yield page
    page.close()


def in_kernel(page, name, expression):
    """The value of an expression about the open explorer `e`, as text."""
    return page.run_in_kernel(f"{OPEN}e = _open[{name!r}]\nprint({expression})").strip()


def settled(explorer):
    return explorer.settled(timeout=60)


def choose(explorer, control, label):
    lists = explorer.control(control).locator("select")
    if lists.count():
        lists.select_option(label=label)
    else:
        type_in(explorer, control, label)


def type_in(explorer, control, words):
    explorer.control(control).locator("input").fill(words)
    explorer.control(control).locator("input").press("Enter")


def move(explorer, control, back=False):
    """Move a slider by some steps, a list by one option; switch, type."""
    lists = explorer.control(control).locator("select")
    number = explorer.control(control).locator("input[type=number]")
    if lists.count():
        count = lists.locator("option").count()
        index = lists.evaluate("list => list.selectedIndex")
        lists.select_option(index=(index + (-1 if back else 1)) % count)
    elif control in TYPED:
        type_in(explorer, control, TYPED[control])
    elif number.count():
        type_in(explorer, control, str(float(number.input_value()) + 1).removesuffix(".0"))
    elif explorer.control(control).locator("[role=slider]").count() == 0:
        explorer.press(control, "Space")  # a box to be checked, the first of several buttons
    else:
        explorer.press(control, "ArrowLeft" if back else "ArrowRight", times=2)


def controls_of(explorer):
    buttons = {"play", "step", "back", "next", "reset", "picture", "undo", "clear"}
    buttons |= {"restart", "put", "code", "numpy", "state"}
    tempo = {"speed"}  # it is to be seen in motion alone
    return [name for name in explorer.controls() if name not in buttons | tempo]


@pytest.mark.parametrize("name", MOVED)
def test_every_control_changes_result_readout_and_picture(page, name):
    explorer = page.explorer(name).show()
    for control in controls_of(explorer):
        explorer.press("reset", "Enter")
        if (name, control) in FIRST and FIRST[name, control][0] != control:
            settled(explorer)  # a reset that comes later would undo it
            choose(explorer, *FIRST[name, control])
        before = settled(explorer)
        values = in_kernel(page, name, "e.values")
        lists = explorer.control(control).locator("select").count() > 0
        back = lists and control not in FORWARD
        move(explorer, control, back)
        page.tab.wait_for_timeout(200)
        if in_kernel(page, name, "e.values") == values:  # it stood at its end
            move(explorer, control, not back)
        try:
            explorer.wait_for_change(before, timeout=30)
        except AssertionError as err:
            raise AssertionError(f"{control}: {err}") from None
        assert in_kernel(page, name, "e.values") != values
        assert in_kernel(page, name, "e.error") == "None"
    explorer.press("reset", "Enter")
    settled(explorer)


@pytest.mark.parametrize("name", [name for name in LIVE if name not in WITHOUT_END])
def test_play_pause_step_and_reset(page, name):
    in_kernel(page, name, "setattr(e, 'seconds', 20)")
    explorer = page.explorer(name).show()
    explorer.press("reset", "Enter")
    end = settled(explorer)
    iterations = int(in_kernel(page, name, "e.iterations"))
    assert f"Iteration {iterations} of {iterations}" in end.readout
    explorer.press("play", "Enter")
    expect(explorer.control("play")).to_have_text("Pause", timeout=20_000)
    explorer.wait_for_change(end)
    running = explorer.state()
    explorer.wait_for_change(running)
    explorer.press("play", "Enter")
    expect(explorer.control("play")).to_have_text("Play", timeout=20_000)
    paused = settled(explorer)
    iteration = int(in_kernel(page, name, "e.session.iteration"))
    assert 0 < iteration < iterations
    assert f"Iteration {iteration} of" in paused.readout
    explorer.press("step", "Enter")
    explorer.wait_for_change(paused)
    stepped = settled(explorer)
    assert int(in_kernel(page, name, "e.session.iteration")) == iteration + 10
    explorer.press("reset", "Enter")
    explorer.wait_for_change(stepped)
    again = settled(explorer)
    assert again.readout == end.readout
    assert again.looks_like(end)
    assert not stepped.looks_like(end)
    in_kernel(page, name, "setattr(e, 'seconds', 0.5)")


# half a minute each: those that train, and one that does not
@pytest.mark.parametrize("name", [next(name for name in MOVED if name not in LIVE), *LIVE])
def test_storm_of_500_key_presses_ends_with_the_last_value(page, name):
    control = MOVED[name]
    explorer = page.explorer(name).show()
    explorer.press(control, "Home")
    settled(explorer)
    memory = "__import__('psutil').Process().memory_info().rss"
    before = int(in_kernel(page, name, memory))
    for _ in range(25):
        explorer.press(control, "ArrowRight", times=11)
        explorer.press(control, "ArrowLeft", times=9)
    last = settled(explorer)
    shown = explorer.control(control).locator(".widget-readout").inner_text().replace("−", "-")
    value = float(in_kernel(page, name, f"e.values[{control!r}]"))
    assert value == pytest.approx(float(shown), abs=1e-9)
    assert in_kernel(page, name, "e.error") == "None"
    assert in_kernel(page, name, "e._owner.at_rest") == "True"
    assert int(in_kernel(page, name, memory)) - before < 20 * 2**20
    # the picture is that of the last value: drawn anew, it stays as it is
    in_kernel(page, name, f"e.set({control}=e.values[{control!r}])")
    assert settled(explorer).readout == last.readout
    if name not in LIVE:  # those also show the run before as a shadow
        assert settled(explorer).looks_like(last)


def test_two_explorers_train_at_once(page):
    two = {name: page.explorer(name) for name in LIVE[:2]}
    for name in two:
        in_kernel(page, name, "setattr(e, 'seconds', 4)")
    for explorer in two.values():
        explorer.press("play", "Enter")
    page.tab.wait_for_timeout(800)
    assert [in_kernel(page, name, "e.playing") for name in two] == ["True", "True"]
    for name, explorer in two.items():
        iterations = in_kernel(page, name, "e.iterations")
        assert f"Iteration {iterations} of {iterations}" in settled(explorer).readout
        assert in_kernel(page, name, "e.error") == "None"
        in_kernel(page, name, "setattr(e, 'seconds', 0.5)")


# Each thing that can be dragged, some pixels to the right and down.
DRAGS = [
    ("learning-rate", "learning rate", 20, 0),
    ("house", "price at 50 m²", 0, 40),
    ("house", "price at 180 m²", 0, -50),
    ("gradient-descent", "start, from above", 40, 50),
    ("gradient-descent", "start, on the bowl", -30, 20),
    ("gradient-descent", "number of steps", 40, 0),
    ("optimizers", "start of all paths", 40, 50),
    ("optimizers", "steps taken", 40, 0),
    ("optimizers", "rate", -40, 0),
    ("activation", "point on the curve", 30, 0),
    ("activation", "point on the slope", 30, 0),
    ("activation", "end of the chain", 40, 0),
    ("lines", "line 1", -20, 40),
    ("broadcasting", "corner of A", 40, -40),
    ("broadcasting", "corner of B", -40, -40),
    ("slope", "first point", 30, 0),
    ("slope", "second point", -30, 0),
    ("slope", "distance", -30, 0),
    ("softmax", "score of cat", 0, 40),
    ("softmax", "score of dog", 0, -30),
    ("softmax", "score of lion", 0, -60),
    ("playground", "pen", 40, 30),
]


@pytest.mark.parametrize(("name", "grip", "dx", "dy"), DRAGS)
def test_what_can_be_dragged_follows_the_hand_and_the_arrow_keys(page, name, grip, dx, dy):
    explorer = page.explorer(name).show()
    explorer.press("reset", "Enter")
    if (name, grip) in FIRST:
        settled(explorer)
        choose(explorer, *FIRST[name, grip])
        explorer.grip(grip).wait_for()
    before, values = settled(explorer), in_kernel(page, name, "e.values")
    at = explorer.grip(grip).bounding_box()
    explorer.drag(grip, dx, dy)
    explorer.wait_for_change(before)
    dragged = settled(explorer)
    assert in_kernel(page, name, "e.values") != values
    now = explorer.grip(grip).bounding_box()
    assert abs(now["x"] - at["x"] - dx) < 12 and abs(now["y"] - at["y"] - dy) < (12 if dy else 400)
    assert explorer.grip(grip).evaluate("grip => getComputedStyle(grip).cursor") in (
        "grab", "ew-resize", "ns-resize",
    )  # fmt: skip
    values = in_kernel(page, name, "e.values")
    explorer.grip(grip).press("ArrowRight" if dx else "ArrowUp")
    explorer.wait_for_change(dragged)
    assert in_kernel(page, name, "e.values") != values
    assert in_kernel(page, name, "e.error") == "None"


def test_every_grip_is_dragged_by_a_test(page):
    choose(page.explorer("playground").show(), *FIRST["playground", "pen"])
    page.explorer("playground").grip("pen").wait_for()
    found = set()
    for name in CLASSES:
        labels = page.explorer(name).root.locator(".nn-grip").all()
        found |= {(name, each.get_attribute("aria-label").partition(":")[0]) for each in labels}
    known = {(name, grip) for name, grip, _, _ in DRAGS}
    assert found == known | {("lines", "line 2"), ("lines", "line 3")}


def test_a_storm_of_500_pointer_events_leaves_no_backlog(page):
    explorer = page.explorer("gradient-descent").show()
    explorer.press("reset", "Enter")
    settled(explorer)
    explorer.grip("start, from above").evaluate(
        """grip => {
            const box = grip.getBoundingClientRect();
            const at = (type, x, y) => grip.dispatchEvent(new PointerEvent(type, {
                clientX: x, clientY: y, pointerId: 1, button: 0, bubbles: true}));
            grip.setPointerCapture = () => {};
            grip.hasPointerCapture = () => true;
            const x = box.x + 14, y = box.y + 14;
            at('pointerdown', x, y);
            for (let k = 0; k < 500; k++) at('pointermove', x + k % 97, y + k % 61);
            at('pointerup', x + 60, y + 60);
        }"""
    )
    page.tab.wait_for_timeout(1000)
    assert in_kernel(page, "gradient-descent", "e._drags, e._owner.at_rest") == "{} True"
    now = settled(explorer)
    page.tab.wait_for_timeout(500)
    assert settled(explorer).differences(now) == []
    w = float(in_kernel(page, "gradient-descent", "e.values['w']"))
    assert w == pytest.approx(-2 + 60 / 19.6, abs=0.3)  # 19.6 pixels are one unit of w


def draw(page, explorer, points):
    """Begin a stroke by mouse on the drawing area: points (x, y) from 0 to 1."""
    to(page, explorer, *points[0], steps=1)
    page.tab.mouse.down()
    for point in points[1:]:
        to(page, explorer, *point)


def to(page, explorer, x, y, steps=10):
    """Move the mouse to a point of the drawing area."""
    box = explorer.root.locator(".nn-area").bounding_box()
    page.tab.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=steps)


# Whether the browser's own ink is on the drawing area: it goes when a frame has all of the strokes.
INKED = """area => area.getContext('2d').getImageData(0, 0, area.width, area.height)
                        .data.some(value => value > 0)"""


def drawn(explorer):
    """The state once the kernel's picture has all that was drawn."""
    area = explorer.root.locator(".nn-area")
    for _ in range(400):
        if not area.evaluate(INKED):
            return settled(explorer)
        explorer.page.tab.wait_for_timeout(50)
    raise AssertionError("in 20 s no frame has had the last of the strokes")


def test_a_drawing_is_classified_while_it_is_drawn(page):
    explorer = page.explorer("drawing").show()
    explorer.press("clear", "Enter")
    empty = settled(explorer)
    assert empty.readout == "Nothing drawn yet."
    draw(page, explorer, [(0.2, 0.3), (0.3, 0.1), (0.4, 0.3)])
    ear = explorer.wait_for_change(empty)  # the button is still down
    assert ear.readout.startswith("Your drawing, 1 stroke: the network says")
    to(page, explorer, 0.8, 0.9)
    explorer.wait_for_change(ear)
    page.tab.mouse.up()
    one = drawn(explorer)
    x, y = eval(in_kernel(page, "drawing", "e.strokes[0][0]"))
    assert (x, y) == pytest.approx((0.2, 0.3), abs=0.01)
    x, y = eval(in_kernel(page, "drawing", "e.strokes[0][-1]"))
    assert (x, y) == pytest.approx((0.8, 0.9), abs=0.01)
    draw(page, explorer, [(0.1, 0.8), (0.9, 0.8)])
    page.tab.mouse.up()
    page.tab.mouse.move(5, 5)
    explorer.wait_for_change(one)
    assert "2 strokes" in drawn(explorer).readout
    explorer.press("undo", "Enter")
    page.tab.wait_for_timeout(300)
    again = settled(explorer)
    assert again.readout == one.readout and again.looks_like(one)
    explorer.press("clear", "Enter")
    explorer.wait_for_change(again)
    assert settled(explorer).readout == empty.readout
    assert in_kernel(page, "drawing", "e.error") == "None"
    explorer.press("reset", "Enter")


def test_a_curve_drawn_by_hand_is_learned(page):
    explorer = page.explorer("approximation").show()
    explorer.press("reset", "Enter")
    before = settled(explorer)
    draw(page, explorer, [(0.02, 0.5), (0.5, 0.1), (0.98, 0.5)])
    page.tab.mouse.up()
    explorer.wait_for_change(before)
    iterations = in_kernel(page, "approximation", "e.iterations")
    assert f"Iteration {iterations} of {iterations}" in drawn(explorer).readout
    assert in_kernel(page, "approximation", "e.values['target'], e.error") == "drawn by hand None"
    middle = float(in_kernel(page, "approximation", "e.result.target[60]"))
    assert middle == pytest.approx(1.4 - 0.1 * 2.8, abs=0.1)
    explorer.press("reset", "Enter")
    settled(explorer)


def test_a_storm_of_500_points_drawn_leaves_no_backlog(page):
    explorer = page.explorer("drawing").show()
    explorer.press("clear", "Enter")
    settled(explorer)
    area = explorer.root.locator(".nn-area")
    assert not area.evaluate(INKED)
    ink_at_once = area.evaluate(
        """area => {
            const box = area.getBoundingClientRect();
            const at = (type, k) => area.dispatchEvent(new PointerEvent(type, {
                clientX: box.x + box.width * (0.5 + 0.4 * Math.cos(k / 80)),
                clientY: box.y + box.height * (0.5 + 0.4 * Math.sin(k / 80)),
                pointerId: 1, button: 0, isPrimary: true}));
            area.setPointerCapture = () => {};
            area.hasPointerCapture = () => true;
            at('pointerdown', 0);
            for (let k = 1; k < 500; k++) at('pointermove', k);
            at('lostpointercapture', 500);
            delete area.setPointerCapture;
            delete area.hasPointerCapture;
            return (INKED)(area);
        }""".replace("INKED", INKED)
    )
    assert ink_at_once
    page.tab.wait_for_timeout(1000)
    state = "len(e._drawn_parts), e._owner.at_rest, len(e.strokes), len(e.strokes[0])"
    assert in_kernel(page, "drawing", state) == "0 True 1 500"
    now = settled(explorer)
    page.tab.wait_for_timeout(500)
    assert settled(explorer).differences(now) == []
    assert "Your drawing, 1 stroke" in now.readout
    assert not area.evaluate(INKED)  # the picture has it now
    explorer.press("reset", "Enter")
    settled(explorer)


def on_the_picture(explorer, x, y):
    """Where on the screen a point of the picture lies, given in its own pixels."""
    figure = explorer.root.locator(".nn-figure")
    figure.scroll_into_view_if_needed()
    box = figure.bounding_box()
    scale = box["width"] / CLASSES["playground"].size[0]
    return box["x"] + x * scale, box["y"] + y * scale


def in_the_drawing(page, explorer, what):
    """Where on the screen the middle of a Spot of the playground's network lies."""
    spot = f"__import__('nnhelpers.explorers.playground.drawing', fromlist=['x']).{what}"
    return on_the_picture(
        explorer, *eval(in_kernel(page, "playground", f"e.network.middle({spot}).tolist()"))
    )


def says(explorer, words):
    """Wait until the read-out contains these words."""
    expect(explorer.root.locator(".nn-readout")).to_contain_text(words, timeout=20_000)


def test_playground_plays_pauses_and_goes_back_in_time(page):
    explorer = page.explorer("playground").show()
    explorer.press("reset", "Enter")
    before = settled(explorer)
    assert before.readout.startswith("Epoch 20:")
    explorer.press("play", "Enter")
    expect(explorer.control("play")).to_have_text("Pause", timeout=20_000)
    explorer.wait_for_change(before)
    choose(explorer, "data", "xor")  # in the middle of a run: a new one, which goes on
    explorer.wait_for_change(before)
    explorer.press("play", "Enter")
    expect(explorer.control("play")).to_have_text("Play", timeout=20_000)
    paused = settled(explorer)
    epoch = int(in_kernel(page, "playground", "e.session.epoch"))
    assert epoch > 0 and paused.readout.startswith(f"Epoch {epoch}:")
    explorer.press("step", "Enter")
    says(explorer, f"Epoch {epoch + 1}:")
    explorer.press("epochs", "Home")
    says(explorer, "Epoch 0:")
    explorer.press("epochs", "ArrowRight", times=3)
    says(explorer, "Epoch 3:")
    explorer.press("restart", "Enter")
    says(explorer, "Epoch 0:")
    explorer.press("reset", "Enter")
    says(explorer, "Epoch 20:")
    again = settled(explorer)
    assert again.readout == before.readout and again.looks_like(before)


def test_playground_is_pointed_at_and_clicked(page):
    explorer = page.explorer("playground").show()
    explorer.press("reset", "Enter")
    settled(explorer)
    mouse = page.tab.mouse
    mouse.move(*in_the_drawing(page, explorer, "Spot('A', 2, 3)"))
    says(explorer, "A2[3]: ")
    mouse.click(*in_the_drawing(page, explorer, "Spot('b', 2, 3)"))
    says(explorer, "b2[3] = ")
    type_in(explorer, "value", "-2.5")
    says(explorer, "b2[3] = −2.5")
    assert in_kernel(page, "playground", "e.session.params['b2'][3, 0]") == "-2.5"
    mouse.click(*in_the_drawing(page, explorer, "Spot('units', 1, -1)"))
    says(explorer, "2-7-8-8-8-8-8-1")
    explorer.press("reset", "Enter")
    mouse.move(5, 5)
    settled(explorer)


def test_playground_takes_points_by_hand(page):
    explorer = page.explorer("playground").show()
    explorer.press("reset", "Enter")
    settled(explorer)
    assert explorer.root.locator(".nn-area").count() == 0
    choose(explorer, "pen", "blue ●")
    explorer.root.locator(".nn-area").wait_for()
    draw(page, explorer, [(0.2, 0.2), (0.8, 0.2)])
    page.tab.mouse.up()
    says(explorer, "pen (blue ●) at (3.")
    points = int(in_kernel(page, "playground", "len(e.settings.points)"))
    assert 8 <= points <= 16
    explorer.press("put", "Enter")
    page.tab.wait_for_timeout(500)
    assert int(in_kernel(page, "playground", "len(e.settings.points)")) == points + 1
    explorer.grip("pen").press("ArrowDown")
    explorer.grip("pen").press("1")
    says(explorer, "pen (orange ▲) at (")
    explorer.grip("pen").press("Space")
    page.tab.wait_for_timeout(500)
    assert in_kernel(page, "playground", "e.settings.points[-1].label") == "1"
    assert in_kernel(page, "playground", "e.error") == "None"
    explorer.press("reset", "Enter")
    settled(explorer)
    assert explorer.root.locator(".nn-area").count() == 0


def test_playground_writes_its_code(page):
    explorer = page.explorer("playground").show()
    box = explorer.root.locator(".nn-code textarea")
    for button, part in (("code", "nnhelpers"), ("numpy", "import numpy"), ("state", "epochs=20")):
        explorer.press(button, "Enter")
        expect(box).to_be_visible()
        page.tab.wait_for_timeout(200)
        assert part in box.input_value()
        copy = explorer.root.locator(".nn-code button").first
        copy.click()
        expect(copy).to_have_text("Copied")
        explorer.press(button, "Enter")
        expect(box).to_be_hidden()


def test_playground_is_opened_by_a_link(browser, tmp_path):
    path = write_page(tmp_path / "linked.ipynb", ["playground"])
    with Server([path], lazy=False) as server:
        page = browser.open(server, path.name)
        page.tab.evaluate("() => { location.hash = 'data=xor&hidden=3&epochs=4' }")
        page.tab.reload()
        page.wait_until_ready()
        page.run_all()
        explorer = page.explorer("playground").show()
        says(explorer, "Epoch 4:")
        assert in_kernel(page, "playground", "e.state") == "data=xor&hidden=3&epochs=4"
        page.close()


def test_playground_stands_on_one_screen(page):
    """At 1280 × 800, the smallest screen of the course."""
    explorer = page.explorer("playground").show()
    explorer.press("reset", "Enter")
    settled(explorer)
    box = explorer.root.bounding_box()
    assert box["width"] <= 900 and box["height"] <= 720
    for name in explorer.controls():
        inside = explorer.control(name).bounding_box()
        assert inside["x"] >= box["x"] - 1, name
        assert inside["x"] + inside["width"] <= box["x"] + box["width"] + 1, name


def test_the_pointer_reads_the_cost_and_a_click_starts_there(page):
    explorer = page.explorer("gradient-descent").show()
    explorer.press("reset", "Enter")
    before = settled(explorer)
    box = explorer.root.locator(".nn-figure").bounding_box()
    page.tab.mouse.move(box["x"] + 450, box["y"] + 200)
    page.tab.wait_for_timeout(500)
    assert "here: J(" in in_kernel(page, "gradient-descent", "e.cost_here.get_text()")
    page.tab.mouse.click(box["x"] + 450, box["y"] + 200)
    explorer.wait_for_change(before)
    page.tab.mouse.move(5, 5)
    settled(explorer)
    assert in_kernel(page, "gradient-descent", "e.cost_here.get_text()") == ""
    assert in_kernel(page, "gradient-descent", "e.values['w']") != "-2.0"


def test_the_picture_speaks_to_those_who_cannot_see_it(page):
    explorer = page.explorer("activation").show()
    settled(explorer)
    picture = explorer.root.get_by_role("img")
    assert explorer.readout().splitlines()[0] in picture.get_attribute("aria-label")


@contextmanager
def finger(page):
    """A function that swipes: from x, y ten times dx, dy."""
    fingers = page.tab.context.new_cdp_session(page.tab)

    def send(kind, *points):
        touch = {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        fingers.send("Input.dispatchTouchEvent", touch)

    def swipe(x, y, dx, dy):
        send("touchStart", (x, y))
        for k in range(1, 11):
            send("touchMove", (x + k * dx, y + k * dy))
            page.tab.wait_for_timeout(20)
        send("touchEnd")
        page.tab.wait_for_timeout(300)

    fingers.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        yield swipe
    finally:
        fingers.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
        fingers.detach()


def top(explorer):
    """Where it begins in the window, in pixels."""
    return explorer.root.bounding_box()["y"]


def test_a_finger_drags_a_grip_and_scrolls_the_page_beside_it(page):
    explorer = page.explorer("activation").show()
    explorer.press("reset", "Enter")
    before = settled(explorer)
    with finger(page) as swipe:
        box, there = explorer.grip("point on the curve").bounding_box(), top(explorer)
        swipe(box["x"] + 14, box["y"] + 14, 3, -3)
        explorer.wait_for_change(before)
        assert top(explorer) == there
        picture = explorer.root.locator(".nn-figure").bounding_box()
        swipe(picture["x"] + picture["width"] - 20, picture["y"] + 60, 0, -10)
        assert top(explorer) < there - 50


def test_a_finger_draws_on_the_sheet_and_scrolls_the_page_beside_it(page):
    explorer = page.explorer("drawing").show()
    explorer.press("clear", "Enter")
    before = settled(explorer)
    with finger(page) as swipe:
        sheet, there = explorer.root.locator(".nn-area").bounding_box(), top(explorer)
        swipe(sheet["x"] + 40, sheet["y"] + 200, 10, -10)
        explorer.wait_for_change(before)
        assert "Your drawing, 1 stroke" in drawn(explorer).readout
        assert top(explorer) == there
        assert int(in_kernel(page, "drawing", "len(e.strokes[0])")) >= 5
        picture = explorer.root.locator(".nn-figure").bounding_box()
        swipe(picture["x"] + picture["width"] - 20, picture["y"] + 200, 0, -10)
        assert top(explorer) != there
    explorer.press("reset", "Enter")
    settled(explorer)


def test_picture_of_ones_own(page):
    explorer = page.explorer("image-classifier").show()

    def upload(name, data):
        with page.tab.expect_file_chooser() as chooser:
            explorer.control("picture").click()
        chooser.value.set_files({"name": name, "mimeType": "image/png", "buffer": data})

    before = settled(explorer)
    png = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(png, "PNG")
    upload("red.png", png.getvalue())
    explorer.wait_for_change(before)
    assert "with probability" in settled(explorer).readout
    upload("no.png", b"not a picture")
    warning = explorer.root.locator(".nn-warning")
    warning.get_by_text("neither a PNG nor a JPEG").wait_for()
    assert explorer.readout() == "No verdict."
    upload("large.png", png.getvalue() + bytes(9 * 2**20))
    warning.get_by_text("9.0 MB; at most 8 MB").wait_for()
    nothing = settled(explorer)
    explorer.press("reset", "Enter")
    explorer.wait_for_change(nothing)
    assert settled(explorer).readout == before.readout


def test_dark_theme_keeps_pictures_white_and_words_readable(page):
    def luminance(color):
        channels = [int(c) for c in color.removeprefix("rgb(").removesuffix(")").split(",")]
        return np.dot([0.2126, 0.7152, 0.0722], channels)

    page.dark()
    try:
        for explorer in page.explorers():
            assert np.mean(explorer.pixels().min(axis=-1) > 250) > 0.2
            words = explorer.root.locator(".nn-readout")
            color = words.evaluate("words => getComputedStyle(words).color")
            assert luminance(color) > 180
    finally:
        page.dark(False)


def test_running_the_cell_again_replaces_the_explorer(page):
    explorer = page.explorer("learning-rate").show()
    old = in_kernel(page, "learning-rate", "id(e), setattr(_cells, 'first', e)")
    index = next(i for i, c in enumerate(page.cells()) if "LearningRateExplorer(" in c["source"])
    for _ in range(2):
        page.tab.evaluate(
            "i => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = i }", index
        )
        page.command("notebook:run-cell")
        page.wait_until_idle()
    assert in_kernel(page, "learning-rate", "id(e)") not in old
    state = "_cells.first._closed, _cells.first.error"
    assert in_kernel(page, "learning-rate", state) == "True None"
    explorer = page.explorer("learning-rate").show()
    before = settled(explorer)
    explorer.press("learning_rate", "Home")
    explorer.wait_for_change(before)
    assert page.errors() == []


def test_after_a_restart_of_the_kernel_all_is_as_before(page):
    page.restart()
    page.run_all()
    assert page.errors() == []
    explorer = page.explorer("gradient-descent").show()
    before = settled(explorer)
    explorer.press("learning_rate", "ArrowRight", times=2)
    explorer.wait_for_change(before)

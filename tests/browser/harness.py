"""A page of the course in a real JupyterLab in a real browser, driven from Python.

`Server` is JupyterLab on this machine with settings of its own, `Browser` a headless Chromium,
`Page` one notebook open in it, `Explorer` one live widget on that page. The tests in this folder,
`look.py` and the benchmarks use them; nothing here knows what a page or an explorer is about.
"""

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from nnhelpers.pages import ROOT, pages

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The notebook that is in front, in JavaScript.
NOTEBOOK = "window.jupyterapp.shell.currentWidget"
WIDGET = "application/vnd.jupyter.widget-view+json"


PLAYWRIGHT_INSTALL = [sys.executable, "-m", "playwright", "install", "chromium"]


class NoBrowser(RuntimeError):
    """No Chromium or Chrome was found on this machine, or it does not start."""


def find_browser(playwright=None) -> str:
    """Path of a Chromium: Debian's, another on the path, or the one Playwright has installed.

    Raises
    ------
    NoBrowser
        If there is none; the message says how to get one.
    """
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    known = [os.environ.get("BROWSER_PATH"), *map(shutil.which, names)]
    known.append("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    if playwright is not None:
        known.append(playwright.chromium.executable_path)
    for path in known:
        if path and Path(path).is_file():
            return path
    raise NoBrowser(
        "no browser found: install Chromium (Debian: apt install chromium; elsewhere: "
        f"{' '.join(PLAYWRIGHT_INSTALL)}), or set BROWSER_PATH to a Chrome or Chromium"
    )


class Server:
    """JupyterLab on 127.0.0.1 over a copy of the notebooks, untouched by the user's settings.

    Parameters
    ----------
    notebooks : paths of the notebooks to copy; None copies all of the course.
    lazy : False makes JupyterLab lay out all cells at once; its own way is to skip hidden ones.
    """

    def __init__(self, notebooks=None, lazy=True):
        self.folder = Path(tempfile.mkdtemp(prefix="nnhelpers-lab-"))
        self.pages = self.folder / "course" / "notebooks"
        self.pages.mkdir(parents=True)
        for path in pages() if notebooks is None else notebooks:
            shutil.copy(path, self.pages)
        shutil.copytree(ROOT / "datasets", self.folder / "course" / "datasets")
        quiet = {"fetchNews": "false", "checkForUpdates": False}
        self._set("apputils-extension/notification", quiet)
        if not lazy:
            self._set("notebook-extension/tracker", {"windowingMode": "none"})
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = self.folder / "server.log"
        self._start()

    def _set(self, plugin, values):
        path = self.folder / "settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))

    def _start(self):
        environment = dict(os.environ, JUPYTER_PREFER_ENV_PATH="1")
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            environment[name] = str(self.folder / name.lower())
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += ["--ip=127.0.0.1", f"--port={self.port}", "--ServerApp.port_retries=0"]
        command += ["--IdentityProvider.token=", "--expose-app-in-browser"]
        command += [f"--ServerApp.root_dir={self.folder / 'course'}"]
        command += [f"--LabApp.user_settings_dir={self.folder / 'settings'}"]
        command += [f"--LabApp.workspaces_dir={self.folder / 'workspaces'}"]
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/api", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self._process.kill()
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self):
        """End the server with its kernels, and remove the copies."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Browser:
    """A headless Chromium of its own, without profile, history or network habits."""

    def __init__(self):
        self._playwright = sync_playwright().start()
        try:
            self._chromium = self._launch(find_browser(self._playwright))
        except BaseException:
            self._playwright.stop()
            raise

    def _launch(self, path):
        """Start the browser at `path`; one that does not start is as good as none."""
        try:
            return self._playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        except PlaywrightError as problem:
            lacking = re.search(r"error while loading.*", problem.message)
            why = lacking.group() if lacking else problem.message.splitlines()[0]
            raise NoBrowser(
                f"the browser {path} does not start: {why}. If it lacks libraries, install them "
                f"(Debian, Ubuntu: python -m playwright install-deps chromium, as root), or set "
                f"BROWSER_PATH to another Chrome or Chromium"
            ) from None

    def open(self, server, notebook, width=1280, height=800, scale=1, port=None):
        """Open a notebook of `server` (its file name) and wait for its kernel: a `Page`.

        `port`: where the server is reached, if by way of a relay.
        """
        name = Path(notebook).name
        if not (server.pages / name).is_file():
            raise FileNotFoundError(f"the server has no notebook {name}")
        context = self._chromium.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=scale
        )
        context.set_default_timeout(60_000)
        return Page(context, f"http://127.0.0.1:{port or server.port}", name)

    def stop(self):
        """Close the browser."""
        self._chromium.close()
        self._playwright.stop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Page:
    """One notebook open in JupyterLab.

    Attributes
    ----------
    tab : playwright.sync_api.Page
        For everything that has no method here.
    problems : list of str
        Errors that the page's JavaScript has reported.
    """

    def __init__(self, context, url, name):
        self.name = name
        self.problems = []
        self._context = context
        self.tab = context.new_page()
        self.tab.on("pageerror", lambda error: self.problems.append(str(error)))
        self.tab.goto(f"{url}/lab/tree/notebooks/{name}?reset")
        self.wait_until_ready()

    def wait_until_ready(self):
        """Wait until the notebook is open and its kernel has started."""
        self.tab.wait_for_function(
            f"window.jupyterapp && {NOTEBOOK} && {NOTEBOOK}.context?.isReady"
            f" && {NOTEBOOK}.sessionContext.isReady"
            f" && {NOTEBOOK}.sessionContext.session?.kernel?.status === 'idle'"
        )

    def command(self, name, **arguments):
        """Execute one of JupyterLab's commands, as its menus do."""
        self.tab.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)",
            [name, arguments],
        )

    def run_all(self):
        """Run all cells and wait until the kernel has nothing more to do."""
        self.command("notebook:run-all-cells")
        self.wait_until_idle()

    def wait_until_idle(self, timeout=180.0):
        """Wait until no cell is waiting or running."""
        waiting = "cell => cell.model.executionState === 'running'"
        self.tab.wait_for_function(
            f"{NOTEBOOK}.sessionContext.session?.kernel?.status === 'idle'"
            f" && !{NOTEBOOK}.content.widgets.some({waiting})",
            timeout=timeout * 1000,
        )

    def restart(self):
        """Restart the kernel; outputs stay as they are."""
        self.tab.evaluate(f"() => {NOTEBOOK}.sessionContext.session.kernel.restart()")
        self.wait_until_idle()

    def run_in_kernel(self, code):
        """Run `code` in the notebook's kernel and return what it printed."""
        status, text = self.tab.evaluate(
            """async code => {
                const kernel = NOTEBOOK.sessionContext.session.kernel;
                const future = kernel.requestExecute({code, store_history: false});
                let text = '';
                future.onIOPub = ({content}) => {
                    text += content.text ?? content.data?.['text/plain'] ?? '';
                    if (content.traceback) text += content.traceback.join('\\n');
                };
                const reply = await future.done;
                return [reply.content.status, text];
            }""".replace("NOTEBOOK", NOTEBOOK),
            code,
        )
        if status != "ok":
            raise RuntimeError(f"the kernel could not run {code!r}:\n{text}")
        return text

    def cells(self):
        """The notebook as it stands in the browser: a list of cells in nbformat."""
        return self.tab.evaluate(f"() => {NOTEBOOK}.content.model.toJSON().cells")

    def errors(self):
        """Error outputs of the cells and JavaScript errors, as text; [] when all is well."""
        outputs = [o for cell in self.cells() for o in cell.get("outputs", [])]
        found = [f"{o['ename']}: {o['evalue']}" for o in outputs if o["output_type"] == "error"]
        return found + self.problems

    def scroll_to_cell(self, index):
        """Bring cell `index` (from 0, all kinds counted) to the top of the view."""
        self.tab.evaluate(f"i => {NOTEBOOK}.content.scrollToItem(i, 'start')", index)
        self.tab.wait_for_timeout(150)

    def dark(self, on=True):
        """Switch JupyterLab to its dark theme, or back."""
        theme = "JupyterLab Dark" if on else "JupyterLab Light"
        self.command("apputils:change-theme", theme=theme)
        self.tab.wait_for_function(
            f"document.body.dataset.jpThemeLight === '{str(not on).lower()}'"
        )
        self.tab.wait_for_timeout(300)

    def printed(self):
        """What the cells have printed: their outputs on standard output, one text a cell."""
        return [
            "".join("".join(o["text"]) for o in cell["outputs"] if o.get("name") == "stdout")
            for cell in self.cells()
            if cell["cell_type"] == "code"
        ]

    def widget_cells(self):
        """Indices of the cells that show a live widget."""
        return [
            index
            for index, cell in enumerate(self.cells())
            if any(WIDGET in output.get("data", {}) for output in cell.get("outputs", []))
        ]

    def _show_widgets(self):
        """Scroll from widget to widget; JupyterLab makes them only when they come into view."""
        for index in self.widget_cells():
            self.scroll_to_cell(index)
            cell = self.tab.locator(".jp-Notebook-cell").nth(index)
            cell.locator(".jupyter-widgets").first.wait_for()
            yield

    def explorers(self):
        """All explorers of the page, from top to bottom."""
        for _ in self._show_widgets():
            pass
        return [Explorer(self, root) for root in self.tab.locator(".nn-explorer").all()]

    def explorer(self, name):
        """The first explorer called `name`, as in the class nn-<name>; scrolled into view."""
        root = self.tab.locator(f".nn-explorer.nn-{name}")
        if root.count():
            return Explorer(self, root.first).show()
        for _ in self._show_widgets():
            if root.count():
                return Explorer(self, root.first).show()
        raise AssertionError(f"{self.name} shows no explorer of class nn-{name}")

    def screenshot(self, path):
        """Save what the window shows as a PNG."""
        self.tab.screenshot(path=str(path))

    def close(self):
        """End the kernel and close the tab."""
        self.tab.evaluate(f"() => {NOTEBOOK}?.sessionContext.shutdown()")
        self._context.close()


@dataclass(frozen=True, eq=False)
class Seen:
    """What a person sees of an explorer: the read-out's text and the picture's pixels."""

    readout: str
    pixels: np.ndarray

    def differences(self, other):
        """Which of "read-out" and "picture" differ from those of `other`."""
        same_picture = np.array_equal(self.pixels, other.pixels)
        names = ["read-out"] * (self.readout != other.readout) + ["picture"] * (not same_picture)
        return names

    def looks_like(self, other):
        """Whether the pictures agree but for what JPEG leaves out, which is more on slow lines.

        Compared are the mean colors of tiles of 8 x 8 pixels, the blocks of a JPEG.
        """
        tiles = [_tiles(seen.pixels) for seen in (self, other)]
        return tiles[0].shape == tiles[1].shape and np.abs(tiles[0] - tiles[1]).max() < 16


def _tiles(pixels, side=8):
    """Mean colors of tiles, shape (rows, columns, 3); what is left at the edges is dropped."""
    rows, columns = pixels.shape[0] // side, pixels.shape[1] // side
    tiles = pixels[: rows * side, : columns * side].reshape(rows, side, columns, side, 3)
    return tiles.mean(axis=(1, 3))


class Explorer:
    """One live widget on a page, as a person meets it: controls, a picture, a read-out."""

    def __init__(self, page, root):
        self.page = page
        self.root = root

    def show(self):
        """Scroll it into view."""
        self.root.scroll_into_view_if_needed()
        return self

    def control(self, name):
        """Locator of the control for the parameter `name`."""
        return self.root.locator(f".nn-control-{name}")

    def controls(self):
        """Names of all its controls, in the order of the page."""
        classes = self.root.locator("[class*='nn-control-']").evaluate_all(
            "all => all.map(e => [...e.classList].find(c => c.startsWith('nn-control-')))"
        )
        return [name.removeprefix("nn-control-") for name in dict.fromkeys(classes)]

    def press(self, name, key="ArrowRight", times=1):
        """Press a key on the slider handle (or other input) of the control `name`."""
        inputs = "[role=slider], select, input:not([type=hidden]), button, textarea"
        handle = self.control(name).locator(inputs)
        handle = handle.first if handle.count() else self.control(name)
        handle.focus()
        for _ in range(times):
            self.page.tab.keyboard.press(key)

    def grip(self, name):
        """Locator of what can be dragged on the picture under this name."""
        return self.root.locator(f".nn-grip[aria-label^='{name}:']")

    def drag(self, name, dx, dy=0, steps=10):
        """Drag a grip by mouse so many CSS pixels to the right and down."""
        box = self.grip(name).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        mouse = self.page.tab.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + dx, y + dy, steps=steps)
        mouse.up()

    def readout(self):
        """The text of the read-out, also where JupyterLab has not laid it out."""
        return self.root.locator(".nn-readout").first.evaluate(
            "element => element.textContent.trim()"
        )

    def pixels(self):
        """The picture as it stands on the screen: uint8, shape (height, width, 3)."""
        picture = self.root.locator(".nn-figure").first
        picture.scroll_into_view_if_needed()
        return np.asarray(Image.open(io.BytesIO(picture.screenshot())).convert("RGB"))

    def state(self):
        """What a person sees of it now: a `Seen`."""
        return Seen(self.readout(), self.pixels())

    def shown(self):
        """Number of the frame on the screen and the words; asking takes no screenshot."""
        return self.root.evaluate(
            """root => [root.querySelector('.nn-figure').dataset.frame,
                         root.querySelector('.nn-readout').textContent]"""
        )

    def settled(self, still=0.4, timeout=10.0):
        """The state once nothing has changed for `still` seconds."""
        deadline = time.monotonic() + timeout
        shown, since = self.shown(), time.monotonic()
        while time.monotonic() - since < still:
            if time.monotonic() > deadline:
                raise AssertionError(f"the explorer does not come to rest in {timeout} s")
            self.page.tab.wait_for_timeout(50)
            now = self.shown()
            if now != shown:
                shown, since = now, time.monotonic()
        return self.state()

    def wait_for_change(self, before, timeout=10.0):
        """Wait until read-out and picture both differ from `before`, a `Seen`; returns the new."""
        deadline = time.monotonic() + timeout
        while True:
            late = time.monotonic() > deadline
            if late or self.readout() != before.readout:
                now = self.state()
                changed = now.differences(before)
                if len(changed) == 2:
                    return now
            if late:
                raise AssertionError(f"in {timeout} s only these changed: {changed or 'nothing'}")
            self.page.tab.wait_for_timeout(50)

    def screenshot(self, path):
        """Save the explorer alone as a PNG."""
        self.root.screenshot(path=str(path))

"""How fast the explorers answer, measured where a learner meets them: in a browser.

For each explorer a slider is moved by keyboard. The time from the key to the moment at which the
browser shows the first picture of the new value is the answer time; for those that train it is
taken in the middle of training. Then the displayed frames are counted while a run plays.
`make bench-ui` prints the tables. Kernel, server and browser share this machine's cores.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
from explorer_page import LIVE, MOVED, OPEN, write_page
from harness import Browser, Server

MOVES = 30
PLAYS = 3  # times that displayed frames are counted; their median is printed
PLAYED = 4.0  # seconds of training in each
PAUSE, LIVE_PAUSE = 0.45, 0.8  # seconds between two moves, and where a move starts a training

# In the page: the time of each key, and of each picture shown with the size of its file. A
# picture counts as shown in the animation frame after it was loaded.
WATCH = """() => {
    const now = () => performance.timeOrigin + performance.now();
    window.nnKeys = []; window.nnShown = [];
    const sizes = new Map(), create = URL.createObjectURL;
    URL.createObjectURL = blob => {
        const url = create.call(URL, blob); sizes.set(url, blob.size); return url;
    };
    document.addEventListener('keydown', () => window.nnKeys.push(now()), true);
    document.addEventListener('load', event => {
        const image = event.target;
        if (!image.classList?.contains('nn-figure')) return;
        const size = sizes.get(image.src);
        requestAnimationFrame(() => window.nnShown.push([now(), size]));
    }, true);
}"""

# In the kernel: when each picture was sent, its size, and the values of the controls it shows.
RECORD = """
import time as _time
_explorer = _open[{name!r}]
_sent, _show = [], _explorer._sender._show
def _recording(frame):
    _sent.append((1000 * _time.time(), len(frame.picture), tuple(_explorer.values.values())))
    _show(frame)
_explorer._sender._show = _recording
"""


def answer_times(page, explorer, name):
    """Milliseconds from each key to the first picture of the value it set."""
    control, pause = MOVED[name], LIVE_PAUSE if name in LIVE else PAUSE
    explorer.press(control, "Home")
    page.tab.wait_for_timeout(1500)
    page.run_in_kernel(OPEN + RECORD.format(name=name))
    page.tab.evaluate("() => { window.nnKeys = []; window.nnShown = []; }")
    explorer.press(control, "ArrowRight")
    page.tab.wait_for_timeout(1000 * pause)
    for move in range(MOVES):
        explorer.press(control, "ArrowRight" if move % 4 < 2 else "ArrowLeft")
        page.tab.wait_for_timeout(1000 * pause)
    keys, shown = page.tab.evaluate("() => [window.nnKeys, window.nnShown]")
    sent = eval(page.run_in_kernel("print(_sent)"))
    times = []
    for key in keys[1:]:  # the first has started the training
        old = next(values for time, _, values in reversed(sent) if time < key)
        new = [(time, size) for time, size, values in sent if time > key and values != old]
        sizes = {size for _, size in new}
        times.append(next(t for t, size in shown if t > new[0][0] and size in sizes) - key)
    return np.array(times)


def frames_per_second(page, explorer):
    """Pictures displayed per second while a run plays: the median of several plays."""
    return np.median([frames_in_one_play(page, explorer) for _ in range(PLAYS)])


def frames_in_one_play(page, explorer):
    """Pictures displayed per second from iteration 0 on."""
    explorer.press("reset", "Enter")
    page.tab.wait_for_timeout(1500)
    page.tab.evaluate("() => { window.nnShown = []; }")
    explorer.press("play", "Enter")
    page.tab.wait_for_timeout(1000 * PLAYED)
    times = np.array([time for time, _ in page.tab.evaluate("() => window.nnShown")])
    times = np.unique(times)  # two pictures in one animation frame are one displayed
    return (len(times) - 1) / (times[-1] - times[0]) * 1000


def main(names):
    """Measure the explorers and print the table."""
    print(f"{'explorer':18} {'moved':14} {'median':>9} {'p95':>9} {'frames/s':>9}")
    with tempfile.TemporaryDirectory() as folder:
        path = write_page(Path(folder) / "explorers.ipynb", names)
        with Server([path], lazy=False) as server, Browser() as browser:
            page = browser.open(server, path.name)
            page.tab.evaluate(WATCH)
            page.run_all()
            if page.errors():
                raise RuntimeError("; ".join(page.errors()))
            for name in names:
                explorer = page.explorer(name).show()
                times = answer_times(page, explorer, name)
                fps = f"{frames_per_second(page, explorer):9.1f}" if name in LIVE else ""
                p50, p95 = np.percentile(times, [50, 95])
                print(f"{name:18} {MOVED[name]:14} {p50:6.0f} ms {p95:6.0f} ms {fps}", flush=True)
            page.close()


if __name__ == "__main__":
    main(sys.argv[1:] or list(MOVED))

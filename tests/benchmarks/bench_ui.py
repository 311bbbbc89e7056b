"""How fast the explorers answer, measured where a learner meets them: in a browser, on any line.

For each explorer a slider is moved by keyboard. The time from the key to the moment at which the
browser has the words, and shows the picture, of the new value is the answer time; for those that
train it is taken in the middle of training. Then the displayed frames are counted while a run
plays. `make bench-ui` prints one table for each line; a relay on this machine gives it its delay
and bandwidth. Kernel, server and browser share this machine's cores. Names of explorers as
arguments measure those alone; `--lines 0` measures only without a relay.
"""

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
from explorer_page import LIVE, MOVED, OPEN, write_page
from harness import Browser, Server
from relay import Line, Relay

LINES = [
    ("this machine", None),
    ("40 ms, 2.5 MB/s", Line(0.040, 2.5e6)),
    ("40 ms, 600 kB/s", Line(0.040, 600e3)),
    ("100 ms, 250 kB/s", Line(0.100, 250e3)),
]
MOVES = 30
PLAYS = 3  # times that displayed frames are counted; their median is printed
PLAYED = 4.0  # seconds of training in each
PAUSE, LIVE_PAUSE = 0.45, 0.8  # seconds between two moves, and where a move starts a training
ON_A_LINE = 1.0  # seconds more where there is a line to cross

# In the page: the time of each key; of each frame the time at which its words were there, and
# that of the picture on the screen after it.
WATCH = """() => {
    const now = () => performance.timeOrigin + performance.now();
    window.nnKeys = []; window.nnShown = [];
    document.addEventListener('keydown', () => window.nnKeys.push(now()), true);
    new MutationObserver(changes => changes.forEach(({target}) => {
        const frame = [target.closest('.nn-explorer').className, +target.dataset.frame, now()];
        requestAnimationFrame(() => window.nnShown.push([...frame, now()]));
    })).observe(document.body, {subtree: true, attributes: true, attributeFilter: ['data-frame']});
}"""

# In the kernel: of each frame its number, when it was sent, its size, the values of the controls
# it shows, and how many were under way then.
RECORD = """
import time as _time
def _recorded(explorer):
    sent, show = [], explorer._screen.show
    def recording(frame, number):
        sent.append((number, 1000 * _time.time(), len(frame.picture),
                     tuple(explorer.values.values()), explorer._sender.pace.under_way))
        show(frame, number)
    explorer._sender._show = recording
    return sent
_explorer = _open[{name!r}]
_sent = _recorded(_explorer)
"""


def recorded(page, name):
    """What kernel and browser have noted of the explorer's frames since the last time."""
    sent = eval(page.run_in_kernel("print(_sent); _sent.clear()"))
    keys, shown = page.tab.evaluate(
        """() => {
            const noted = [window.nnKeys, window.nnShown];
            window.nnKeys = []; window.nnShown = [];
            return noted;
        }"""
    )
    shown = {number: times for kind, number, *times in shown if f"nn-{name}" in kind.split()}
    return sent, np.array(keys), shown


def answer_times(page, explorer, name, more):
    """Milliseconds from each key to the words and to the picture of the value it set: (MOVES, 2).

    Also the most frames that were under way.
    """
    control, pause = MOVED[name], (LIVE_PAUSE if name in LIVE else PAUSE) + more
    explorer.press(control, "Home")
    page.tab.wait_for_timeout(1500 + 1000 * more)
    page.run_in_kernel(OPEN + RECORD.format(name=name))
    explorer.press(control, "ArrowRight")  # the first starts the training
    page.tab.wait_for_timeout(1000 * pause)
    recorded(page, name)
    before = eval(page.run_in_kernel("print(tuple(_explorer.values.values()))"))
    for move in range(MOVES):
        explorer.press(control, "ArrowRight" if move % 4 < 2 else "ArrowLeft")
        page.tab.wait_for_timeout(1000 * pause)
    sent, keys, shown = recorded(page, name)
    times = []
    for key in keys:
        new = [(n, values) for n, time, _, values, _ in sent if time > key and values != before]
        before = new[0][1]
        times.append(next(np.array(shown[n]) for n, _ in new if n in shown) - key)
    return np.array(times), max(under_way for *_, under_way in sent)


def playing(page, explorer, name, more):
    """Frames displayed a second while a run plays, the most under way, and bytes a frame."""
    rates, sizes, under_way = [], [], 0
    for _ in range(PLAYS):
        explorer.press("reset", "Enter")
        page.tab.wait_for_timeout(1500 + 1000 * more)
        recorded(page, name)
        explorer.press("play", "Enter")
        page.tab.wait_for_timeout(1000 * PLAYED)
        sent, _, shown = recorded(page, name)
        times = np.unique([picture for _, picture in shown.values()])  # one paint, one frame
        rates.append((len(times) - 1) / (times[-1] - times[0]) * 1000)
        sizes += [size for _, _, size, _, _ in sent]
        under_way = max([under_way, *(each for *_, each in sent)])
    explorer.press("reset", "Enter")  # some would play on
    return np.median(rates), under_way, np.median(sizes)


def measure(page, names, more, beside=None):
    """Print a row for each explorer; `beside` plays all the time."""
    print(
        f"{'explorer':18} {'moved':14} {'words: median':>14} {'p95':>8} {'picture: median':>16} "
        f"{'p95':>8} {'frames/s':>9} {'under way':>10} {'kB a frame':>11}"
    )
    for name in names:
        explorer = page.explorer(name).show()
        if beside is not None:
            page.run_in_kernel(OPEN + f"type(_open[{beside!r}]).seconds = 600.0")
            page.explorer(beside).press("play", "Enter")
            explorer.show()
        times, most = answer_times(page, explorer, name, more)
        (words, picture), (words95, picture95) = np.percentile(times, [50, 95], axis=0)
        row = f"{name:18} {MOVED[name]:14} {words:11.0f} ms {words95:5.0f} ms"
        row += f" {picture:13.0f} ms {picture95:5.0f} ms"
        if name in LIVE:
            rate, most_playing, size = playing(page, explorer, name, more)
            row += f" {rate:9.1f} {max(most, most_playing):10} {size / 1000:11.1f}"
        else:
            row += f" {'':9} {most:10}"
        print(row, flush=True)


def main():
    """Measure the explorers and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", default=[], metavar="explorer")
    parser.add_argument("--lines", type=int, nargs="*", default=range(len(LINES)))
    arguments = parser.parse_args()
    names = arguments.names or list(MOVED)
    with tempfile.TemporaryDirectory() as folder:
        path = write_page(Path(folder) / "explorers.ipynb", names)
        for title, line in (LINES[k] for k in arguments.lines):
            with (
                Server([path], lazy=False) as server,
                Relay(server.port, Line()) if line else nullcontext() as relay,
                Browser() as browser,
            ):
                page = browser.open(server, path.name, port=relay and relay.port)
                page.tab.evaluate(WATCH)
                page.run_all()
                page.explorers()
                if page.errors():
                    raise RuntimeError("; ".join(page.errors()))
                if line:
                    relay.line = line  # JupyterLab itself has come quickly
                more = ON_A_LINE if line else 0.0
                print(f"\n{title}\n")
                measure(page, names, more)
                live = [name for name in LIVE if name in names]
                if line and len(live) > 1:
                    print(f"\n{title}, beside {live[1]}, which plays too\n")
                    measure(page, live[:1], more, beside=live[1])
                page.close()


if __name__ == "__main__":
    main()

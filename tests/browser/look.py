"""Take pictures of a page as a learner sees it: run it in JupyterLab, scroll through, save PNGs.

    python tests/browser/look.py notebooks/02_logistic_regression.ipynb --out /tmp/shots

writes 02_logistic_regression-01.png, -02.png … one for each screenful. Without a notebook: all
pages. With `--no-run` the stored page is shown as it is, without a kernel's help.
"""

import argparse
import sys
from pathlib import Path

from harness import NOTEBOOK, Browser, Server

from nnhelpers.pages import pages


def save_screens(page, folder, stem, overlap=60):
    """Scroll from top to bottom and save one picture a screen; returns the paths."""
    scroller = f"{NOTEBOOK}.content.node.querySelector('.jp-WindowedPanel-outer')"
    paths, top = [], 0
    while True:
        page.tab.evaluate(f"top => {{ {scroller}.scrollTop = top }}", top)
        page.tab.wait_for_timeout(300)
        paths.append(folder / f"{stem}-{len(paths) + 1:02d}.png")
        page.screenshot(paths[-1])
        reached, height, total = page.tab.evaluate(
            f"() => [{scroller}.scrollTop, {scroller}.clientHeight, {scroller}.scrollHeight]"
        )
        if reached + height >= total - 2 or len(paths) >= 150:
            return paths
        top = reached + height - overlap


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="without any: all pages")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--dark", action="store_true", help="JupyterLab's dark theme")
    parser.add_argument("--no-run", action="store_true", help="show the stored page")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=800)
    parser.add_argument("--scale", type=float, default=1, help="device pixels per CSS pixel")
    arguments = parser.parse_args()
    arguments.notebooks = arguments.notebooks or pages()
    arguments.out.mkdir(parents=True, exist_ok=True)
    failed = False
    with Server(arguments.notebooks, lazy=False) as server, Browser() as browser:
        for notebook in arguments.notebooks:
            page = browser.open(
                server, notebook, arguments.width, arguments.height, arguments.scale
            )
            if arguments.dark:
                page.dark()
            if not arguments.no_run:
                page.run_all()
            page.tab.wait_for_timeout(1000)  # the last formulas and widgets
            stem = notebook.stem + ("-dark" if arguments.dark else "")
            for path in save_screens(page, arguments.out, stem):
                print(path)
            for error in page.errors():
                failed = True
                print(f"{notebook}: {error}", file=sys.stderr)
            page.close()
    return failed


if __name__ == "__main__":
    sys.exit(main())

"""See to it that the browser tests have a browser: `make test` begins with this.

    python tests/browser/get_browser.py

A browser that starts is left alone and nothing is said. Otherwise Chromium is installed: Debian's
where one is root on Debian, anywhere else Playwright's own, into the user's cache. Where neither
is to be had, the tests that need a browser skip; where CI is set they fail.
"""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator

from harness import PLAYWRIGHT_INSTALL, Browser, NoBrowser

APT = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
# What is said of it, and the commands, one after the other.
Way = tuple[str, list[list[str]]]


def starts() -> bool:
    """Whether there is a browser, and it runs."""
    try:
        Browser().stop()
    except NoBrowser:
        return False
    return True


def system() -> str:
    """The operating system's short name: "debian", "ubuntu" …, or "" where it does not say."""
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:
        return ""


def ways(system: str, root: bool) -> Iterator[Way]:
    """How a browser may be had here, the most likely first."""
    if root and system == "debian":
        install = [*APT, "install", "-y", "--no-install-recommends"]
        yield "with apt", [[*APT, "update"], [*install, "chromium", "fonts-dejavu-core"]]
    # Chromium needs some of the system's libraries; Playwright asks apt for them.
    with_libraries = ["--with-deps"] * (root and shutil.which("apt-get") is not None)
    yield "with Playwright (about 200 MB)", [[*PLAYWRIGHT_INSTALL, "--no-shell", *with_libraries]]


def follow(commands: list[list[str]]) -> str:
    """Run the commands until one fails; returns what it says of it, or "" if none does."""
    for command in commands:
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=900,
                env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"),
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as problem:
            return str(problem)
        if done.returncode:
            error = re.search(r"^E(?:rror)?: .*", done.stderr + done.stdout, re.MULTILINE)
            return error.group() if error else f"exit code {done.returncode}"
    return ""


def main() -> None:
    """Install a browser unless there is one; says what it does, a line for each try."""
    if starts():
        return
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    for how, commands in ways(system(), root):
        print(f"No browser for the browser tests: installing Chromium {how}", flush=True)
        problem = follow(commands)
        if not problem and starts():
            return
        print(f"That did not work: {problem or 'it does not start'}", flush=True)
    print(f"The tests that need a browser {'fail' if os.environ.get('CI') else 'are skipped'}.")


if __name__ == "__main__":
    main()

"""Browser tests without a browser: one is got where that is possible, else they skip and say so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "browser"))

import get_browser
import harness

SAYS = "No browser for the browser tests: installing Chromium "
FAILED = "That did not work: E: no network\n"


@pytest.fixture
def machine(monkeypatch):
    """A machine without a browser; a function that sets it up and returns what is run on it.

    `works` is the word in a command that brings a browser; without it every command fails.
    """

    def machine(system, root=False, works=None):
        ran = []

        def run(command, **_):
            ran.append(" ".join(command))
            well = works is not None and (works in ran[-1] or "update" in command)
            return subprocess.CompletedProcess(command, 0 if well else 100, "", "E: no network\n")

        monkeypatch.setattr(get_browser, "starts", lambda: bool(ran) and str(works) in ran[-1])
        monkeypatch.setattr(get_browser, "system", lambda: system)
        monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000, raising=False)
        monkeypatch.setattr(get_browser.shutil, "which", lambda name: root and name)
        monkeypatch.setattr(subprocess, "run", run)
        monkeypatch.delenv("CI", raising=False)
        return ran

    return machine


def test_a_browser_that_is_there_is_left_alone(machine, monkeypatch, capsys):
    ran = machine("debian", root=True)
    monkeypatch.setattr(get_browser, "starts", lambda: True)
    get_browser.main()
    assert ran == [] and capsys.readouterr().out == ""


def test_root_on_debian_gets_debians_own(machine, capsys):
    ran = machine("debian", root=True, works="chromium fonts")
    get_browser.main()
    assert len(ran) == 2 and ran[0].startswith("apt-get") and ran[0].endswith("update")
    assert "install -y --no-install-recommends chromium fonts-dejavu-core" in ran[1]
    assert capsys.readouterr().out == SAYS + "with apt\n"


@pytest.mark.parametrize("system", ["debian", "ubuntu", "fedora", ""])
def test_others_get_playwrights(machine, capsys, system):
    ran = machine(system, works="playwright install chromium")
    get_browser.main()
    assert len(ran) == 1 and ran[0].endswith("-m playwright install chromium --no-shell")
    assert capsys.readouterr().out == SAYS + "with Playwright (about 200 MB)\n"


def test_root_elsewhere_gets_the_libraries_too(machine):
    """Ubuntu's apt has no Chromium that runs in a container."""
    ran = machine("ubuntu", root=True, works="--with-deps")
    get_browser.main()
    assert len(ran) == 1 and ran[0].endswith("chromium --no-shell --with-deps")


@pytest.mark.parametrize("ci, end", [(None, "are skipped"), ("true", "fail")])
def test_where_none_is_to_be_had_that_is_said(machine, monkeypatch, capsys, ci, end):
    ran = machine("debian", root=True)
    if ci:
        monkeypatch.setenv("CI", ci)
    get_browser.main()
    assert [command.split()[-1] for command in ran] == ["update", "--with-deps"]
    said = [SAYS + "with apt\n", FAILED, SAYS + "with Playwright (about 200 MB)\n", FAILED]
    assert capsys.readouterr().out == "".join(said) + f"The tests that need a browser {end}.\n"


def test_one_that_is_installed_but_does_not_start_is_none(machine, monkeypatch, capsys):
    machine("fedora", works="playwright")
    monkeypatch.setattr(get_browser, "starts", lambda: False)
    get_browser.main()
    assert "That did not work: it does not start\n" in capsys.readouterr().out


@pytest.fixture
def no_browser(monkeypatch, tmp_path):
    """The environment of a machine without a browser."""
    if Path("/Applications").is_dir():
        pytest.skip("an installed Chrome cannot be hidden on macOS")
    for name in ("PATH", "PLAYWRIGHT_BROWSERS_PATH"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("BROWSER_PATH", "CI", "PYTEST_XDIST_WORKER"):
        monkeypatch.delenv(name, raising=False)


def run_browser_tests(folder):
    """Two tests that use the browser tests' fixture, without the rest of them."""
    for name in ("conftest.py", "harness.py"):
        shutil.copy(Path(harness.__file__).with_name(name), folder)
    (folder / "test_it.py").write_text("def test_a(browser): ...\n\ndef test_b(browser): ...\n")
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", "--rootdir=."]
    environment = dict(os.environ, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    return subprocess.run(
        [*command, "."], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_without_a_browser_the_tests_skip_in_one_line(no_browser, tmp_path):
    done = run_browser_tests(tmp_path)
    assert done.returncode == 0, done.stdout
    skipped = [line for line in done.stdout.splitlines() if line.startswith("SKIPPED")]
    assert len(skipped) == 1
    assert "[2] conftest.py" in skipped[0] and "no browser found: install Chromium" in skipped[0]
    assert "-m playwright install chromium), or set BROWSER_PATH" in skipped[0]


def test_without_a_browser_they_fail_in_ci(no_browser, monkeypatch, tmp_path):
    monkeypatch.setenv("CI", "true")
    done = run_browser_tests(tmp_path)
    assert done.returncode == 1 and "skipped" not in done.stdout
    assert "no browser found: install Chromium" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="plants a shell script")
def test_a_browser_without_its_libraries_is_named(monkeypatch, tmp_path):
    browser = tmp_path / "chromium"
    browser.write_text(
        "#!/bin/sh\necho 'x: error while loading shared libraries: libnss3.so' >&2; exit 127"
    )
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(browser))
    with pytest.raises(harness.NoBrowser, match="error while loading shared libraries: libnss3"):
        harness.Browser()

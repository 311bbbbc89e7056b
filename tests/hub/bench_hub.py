"""A class logs in at once: how long until the page is there, how long from slider to words.

    python tests/hub/bench_hub.py --learners 20

needs JupyterHub (`pip install jupyterhub`) in the environment of the course and its proxy
(`npm install configurable-http-proxy`) on the path. It starts the hub of `jupyterhub_config.py`
on the loopback, logs learners in, and speaks with each one's server and kernel as a browser does:
cookies, sessions, the kernel's websocket, widget messages, a frame acknowledged when it is there.
Only the browser itself is missing. Learners that read and move run in threads of this program,
whose processor time is printed too.
"""

import argparse
import json
import os
import secrets
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import requests
import websocket

WORK = "course/work"  # in a home
CONFIG = Path(__file__).with_name("jupyterhub_config.py")
SLIDER = "learning rate"
PATIENCE = 300  # seconds for anything


def free_ports(count):
    """Ports of this machine that nobody uses."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Hub:
    """The hub with its proxy, in a folder that goes with it."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="nn-hub-"))
        self.folder.chmod(0o755)
        self.homes = self.folder / "homes"
        self.homes.mkdir()
        self.password = secrets.token_hex(8)
        door, inner, proxy = free_ports(3)
        self.url = f"http://127.0.0.1:{door}"
        environment = dict(
            os.environ, NN_HOMES=str(self.homes), NN_PASSWORD=self.password, NN_HUB=self.url,
            NN_HUB_PORT=str(inner), NN_PROXY_API=f"http://127.0.0.1:{proxy}",
        )  # fmt: skip
        self.log = self.folder / "hub.log"
        command = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG)]
        self.process = subprocess.Popen(
            command, cwd=self.folder, env=environment, start_new_session=True,
            stdout=self.log.open("w"), stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._wait()

    def _wait(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if requests.get(f"{self.url}/hub/login", timeout=5).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.2)
        raise RuntimeError(f"the hub did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self):
        """End it, the servers and the kernels that it has started, and remove the homes."""
        started = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs([*started, psutil.Process(self.process.pid)], timeout=30)
        for each in alive:
            each.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Kernel:
    """A kernel's websocket: messages out, messages in, widgets as they are."""

    def __init__(self, url, session):
        cookies = "; ".join(f"{each.name}={each.value}" for each in session.cookies)
        self.session = uuid.uuid4().hex
        self.line = websocket.create_connection(
            f"{url.replace('http', 'ws')}/channels?session_id={self.session}",
            cookie=cookies, timeout=PATIENCE,
        )  # fmt: skip
        self.models = {}  # states of the widgets by comm id

    def send(self, kind, content, channel="shell"):
        """Send a message; returns its id."""
        message_id = uuid.uuid4().hex
        header = {"msg_id": message_id, "msg_type": kind, "session": self.session,
                  "username": "", "version": "5.3", "date": ""}  # fmt: skip
        self.line.send(json.dumps({
            "header": header, "parent_header": {}, "metadata": {}, "content": content,
            "channel": channel, "buffers": [],
        }))  # fmt: skip
        return message_id

    def receive(self):
        """The next message; the widgets' states follow."""
        data = self.line.recv()
        if isinstance(data, bytes):  # with buffers: their number, where each begins, then the text
            (count,) = struct.unpack_from("!i", data)
            starts = [*struct.unpack_from(f"!{count}i", data, 4), len(data)]
            data = data[starts[0] : starts[1]]
        message = json.loads(data)
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "comm_open":
            self.models[content["comm_id"]] = content["data"].get("state", {})
        elif kind == "comm_msg" and "state" in content["data"]:
            self.models.get(content["comm_id"], {}).update(content["data"]["state"])
            self._acknowledge(content)
        return message

    def _acknowledge(self, content):
        """Say, as view.js does, that a frame is on the screen."""
        frame = content["data"]["state"].get("frame")
        if frame:
            self.tell(content["comm_id"], "custom", content={"shown": frame["number"]})

    def tell(self, comm_id, method, **more):
        """Send a widget's message."""
        return self.send("comm_msg", {"comm_id": comm_id, "data": {"method": method, **more}})

    def run(self, code):
        """Execute a cell; returns what it printed.

        Raises
        ------
        RuntimeError
            If it stops with an error.
        """
        asked = self.send("execute_request", {
            "code": code, "silent": False, "store_history": True, "user_expressions": {},
            "allow_stdin": False, "stop_on_error": True,
        })  # fmt: skip
        printed, replied, idle = "", None, False
        while replied is None or not idle:
            message = self.receive()
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "stream":
                printed += content["text"]
            elif kind == "execute_reply":
                replied = content
            elif kind == "status":
                idle = content["execution_state"] == "idle"
        if replied["status"] != "ok":
            raise RuntimeError(f"{replied.get('ename')}: {replied.get('evalue')}\n{code}")
        return printed

    def find(self, fits):
        """Ids of the widgets whose state fits."""
        return [comm_id for comm_id, state in self.models.items() if fits(state)]


class Learner:
    """Logs in, opens a page, runs it, moves a slider."""

    def __init__(self, hub, name, page):
        self.hub, self.name, self.page = hub, name, page
        self.web = requests.Session()
        self.server = f"{hub.url}/user/{name}"
        self.times = {}

    def get(self, path):
        """The answer to GET at one's own server."""
        return self.web.get(f"{self.server}{path}", timeout=PATIENCE)

    def log_in(self):
        """From the form to the server that has started."""
        login = f"{self.hub.url}/hub/login"
        self.web.get(login, timeout=PATIENCE)
        form = {"username": self.name, "password": self.hub.password,
                "_xsrf": self._xsrf("/hub/")}  # fmt: skip
        self.web.post(login, data=form, timeout=PATIENCE).raise_for_status()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:  # as the page that says "starting" does
            answer = self.get("/lab")  # by way of the hub, which knows who this is
            if answer.ok and "jupyter-config-data" in answer.text:
                return
            if answer.status_code in (403, 404):
                break  # it is there, and has no such page
            time.sleep(0.5)
        raise RuntimeError(f"no server for {self.name}: {answer.status_code} {answer.url}")

    def _xsrf(self, path):
        found = [each.value for each in self.web.cookies if each.name == "_xsrf"
                 and each.path == path]  # fmt: skip
        return found[0] if found else ""

    def open_page(self):
        """JupyterLab's own page, then the notebook; returns its code cells."""
        assert "jupyter-config-data" in self.get(f"/lab/tree/{WORK}/{self.page}").text
        answer = self.get(f"/api/contents/{WORK}/{self.page}?content=1")
        answer.raise_for_status()
        cells = answer.json()["content"]["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]

    def start_kernel(self):
        """A session for the page, as JupyterLab asks for it."""
        wanted = {"path": f"{WORK}/{self.page}", "name": self.page, "type": "notebook",
                  "kernel": {"name": "python3"}}  # fmt: skip
        answer = self.web.post(
            f"{self.server}/api/sessions", json=wanted, timeout=PATIENCE,
            headers={"X-XSRFToken": self._xsrf(f"/user/{self.name}/")},
        )  # fmt: skip
        answer.raise_for_status()
        return Kernel(f"{self.server}/api/kernels/{answer.json()['kernel']['id']}", self.web)

    def work(self, moves, everybody):
        """All of it; who fails lets nobody wait."""
        try:
            self._work(moves, everybody)
        except BaseException:
            everybody.abort()
            raise

    def _work(self, moves, everybody):
        """`times` in seconds: server, page, kernel, run, and a list of the slider's."""
        begun = time.perf_counter()
        self.log_in()
        self.times["server"] = time.perf_counter() - begun
        cells = self.open_page()
        self.times["page"] = time.perf_counter() - begun
        self.kernel = self.start_kernel()
        self.kernel.run("1 + 1")
        self.times["kernel"] = time.perf_counter() - begun
        before = time.perf_counter()
        for cell in cells:
            self.kernel.run(cell)
        self.times["run"] = time.perf_counter() - before
        everybody.wait()  # all move at the same time
        self.times["slider"] = [self._move(k) for k in range(moves)]

    def _move(self, k):
        """One step of the slider, to new words beside the picture: seconds."""
        kernel = self.kernel
        (slider,) = kernel.find(lambda s: s.get("description") == SLIDER and "index" in s)
        views = kernel.find(lambda s: s.get("frame"))
        words = {view: kernel.models[view]["frame"]["readout"] for view in views}
        index = kernel.models[slider]["index"] + (1 if k % 2 else -1)
        begun = time.perf_counter()
        kernel.models[slider]["index"] = index
        kernel.tell(slider, "update", state={"index": index}, buffer_paths=[])
        while all(kernel.models[view]["frame"]["readout"] == words[view] for view in views):
            kernel.receive()
        took = time.perf_counter() - begun
        until = time.monotonic() + 1.0  # a person looks before moving on; frames are acknowledged
        kernel.line.settimeout(0.1)
        while time.monotonic() < until:
            try:
                kernel.receive()
            except websocket.WebSocketTimeoutException:
                continue
        kernel.line.settimeout(PATIENCE)
        return took

    def pries_into(self, other):
        """What of another learner's this one gets to see, by the server and in the kernel: []."""
        seen = []
        for path in (f"/api/contents/{WORK}", f"/files/{WORK}/{self.page}", "/api/kernels"):
            answer = self.web.get(f"{self.hub.url}/user/{other.name}{path}", timeout=PATIENCE)
            if answer.ok and f"/user/{other.name}/" in answer.url:
                seen.append(f"{other.name}'s {path}: {answer.status_code}")
        theirs = self.hub.homes / other.name / WORK / self.page
        said = self.kernel.run(
            f"try:\n    print('READ', len(open({str(theirs)!r}).read()))\n"
            f"except OSError as refused:\n    print(type(refused).__name__)"
        )
        return seen + [f"{other.name}'s file in the kernel"] * ("READ" in said)

    def sends_a_large_picture(self):
        """Whether a widget message of 20 MB leaves the line as it was."""
        try:
            self.kernel.send("comm_info_request", {"target_name": "x" * 20_000_000})
            return self.kernel.run("print('still here')").strip() == "still here"
        except (OSError, websocket.WebSocketException):
            return False


def usage(hub):
    """Memory (MB, shared pages in proportion) and processor time (s) by learner, and the hub's."""
    by_learner = {}
    for process in psutil.Process(hub.process.pid).children(recursive=True):
        try:
            line, memory = " ".join(process.cmdline()), process.memory_full_info()
            spent = sum(process.cpu_times()[:2])
            owner = process.environ().get("JUPYTERHUB_USER", "hub")
        except psutil.Error:
            continue
        kind = "kernel" if "ipykernel" in line else "server"
        entry = by_learner.setdefault(owner, {})
        pss, seconds = entry.get(kind, (0, 0))
        entry[kind] = pss + getattr(memory, "pss", memory.rss) / 2**20, seconds + spent
    return by_learner


def spread(values):
    """Median and 95th percentile, as text."""
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return f"median {statistics.median(ordered):6.2f}   95 % {high:6.2f}   most {ordered[-1]:6.2f}"


def report(learners, hub, used, wall):
    """Print the table."""
    print(f"\n{len(learners)} learners at once on {os.cpu_count()} processors, seconds")
    for key, words in (
        ("server", "log in, until the server answers"),
        ("page", "… and the first page is there"),
        ("kernel", "… and its kernel answers"),
        ("run", "all cells of the page"),
    ):
        print(f"  {words:<34} {spread([each.times[key] for each in learners])}")  # fmt: skip
    moves = [took for each in learners for took in each.times["slider"]]
    print(f"  {f'slider to words ({len(moves)} moves)':<34} {spread(moves)}")
    print("\nEach learner: memory in MB, processor time in s")
    for kind in ("server", "kernel"):
        each = [used[learner.name][kind] for learner in learners]
        print(f"  {kind:<8} MB {spread([mb for mb, _ in each])}")
        print(f"  {'':<8} s  {spread([s for _, s in each])}")
    own = sum(psutil.Process().cpu_times()[:2])
    print(f"\nall took {wall:.0f} s; this program {own:.0f} s of processor time")


def main():
    """Run the class and print what it took; returns the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--learners", type=int, default=20)
    options.add_argument("--moves", type=int, default=20)
    options.add_argument("--page", default="02_logistic_regression.ipynb")
    chosen = options.parse_args()
    if not shutil.which("configurable-http-proxy"):
        sys.exit("configurable-http-proxy is not on the path: npm install configurable-http-proxy")
    hub = Hub()
    try:
        begun = time.perf_counter()
        learners = [Learner(hub, f"learner{k:02}", chosen.page) for k in range(chosen.learners)]
        everybody = threading.Barrier(len(learners), timeout=PATIENCE)
        with ThreadPoolExecutor(len(learners)) as pool:
            for done in [pool.submit(each.work, chosen.moves, everybody) for each in learners]:
                done.result()
        report(learners, hub, usage(hub), time.perf_counter() - begun)
        neighbors = zip(learners, [*learners[1:], learners[0]])
        seen = [what for one, other in neighbors if one is not other
                for what in one.pries_into(other)]  # fmt: skip
        print(f"seen of others' work: {seen or 'nothing'}")
        through = learners[0].sends_a_large_picture()
        print(f"a message of 20 MB gets through: {through}")
        return 1 if seen or not through else 0
    except BaseException:
        print(hub.log.read_text()[-3000:], file=sys.stderr)
        raise
    finally:
        hub.stop()


if __name__ == "__main__":
    sys.exit(main())

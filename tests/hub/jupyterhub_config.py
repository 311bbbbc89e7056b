"""A JupyterHub for a class, as small as it can be; `bench_hub.py` tries it on this machine.

    NN_PASSWORD=… jupyterhub -f tests/hub/jupyterhub_config.py

Everybody gets a copy of the course and, in it, `work/`. For a real class the login has to be
another one, and `Apart` is to be replaced by a spawner that keeps people apart by itself: system
users (`LocalProcessSpawner`), containers (`DockerSpawner`, `KubeSpawner`).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner

COURSE = Path(__file__).resolve().parents[2]
HOMES = Path(os.environ.get("NN_HOMES", "/tmp/nn-homes"))
FIRST_NUMBER = 20_000  # of the system's user numbers
IGNORED = shutil.ignore_patterns(".*", "work", "solutions", "tests", "__pycache__", "*.egg-info")
# A picture of up to 64 MB reaches page 02, which then says that it is too large.
LARGE_UPLOADS = "--ServerApp.tornado_settings={'websocket_max_message_size': 67108864}"


class Apart(SimpleLocalProcessSpawner):
    """Processes on this machine; where the hub is root, under a user number for each learner."""

    def number(self) -> int:
        """The learner's user number, or the hub's own."""
        return FIRST_NUMBER + self.user.id if os.geteuid() == 0 else os.geteuid()

    def make_preexec_fn(self, name):
        """What a learner's process does before all else: leave the hub's rights behind."""
        number, home = self.number(), HOMES / name

        def become():
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(number)
                os.setuid(number)
            os.umask(0o077)
            os.chdir(home)

        return become


def hand_out(spawner) -> None:
    """Before a learner's first start: a copy of the course in a home that is theirs alone."""
    home = HOMES / spawner.user.name
    course = home / "course"
    if course.exists():
        return
    home.mkdir(parents=True, mode=0o700)
    shutil.copytree(COURSE, course, ignore=IGNORED)
    if os.geteuid() == 0:
        number = spawner.number()
        subprocess.run(["chown", "-R", f"{number}:{number}", str(home)], check=True)


# `python -m nnhelpers.work` in the folder of the copy makes or updates `work/` in it.
START = 'cd course && python -m nnhelpers.work && exec jupyterhub-singleuser "$@"'

c = get_config()  # noqa: F821  the hub's
c.JupyterHub.bind_url = os.environ.get("NN_HUB", "http://127.0.0.1:8000")
c.JupyterHub.hub_port = int(os.environ.get("NN_HUB_PORT", "8081"))
c.ConfigurableHTTPProxy.api_url = os.environ.get("NN_PROXY_API", "http://127.0.0.1:8001")
c.JupyterHub.authenticator_class = "shared-password"  # one for all: a stand-in for a login
c.SharedPasswordAuthenticator.user_password = os.environ["NN_PASSWORD"]
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = Apart
c.JupyterHub.concurrent_spawn_limit = 40  # a class comes at once
c.SimpleLocalProcessSpawner.home_dir_template = str(HOMES / "{username}")
c.Spawner.pre_spawn_hook = hand_out
c.Spawner.cmd = ["sh", "-c", START, "start"]
c.Spawner.args = [LARGE_UPLOADS]
c.Spawner.default_url = "/lab/tree/course/work/00_start_here.ipynb"
c.Spawner.notebook_dir = str(HOMES / "{username}")
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
c.Spawner.environment = {
    "OPENBLAS_NUM_THREADS": "1",  # twenty kernels on a few cores: one thread each
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
}

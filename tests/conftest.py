"""What every test run shares: a clean Jupyter, and the browser tests in one worker."""

import os
import tempfile

# The user's own Jupyter and IPython settings must not change what a page prints. Kernels and
# pytest-xdist's workers inherit these.
_settings = tempfile.mkdtemp(prefix="nnhelpers-test-")
for _name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
    os.environ[_name] = os.path.join(_settings, _name.lower())
os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
# Two workers, two cores: more threads would only get in each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

"""One BLAS thread for a page's kernel, also where pytest is given a page alone."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

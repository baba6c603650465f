"""The recipes behind the shipped models, their labels and their figures.

``python -m models list`` names the stages, ``python -m models run STAGE...`` runs them.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # sums in one order: the same files every time

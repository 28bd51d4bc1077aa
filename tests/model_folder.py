"""Where the default embedding model lies converted, when this machine has it: all that tests share with its user."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

MODEL_CACHE = Path(os.environ.get("GONGKAI_CACHE") or platformdirs.user_cache_path("gongkai"))

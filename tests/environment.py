"""The settings that tests run with, set before Django reads them: keys of their own, a home that goes away.

Loaded by `-p environment` in pyproject.toml, which is earlier than any conftest.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile

# A server or worker that a test starts inherits both, so that it opens what the test sealed.
_KEY = base64.b64encode(bytes(range(32))).decode()
os.environ["REGRESO_KEYS"] = json.dumps({"keys": {"1": _KEY}, "current": 1, "index": _KEY, "signing": _KEY})
_HOME = tempfile.TemporaryDirectory(prefix="regreso-tests-")
os.environ["REGRESO_HOME"] = _HOME.name
os.environ["REGRESO_SQLITE_SYNCHRONOUS"] = "NORMAL"  # a test database need not survive a power cut
os.environ["REGRESO_INDEX_FOLDER"] = ""  # a test database is taken back: each process has its own index
os.environ["HOME"] = _HOME.name  # a browser leaves its folders there, not with whoever runs the tests

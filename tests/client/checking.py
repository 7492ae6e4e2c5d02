"""Deno, from PyPI: checks TypeScript, strips its types and runs it, offline."""

import os
import subprocess
import sys
from pathlib import Path

DENO = Path(sys.executable).with_name("deno")
ALONE = ["--no-config", "--no-remote", "--no-npm", "--no-lock"]


def deno(command, *arguments, cache, cwd):
    """What a command of Deno ended with, and what it said."""
    environment = os.environ | {"DENO_DIR": str(cache), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [str(DENO), command, *ALONE, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout + done.stderr

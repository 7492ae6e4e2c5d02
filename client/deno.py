"""Deno, from PyPI: checks TypeScript and strips its types, with no network."""

import os
import subprocess
import sys
from pathlib import Path

DENO = Path(sys.executable).with_name("deno")
ALONE = ["--no-config", "--no-remote", "--no-npm", "--no-lock"]


def deno(command, *arguments, cwd, cache=None):
    """Run a command of Deno in a folder: what it ended with, what it printed, and what it said besides."""
    environment = os.environ | {"DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"} | ({"DENO_DIR": str(cache)} if cache else {})
    done = subprocess.run(
        [str(DENO), command, *ALONE, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True, timeout=300
    )
    return done.returncode, done.stdout, done.stderr

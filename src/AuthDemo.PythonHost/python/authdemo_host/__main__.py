"""``python -m authdemo_host``: what can be done with the host's Python half without .NET."""

import sys

from . import serve, stage

COMMANDS = {"serve": serve.main, "stage": stage.main}

if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
    sys.exit(f"usage: python -m authdemo_host ({' | '.join(COMMANDS)}) --help")
COMMANDS[sys.argv[1]](sys.argv[2:])

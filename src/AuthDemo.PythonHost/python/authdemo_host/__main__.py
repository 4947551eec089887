"""``python -m authdemo_host serve ...``: hosted functions as a service, without .NET around it."""

import sys

from . import serve

if len(sys.argv) < 2 or sys.argv[1] != "serve":
    sys.exit("usage: python -m authdemo_host serve --help")
serve.main(sys.argv[2:])

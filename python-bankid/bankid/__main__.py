"""`python -m bankid`: try the protocol from a terminal."""

import sys

from bankid.terminal.cli import main

sys.exit(main(sys.argv[1:]))

"""`python -m bankid`: try the protocol from a terminal."""

import sys

from bankid.terminal import cli

sys.exit(cli.main(sys.argv[1:]))

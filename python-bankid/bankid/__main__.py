"""`python -m bankid`: try the protocol from a terminal, or serve it to hosts."""

import sys

from bankid.terminal import cli, serving

if sys.argv[1:2] == ["serve"]:
    sys.exit(serving.main(sys.argv[2:]))
sys.exit(cli.main(sys.argv[1:]))

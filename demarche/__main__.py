"""`python -m demarche`: the same as `demarche`."""

import sys

from demarche.ui.cli import main

if __name__ == "__main__":
    sys.exit(main())

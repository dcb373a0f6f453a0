"""`python -m regreso.cli`: the same as `regreso`."""

import sys

from regreso.cli import main

sys.exit(main())

"""`python -m presszero`: the same as the program `presszero`."""

import sys

from presszero.commands import main

sys.exit(main())

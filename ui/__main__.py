"""`python -m ui` starts Aikagi."""

import sys

from ui.main import main

sys.exit(main())

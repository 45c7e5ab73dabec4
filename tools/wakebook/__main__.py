"""``python -m wakebook``."""

import sys

from wakebook.cli.main import main

sys.exit(main())

"""lock-race, once: exit code 1 if an update was lost."""

import sys

from race import race

sys.exit(race(int(sys.argv[1])) != 0)

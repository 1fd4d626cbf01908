import sys

from race import race
from rounds import rounds

TRIALS = 500
COUNT = int(sys.argv[1])


def body():
    lost = sum(race(COUNT) != 0 for _ in range(TRIALS))
    return 100 * lost / TRIALS


rounds(TRIALS, body)

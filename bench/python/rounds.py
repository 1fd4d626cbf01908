"""How the scripts of this folder are asked: a line of input is a round, the line that answers it is what it took."""

import sys
from threading import Thread
from time import perf_counter


def rounds(operations, body):
    """Answer seconds per operation, of the operations that `body` does, and what else `body` returns."""
    for _ in sys.stdin:
        start = perf_counter()
        aside = body()
        seconds = (perf_counter() - start) / operations
        print(seconds if aside is None else f"{seconds} {aside}", flush=True)


def in_threads(*targets):
    """Run each target in a thread of its own, and wait for them."""
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

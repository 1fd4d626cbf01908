"""The four threads of the demo lock-race."""

from threading import Lock

from rounds import in_threads


def race(count):
    """Run them; return what the counter without a lock came to."""
    lock = Lock()
    locked = unlocked = 0

    def add_with_lock():
        nonlocal locked
        for _ in range(count):
            with lock:
                locked += 1

    def subtract_with_lock():
        nonlocal locked
        for _ in range(count):
            with lock:
                locked -= 1

    def add_without_lock():
        nonlocal unlocked
        for _ in range(count):
            unlocked += 1

    def subtract_without_lock():
        nonlocal unlocked
        for _ in range(count):
            unlocked -= 1

    in_threads(add_with_lock, subtract_with_lock, add_without_lock, subtract_without_lock)
    return unlocked

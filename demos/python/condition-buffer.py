"""Why is it while, and not if, before every wait?

A producer fills a buffer that has room for ten items, consumers empty it, and they wait for each other on one condition.
Between the notification and the moment at which the woken thread has the lock again, another thread may have come first: so
the thread has to look again. In variant if it does not: a consumer pops from an empty list and dies holding the lock, and
the others wait for ever. Stop them with Ctrl-C, twice.

Python 3.6 or later:  python3 condition-buffer.py [--variant while|if]
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import argparse
import os
import sys
from logging import INFO, basicConfig, info as log
from threading import Condition, Thread
from time import sleep

BEAT = float(os.environ.get("PACE", "1"))
ITEMS = 20
ROOM = 10
basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)

buffer = []
condition = Condition()
made = []
taken = []
most = 0


def wait_out(guard, is_too_early):
    """The guard of the article and the correct one: they differ in one word."""
    if guard == "if":
        if is_too_early():
            wait_for_change()
    else:
        while is_too_early():
            wait_for_change()


def wait_for_change():
    log("waits: %d in the buffer", len(buffer))
    condition.wait()


# No "with" below, as in the article: a thread that fails between acquire and release never returns the lock.


def produce(guard, beats):
    global most
    for item in range(1, ITEMS + 1):
        sleep(beats * BEAT)
        condition.acquire()
        wait_out(guard, lambda: len(buffer) == ROOM)
        buffer.append(item)
        made.append(item)
        most = max(most, len(buffer))
        log("makes item %d: %d in the buffer", item, len(buffer))
        condition.notify()
        condition.release()


def consume(guard, beats, items):
    for _ in range(items):
        condition.acquire()
        wait_out(guard, lambda: len(buffer) == 0)
        item = buffer.pop(0)
        taken.append(item)
        log("takes item %d: %d left", item, len(buffer))
        condition.notify()
        condition.release()
        sleep(beats * BEAT)


def main(variant):
    if variant == "if":
        threads = [
            Thread(target=consume, args=("if", 0, ITEMS // 2), name="consumer 1"),
            Thread(target=consume, args=("if", 0, ITEMS // 2), name="consumer 2"),
            Thread(target=produce, args=("if", 1), name="producer"),
        ]
    else:
        threads = [
            Thread(target=consume, args=("while", 2, ITEMS), name="consumer"),
            Thread(target=produce, args=("while", 1), name="producer"),
        ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log("made %d, taken %d, at most %d in the buffer", len(made), len(taken), most)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["while", "if"], default="while")
    main(**vars(parser.parse_args()))

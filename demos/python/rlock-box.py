"""Why is there a lock that its holder can take again?

A box has three methods that all need the lock: execute changes the number of items, and add and remove call it while
they hold the lock. With an RLock that is fine. With a plain Lock the first thread to come waits for the lock that it holds
itself, for ever: stop it with Ctrl-C, twice.

Python 3.6 or later:  python3 rlock-box.py [--variant rlock|lock|owner] [--items N]
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import argparse
import os
import sys
from logging import INFO, basicConfig, info as log
from threading import Lock, RLock, Thread
from time import sleep

BEAT = float(os.environ.get("PACE", "1"))
basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)


class Box:
    def __init__(self, lock):
        self.lock = lock
        self.total = 0

    def execute(self, change):
        with self.lock:
            self.total += change

    def add(self):
        with self.lock:
            self.execute(1)

    def remove(self):
        with self.lock:
            self.execute(-1)


def adder(box, items):
    log("has %d items to add", items)
    for left in reversed(range(items)):
        box.add()
        log("added an item, %d more to add", left)
        sleep(BEAT)


def remover(box, items):
    log("has %d items to remove", items)
    for left in reversed(range(items)):
        box.remove()
        log("removed an item, %d more to remove", left)
        sleep(BEAT)


def owner(box):
    with box.lock:
        log("holds the lock, sleeps two beats")
        sleep(2 * BEAT)


def intruder(box):
    sleep(BEAT)
    log("wants to release the lock, which it does not hold")
    try:
        box.lock.release()
    except RuntimeError as error:
        log("RuntimeError: %s", error)


def main(variant, items):
    box = Box(Lock() if variant == "lock" else RLock())
    if variant == "owner":
        threads = [Thread(target=owner, args=(box,)), Thread(target=intruder, args=(box,))]
    else:
        threads = [Thread(target=adder, args=(box, items)), Thread(target=remover, args=(box, items))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log("%d items in the box", box.total)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["rlock", "lock", "owner"], default="rlock")
    parser.add_argument("--items", type=int, default=5)
    main(**vars(parser.parse_args()))

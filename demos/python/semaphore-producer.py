"""What is the number in a semaphore for?

It counts permits. release adds one and acquire takes one, waiting while there is none. A semaphore that begins at 0
is a signal: the consumer waits until the producer has made an item. One that begins at 1 is a lock: one thread at a time.

The producer sees 1 after its release on CPython, because a release does not hand over the interpreter. That is no promise.

Python 3.6 or later:  python3 semaphore-producer.py [--variant signal|mutex]
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import argparse
import os
import sys
from logging import INFO, basicConfig, info as log
from random import randint
from threading import Semaphore, Thread
from time import sleep

BEAT = float(os.environ.get("PACE", "1"))
ROUNDS = 5
TIMES = 10_000
basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)

items_ready = Semaphore(0)
shelf = []

mutex = Semaphore(1)
counter = 0


def produce():
    for _ in range(ROUNDS):
        sleep(10 * BEAT)
        item = randint(0, 1000)
        shelf.append(item)
        log("made item %d", item)
        items_ready.release()
        log("has released, sees the semaphore at %d", items_ready._value)  # Python has no public name for it


def consume():
    for _ in range(ROUNDS):
        log("is ready for an item")
        items_ready.acquire()
        seen = items_ready._value
        log("takes item %d, sees the semaphore at %d", shelf.pop(0), seen)


def count():
    global counter
    for _ in range(TIMES):
        mutex.acquire()
        counter += 1
        mutex.release()
    log("has added %d times", TIMES)


def main(variant):
    if variant == "mutex":
        threads = [Thread(target=count), Thread(target=count)]
    else:
        threads = [Thread(target=consume, name="consumer"), Thread(target=produce, name="producer")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if variant == "mutex":
        log("counter: %d, expected %d", counter, 2 * TIMES)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["signal", "mutex"], default="signal")
    main(**vars(parser.parse_args()))

"""What is the number in a semaphore for?

It counts permits. release adds one and acquire takes one, waiting while there is none. A semaphore that begins at 0
is a signal: the consumer waits until the producer has made an item. One that begins at 1 is a lock: one thread at a time.

The producer sees 1 after its release on CPython, because a release does not hand over the interpreter. That is no promise.

Python 3.6 or later:  python3 semaphore-producer.py [--variant signal|mutex] [--rounds N] [--times N]
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
basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)

items_ready = Semaphore(0)
shelf = []

mutex = Semaphore(1)
counter = 0


def produce(rounds):
    for _ in range(rounds):
        sleep(10 * BEAT)
        item = randint(0, 1000)
        shelf.append(item)
        log("made item %d", item)
        items_ready.release()
        log("has released, sees the semaphore at %d", items_ready._value)  # Python has no public name for it


def consume(rounds):
    for _ in range(rounds):
        log("is ready for an item")
        items_ready.acquire()
        seen = items_ready._value
        log("takes item %d, sees the semaphore at %d", shelf.pop(0), seen)


def count(times):
    global counter
    for _ in range(times):
        mutex.acquire()
        counter += 1
        mutex.release()
    log("has added %d times", times)


def main(variant, rounds, times):
    if variant == "mutex":
        threads = [Thread(target=count, args=(times,)), Thread(target=count, args=(times,))]
    else:
        threads = [
            Thread(target=consume, args=(rounds,), name="consumer"),
            Thread(target=produce, args=(rounds,), name="producer"),
        ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if variant == "mutex":
        log("counter: %d, expected %d", counter, 2 * times)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["signal", "mutex"], default="signal")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--times", type=int, default=10_000)
    main(**vars(parser.parse_args()))

"""Why is it while, and not if, before every wait? And why notify_all?

A producer fills a buffer that has room for ten items, consumers empty it, and they wait for each other on one condition.
Between the notification and the moment at which the woken thread has the lock again, another thread may have come first: so
the thread has to look again. In variant if it does not: a consumer pops from an empty list and dies holding the lock, and
the others wait for ever. And notify may wake a thread that waits for something else: variant notify can hang if there is
room for one item only (--room 1). Stop them with Ctrl-C, twice.

Python 3.6 or later:  python3 condition-buffer.py [--variant while|if|notify|notify-all] [--items N] [--room N]
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import argparse
import os
import sys
from logging import INFO, basicConfig, info as log
from threading import Condition, Thread
from time import sleep

BEAT = float(os.environ.get("PACE", "1"))
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


# In each variant: how to wait, whom to wake, how many consumers, how many items come at once, how long a consumer rests
# after one.
WAYS = {
    "while": ("while", condition.notify, 1, 1, 2),
    "if": ("if", condition.notify, 2, 1, 0),
    "notify": ("while", condition.notify, 2, 2, 4),
    "notify-all": ("while", condition.notify_all, 2, 2, 4),
}


def wait_for_change():
    log("waits: %d in the buffer", len(buffer))
    condition.wait()


# No "with" below, as in the article: a thread that fails between acquire and release never returns the lock.


def produce(variant, items, room):
    global most
    guard, wake, _, at_once, _ = WAYS[variant]
    for item in range(1, items + 1):
        if (item - 1) % at_once == 0:
            sleep(at_once * BEAT)
        condition.acquire()
        wait_out(guard, lambda: len(buffer) == room)
        buffer.append(item)
        made.append(item)
        most = max(most, len(buffer))
        log("makes item %d: %d in the buffer", item, len(buffer))
        wake()
        condition.release()


def consume(variant, items):
    guard, wake, _, _, rest = WAYS[variant]
    for _ in range(items):
        condition.acquire()
        wait_out(guard, lambda: len(buffer) == 0)
        item = buffer.pop(0)
        taken.append(item)
        log("takes item %d: %d left", item, len(buffer))
        wake()
        condition.release()
        sleep(rest * BEAT)


def main(variant, items, room):
    _, _, consumers, _, _ = WAYS[variant]
    threads = []
    for i in range(consumers):
        name = "consumer" if consumers == 1 else "consumer %d" % (i + 1)
        threads.append(Thread(target=consume, args=(variant, len(range(i, items, consumers))), name=name))
    threads.append(Thread(target=produce, args=(variant, items, room), name="producer"))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log("made %d, taken %d, at most %d in the buffer", len(made), len(taken), most)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=list(WAYS), default="while")
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--room", type=int, default=10)
    main(**vars(parser.parse_args()))

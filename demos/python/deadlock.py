"""How can two threads that are each correct stop for ever?

Each needs both locks. One takes red, then blue; the other blue, then red. After a beat each holds the lock that the
other one wants. Python does not notice: stop it with Ctrl-C, twice. The cure: all threads take the locks in the same order.

Python 3.6 or later:  python3 deadlock.py [--variant opposite|ordered]
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import argparse
import os
import sys
from logging import INFO, basicConfig, info as log
from threading import Lock, Thread
from time import sleep

BEAT = float(os.environ.get("PACE", "1"))
basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)

locks = {"red": Lock(), "blue": Lock()}


def take_both(first, second):
    with locks[first]:
        log("has the %s lock, sleeps a beat", first)
        sleep(BEAT)
        log("wants the %s lock", second)
        with locks[second]:
            log("has both")


def main(variant):
    threads = [
        Thread(target=take_both, args=("red", "blue")),
        Thread(target=take_both, args=("red", "blue") if variant == "ordered" else ("blue", "red")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log("both threads are done")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--variant", choices=["opposite", "ordered"], default="opposite")
    main(**vars(parser.parse_args()))

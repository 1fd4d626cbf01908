"""How is a lock released, whatever happens?

At the end of its block "with" releases what it has acquired, also when an exception leaves the block. Spelled out it is
acquire, try, finally, release. Lock, RLock, Condition and Semaphore can all be held so. Each line shows the object while it
is held; a semaphore shows its value since Python 3.11.

Python 3.6 or later:  python3 with-statement.py
"""
import sys
from logging import INFO, basicConfig, info as log
from threading import Condition, Lock, RLock, Semaphore, Thread

basicConfig(format="%(threadName)-32s %(message)s", level=INFO, stream=sys.stdout)


def threading_with(thing):
    with thing:
        log("holds %r", thing)


def threading_not_with(thing):
    thing.acquire()
    try:
        log("holds %r", thing)
    finally:
        thing.release()


def main():
    for thing in Lock(), RLock(), Condition(), Semaphore(1):
        threads = [
            Thread(target=threading_with, args=(thing,)),
            Thread(target=threading_not_with, args=(thing,)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        log("afterwards %r", thing)


if __name__ == "__main__":
    main()

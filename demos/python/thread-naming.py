"""What is a thread called if nobody gives it a name?

Three threads run side by side. Two are given a name, and one of them changes it on the way; the third keeps the name that
Python makes up: Thread-1 (third_func), or Thread-1 before Python 3.10.

Python 3.6 or later:  python3 thread-naming.py
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import os
import sys
from logging import INFO, basicConfig, info as log
from threading import Thread, current_thread
from time import sleep

BEAT = float(os.environ.get("PACE", "1"))
basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)


def first_func():
    stay_for_two_beats()


def second_func():
    stay_for_two_beats("second, renamed")


def third_func():
    stay_for_two_beats()


def stay_for_two_beats(new_name=None):
    log("is starting")
    sleep(BEAT)
    if new_name is not None:
        first_name = current_thread().name
        current_thread().name = new_name
        log('was "%s" until now', first_name)
    sleep(BEAT)
    log("is exiting")


def main():
    first = Thread(target=first_func, name="first")
    second = Thread(target=second_func, name="second")
    third = Thread(target=third_func)
    for thread in first, second, third:
        thread.start()
    for thread in first, second, third:
        thread.join()


if __name__ == "__main__":
    main()

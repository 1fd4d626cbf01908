"""How is a thread started, and what does join wait for?

Main starts a thread and joins it before it starts the next, five times. The numbers come in order, in every run.

Python 3.6 or later:  python3 thread-create.py
"""
import sys
from logging import INFO, basicConfig, info as log
from threading import Thread

basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)


def say_number(number):
    log("I am thread number %d", number)


def main():
    for number in range(5):
        thread = Thread(target=say_number, args=(number,))
        thread.start()
        thread.join()


if __name__ == "__main__":
    main()

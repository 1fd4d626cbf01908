"""How is a process started, and how does it report how it ended?

Main starts a process and joins it before it starts the next, five times: the numbers come in order. Each process has
its own memory, so nothing comes back from it but its exit code.

Python 3.6 or later:  python3 process-create.py
"""
import sys
from logging import INFO, basicConfig, info as log
from multiprocessing import Process

basicConfig(format="%(processName)-24s %(message)s", level=INFO, stream=sys.stdout)


def say_number(number):
    log("I am process number %d", number)


def main():
    for number in range(5):
        process = Process(target=say_number, args=(number,))
        process.start()
        process.join()
        log("%s has ended with exit code %d", process.name, process.exitcode)


if __name__ == "__main__":
    main()

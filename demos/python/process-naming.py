"""What is a process called if nobody gives it a name?

Two processes run side by side. One is given a name, the other has the name that Python makes up. Main does not join them,
and Python still waits for both before it ends.

Python 3.6 or later:  python3 process-naming.py
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import os
import sys
from logging import INFO, basicConfig, info as log
from multiprocessing import Process
from time import sleep

BEAT = float(os.environ.get("PACE", "1"))
basicConfig(format="%(processName)-24s %(message)s", level=INFO, stream=sys.stdout)


def stay_for_three_beats():
    log("is starting")
    sleep(3 * BEAT)
    log("is exiting")


def main():
    named = Process(target=stay_for_three_beats, name="func")
    unnamed = Process(target=stay_for_three_beats)
    named.start()
    unnamed.start()
    log("has started both, and has nothing more to do")


if __name__ == "__main__":
    main()

"""What does a thread look like that is a class of its own?

A subclass of Thread overrides run and keeps what it needs in attributes. Two tickers say the time five times, one every
beat and one every two beats, and main, which joins both, speaks last.

Python 3.6 or later:  python3 thread-subclass.py
With PACE=0.1 in the environment a beat is a tenth of a second.
"""
import os
import sys
import time
from logging import INFO, basicConfig, info as log
from threading import Thread

BEAT = float(os.environ.get("PACE", "1"))
basicConfig(format="%(threadName)-24s %(message)s", level=INFO, stream=sys.stdout)


class Ticker(Thread):
    def __init__(self, beats):
        super().__init__()
        self.beats = beats

    def run(self):
        for tick in range(1, 6):
            time.sleep(self.beats * BEAT)
            log("tick %d at %s", tick, time.strftime("%H:%M:%S"))


def main():
    tickers = [Ticker(1), Ticker(2)]
    for ticker in tickers:
        ticker.start()
    for ticker in tickers:
        ticker.join()
    log("both tickers have ended")


if __name__ == "__main__":
    main()

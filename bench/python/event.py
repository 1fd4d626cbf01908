from threading import Event

from rounds import in_threads, rounds

COUNT = 2_000
ping = Event()
pong = Event()


def play(mine, others, begins):
    for _ in range(COUNT):
        if begins:
            others.set()
        mine.wait()
        mine.clear()
        if not begins:
            others.set()


rounds(2 * COUNT, lambda: in_threads(lambda: play(ping, pong, True), lambda: play(pong, ping, False)))

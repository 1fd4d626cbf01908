from threading import Condition

from rounds import in_threads, rounds

COUNT = 2_000
condition = Condition()
turn = 0


def play(me):
    global turn
    for _ in range(COUNT):
        with condition:
            while turn != me:
                condition.wait()
            turn = 1 - me
            condition.notify()


rounds(2 * COUNT, lambda: in_threads(lambda: play(0), lambda: play(1)))

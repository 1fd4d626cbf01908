from threading import Thread

from rounds import rounds

COUNT = 200


def nothing():
    pass


def body():
    for _ in range(COUNT):
        thread = Thread(target=nothing)
        thread.start()
        thread.join()


rounds(COUNT, body)

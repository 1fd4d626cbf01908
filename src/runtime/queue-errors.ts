/** What queues raise. As in Python, without a message: the class says it all. */

/** Raised by a `get` that may not wait (on) at an empty queue. Python: `queue.Empty`. */
export class Empty extends Error {
  override name = 'Empty';
}

/** Raised by a `put` that may not wait (on) at a full queue. Python: `queue.Full`. */
export class Full extends Error {
  override name = 'Full';
}

/** Raised by `put`, and by `get` once the queue is empty, after `shutdown`. Python 3.13: `queue.ShutDown`. */
export class ShutDown extends Error {
  override name = 'ShutDown';
}

/** Python's built-in exceptions that JavaScript has no class for. JavaScript's own `TypeError` is used as itself. */

/** Python's RuntimeError: an operation that the object's state does not allow. */
export class RuntimeError extends Error {
  override name = 'RuntimeError';
}

/** Python's AttributeError: an object has no such attribute. */
export class AttributeError extends Error {
  override name = 'AttributeError';
}

/** Python's ValueError: an argument of the right type and an impossible value. */
export class ValueError extends Error {
  override name = 'ValueError';
}

/** Python's AssertionError: a condition that the library insists on does not hold. */
export class AssertionError extends Error {
  override name = 'AssertionError';
}

/** Python's IndexError: an index outside the list. */
export class IndexError extends Error {
  override name = 'IndexError';
}

/** Python's OverflowError: a number too large to be a time. */
export class OverflowError extends Error {
  override name = 'OverflowError';
}

/** Python's KeyboardInterrupt: Ctrl-C, or SIGINT to a process. */
export class KeyboardInterrupt extends Error {
  override name = 'KeyboardInterrupt';
}

/** Python's TimeoutError: something took longer than it may. */
export class TimeoutError extends Error {
  override name = 'TimeoutError';
}

/** Python's MemoryError: the arena is full. */
export class MemoryError extends Error {
  override name = 'MemoryError';
}

/**
 * Python's SystemExit: ends the thread that throws it, and nothing else, without a report. It is what `process.exit(code)`
 * throws in a thread; in the MainThread, `code` is the exit status of the program.
 */
export class SystemExit extends Error {
  override name = 'SystemExit';
  /** As given: nothing for 0, a whole number, or a text that is printed on stderr, for 1. */
  readonly code: unknown;

  constructor(code?: unknown) {
    super(code === undefined || code === null ? '' : String(code));
    this.code = code;
  }
}

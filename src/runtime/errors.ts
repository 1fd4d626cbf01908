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

/** Python's MemoryError: the arena is full. */
export class MemoryError extends Error {
  override name = 'MemoryError';
}

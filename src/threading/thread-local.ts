/** ThreadLocal: Python's `threading.local`. */
import { Slot, slot, words } from '../runtime/arena.js';
import { AttributeError } from '../runtime/errors.js';

/**
 * An object whose attributes each thread has for itself, gone with the thread. `initialise` gives a thread its first ones,
 * when it first touches the object. Reading an attribute that the thread has not set throws AttributeError.
 *
 * Module variables are no substitute: a worker runs one thread after the other, and what one leaves in a variable of the
 * module is there for the next.
 *
 * Python: `threading.local()`.
 *
 * @example
 * const mine = new ThreadLocal(() => ({ count: 0 }));
 * mine.count += 1;
 */
export const ThreadLocal: new <T extends object>(initialise?: () => T) => T = class<T extends object> {
  constructor(initialise: () => T = () => ({}) as T) {
    if (typeof initialise !== 'function') {
      throw new TypeError(
        `a ThreadLocal is given a function that makes a thread's attributes, not ${typeof initialise}`,
      );
    }
    let owner = -1;
    let attributes: T;
    const own = (): T => {
      // By generation, which a slot counts from run to run: idents begin anew with each, and the worker lives on.
      const generation = slot === 0 ? 0 : (words[slot + Slot.GENERATION] as number);
      if (owner !== generation) {
        attributes = Object.assign(Object.create(null), initialise());
        owner = generation;
      }
      return attributes;
    };
    // biome-ignore lint/correctness/noConstructorReturn: the attributes are not those of this object
    return new Proxy(this, accessTo(own)) as unknown as this;
  }

  toString(): string {
    return '<_thread._local object>';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return String(this);
  }
} as never;

function accessTo<T extends object>(own: () => T): ProxyHandler<object> {
  return {
    get(self, name) {
      const attributes = own();
      if (typeof name === 'symbol' || name in attributes) return Reflect.get(attributes, name);
      // What JavaScript itself asks objects for.
      if (name === 'then' || name === 'toJSON' || name in self) return Reflect.get(self, name);
      throw new AttributeError(`'_thread._local' object has no attribute '${name}'`);
    },
    set: (_, name, value) => Reflect.set(own(), name, value),
    has: (_, name) => Reflect.has(own(), name),
    deleteProperty(_, name) {
      if (Reflect.has(own(), name)) return Reflect.deleteProperty(own(), name);
      throw new AttributeError(`'_thread._local' object has no attribute '${String(name)}'`);
    },
    ownKeys: () => Reflect.ownKeys(own()),
    getOwnPropertyDescriptor(_, name) {
      const found = Reflect.getOwnPropertyDescriptor(own(), name);
      return found && { ...found, configurable: true };
    },
    defineProperty: (_, name, descriptor) => Reflect.defineProperty(own(), name, descriptor),
  };
}

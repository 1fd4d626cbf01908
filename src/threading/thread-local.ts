/** ThreadLocal: Python's `threading.local`. */
import { typeName } from '../runtime/arguments/type-names.js';
import { AttributeError } from '../runtime/errors.js';
import { slot, words } from '../runtime/memory/arena.js';
import { Slot } from '../runtime/memory/map.js';
import { refusePrivateFields } from '../runtime/threads/target.js';

/** The class, or a subclass with its arguments. */
interface ThreadLocalConstructor {
  new <T extends object = object>(initialise?: () => T): T;
  /** For subclasses: what their constructor was given, handed on. */
  new <T extends object = object>(...args: readonly unknown[]): T;
}

/**
 * An object whose attributes each thread has for itself; they are gone with the thread. `initialise` returns a thread's
 * first attributes, when the thread first uses the object. Reading or deleting an attribute that the thread has not set
 * throws AttributeError.
 *
 * A subclass is constructed again in each thread, with the same arguments, so that each thread has its fields. A
 * constructor that takes arguments passes them on, `super(…)`. Throws TypeError if it does not, for a subclass with
 * `#private` fields, and for an `initialise` that is not a function.
 *
 * Module variables are no substitute: a worker runs one thread after another, and what one thread leaves in a variable
 * the next one finds.
 *
 * Python: `threading.local()`.
 *
 * @example
 * const mine = new ThreadLocal(() => ({ count: 0 }));
 * mine.count += 1;
 */
export const ThreadLocal: ThreadLocalConstructor = class ThreadLocal {
  constructor(...args: readonly unknown[]) {
    if (again && new.target === again.type) {
      const { object } = again;
      again = undefined;
      // biome-ignore lint/correctness/noConstructorReturn: a subclass sets its fields on what is returned
      return object as this;
    }
    const isSubclass = new.target !== (ThreadLocal as unknown);
    if (isSubclass) checkSubclass(new.target, args);
    const attributes = new Attributes(initialiserOf(args, isSubclass));
    const object = new Proxy(this, accessTo(attributes));
    if (isSubclass) {
      // This thread's construction has just begun.
      attributes.begin();
      attributes.construct = () => {
        again = { type: new.target, object };
        try {
          Reflect.construct(new.target, args);
        } finally {
          again = undefined;
        }
      };
    }
    // biome-ignore lint/correctness/noConstructorReturn: the attributes are not those of this object
    return object;
  }

  toString(): string {
    return `<${className(this)} object>`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return String(this);
  }
} as never;

/** The object that is being constructed once more, for another thread. */
let again: { readonly type: Function; readonly object: object } | undefined;

function checkSubclass(type: Function, args: readonly unknown[]): void {
  if (type.length > args.length) {
    throw new TypeError(
      `${type.name} takes ${type.length} arguments, and hands ${args.length} on: each thread constructs it anew, so write \`super(…)\` with what its constructor is given`,
    );
  }
  refusePrivateFields(type, ThreadLocal as unknown as Function, 'which no other thread can have in the same object');
}

function initialiserOf([first]: readonly unknown[], isSubclass: boolean): () => object {
  if (typeof first === 'function') return first as () => object;
  // A subclass may take anything.
  if (first === undefined || isSubclass) return () => ({});
  throw new TypeError(`a ThreadLocal is given a function that makes a thread's attributes, not ${typeName(first)}`);
}

/** One thread's attributes at a time: those of the thread that this worker is. */
class Attributes {
  /** What a subclass adds to a new thread's first attributes. */
  construct: (() => void) | undefined;
  readonly #initialise: () => object;
  #owner = -1;
  #values: object = {};

  constructor(initialise: () => object) {
    this.#initialise = initialise;
  }

  /** The calling thread's. */
  get own(): object {
    if (this.#owner === generation()) return this.#values;
    this.begin();
    try {
      this.construct?.();
    } catch (error) {
      // The next look tries again.
      this.#owner = -1;
      throw error;
    }
    return this.#values;
  }

  /** Gives the calling thread its first ones. */
  begin(): void {
    this.#values = Object.assign(Object.create(null), this.#initialise());
    this.#owner = generation();
  }
}

/** Which of its worker's threads the caller is: idents begin anew with each run, and the worker lives on. */
function generation(): number {
  return slot === 0 ? 0 : (words[slot + Slot.GENERATION] as number);
}

function accessTo(attributes: Attributes): ProxyHandler<object> {
  const missing = (self: object, name: string) =>
    new AttributeError(`'${className(self)}' object has no attribute '${name}'`);
  return {
    get(self, name, receiver) {
      const { own } = attributes;
      if (name in own) return Reflect.get(own, name);
      // Methods, and what JavaScript itself asks objects for.
      if (typeof name === 'symbol' || name in self || name === 'then' || name === 'toJSON') {
        return Reflect.get(self, name, receiver);
      }
      throw missing(self, name);
    },
    set: (self, name, value, receiver) =>
      hasSetter(self, name) ? Reflect.set(self, name, value, receiver) : Reflect.set(attributes.own, name, value),
    has: (_, name) => Reflect.has(attributes.own, name),
    deleteProperty(self, name) {
      if (Reflect.has(attributes.own, name)) return Reflect.deleteProperty(attributes.own, name);
      throw missing(self, String(name));
    },
    ownKeys: () => Reflect.ownKeys(attributes.own),
    getOwnPropertyDescriptor(_, name) {
      const found = Reflect.getOwnPropertyDescriptor(attributes.own, name);
      return found && { ...found, configurable: true };
    },
    defineProperty: (_, name, descriptor) => Reflect.defineProperty(attributes.own, name, descriptor),
  };
}

function hasSetter(self: object, name: PropertyKey): boolean {
  for (let each: object | null = self; each; each = Object.getPrototypeOf(each)) {
    const found = Object.getOwnPropertyDescriptor(each, name);
    if (found) return found.set !== undefined;
  }
  return false;
}

function className(self: object): string {
  return self.constructor === (ThreadLocal as unknown) ? '_thread._local' : self.constructor.name;
}

/** Process: Python's `multiprocessing.Process`, a process of the operating system. */
import { checkOptions, optionsOf } from '../runtime/arguments/options.js';
import { typeName } from '../runtime/arguments/type-names.js';
import { AssertionError, AttributeError, ValueError } from '../runtime/errors.js';
import type { ArgumentsOf, Blocking, Needed, Target } from '../runtime/functions/target-types.js';
import { now } from '../runtime/kernel/clock.js';
import { checkSeconds } from '../runtime/kernel/deadline.js';
import { processFacts } from '../runtime/kernel/identity.js';
import { self } from '../runtime/kernel/self.js';
import { step } from '../runtime/kernel/step.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { add, store } from '../runtime/memory/atomics.js';
import { storeText } from '../runtime/memory/heap.js';
import { Control } from '../runtime/memory/map.js';
import { encodeForProcess } from '../runtime/objects/codec.js';
import {
  AT,
  defineKind,
  HANDLE,
  type Handle,
  Kind,
  NAME,
  nameOf,
  SharedObject,
} from '../runtime/objects/shared-object.js';
import * as records from '../runtime/processes/client/process-records.js';
import { argumentsOf, asArguments, asKwargs, type Given, workOf } from '../runtime/threads/job-of.js';
import { childSeed } from '../runtime/threads/random.js';
import { describe, typeOf } from './process-repr.js';
import { startedHere } from './started-processes.js';

export interface ProcessOptions<F extends Target = Target> {
  /** The exported function that the process runs; not async. */
  readonly target?: F | undefined;
  /** Its arguments: copies, except the shared objects of `pyconc/multiprocessing`. */
  readonly args?: NoInfer<ArgumentsOf<F>>;
  /** One more argument, the last, as Python's keyword arguments. */
  readonly kwargs?: Readonly<Record<string, unknown>>;
  /** Shown in logs; `Process-N` if not given. */
  readonly name?: string | undefined;
  /** True for a process that is terminated at the end of its parent; the creator's flag if not given. */
  readonly daemon?: boolean | undefined;
  /** Must not be given: Python reserves it for an extension. */
  readonly group?: undefined;
}

const PROCESS_OPTIONS = optionsOf('Process.__init__()', 'new Process({ target, args })', [
  'target',
  'args',
  'kwargs',
  'name',
  'daemon',
  'group',
]);

/** Where a process's own facts are kept, so that the fields of a subclass are the subclass's alone. */
const given: unique symbol = Symbol('pyconc.process');

const nothingGiven: Given = { target: undefined, args: [], kwargs: undefined };

/**
 * A process of the operating system with its own memory and threads. Its target is an exported function: the new
 * process imports the same module and finds it there by its name. The two processes share only the objects of
 * `pyconc/multiprocessing` that the module makes or that are passed. Or subclass Process, export the class, and write a
 * `run`.
 *
 * An uncaught exception ends the process with exit code 1, `process.exit(n)` with n. Its exit handlers run.
 *
 * Python: `multiprocessing.Process(group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None)`.
 *
 * @example
 * export function greet(name: string) { log(`hello ${name}`); }
 * const child = new Process({ target: greet, args: ['world'] });
 * child.start();
 * child.join();
 * child.exitcode;   // 0
 */
export class Process<F extends Target = Target> extends SharedObject {
  /** @internal */
  readonly [given]: Given;

  /**
   * Makes a process that is not yet started. Throws AssertionError if a `group` is given; TypeError for a target that
   * is not a function, `args` that are not a list, `kwargs` that are not an object, and an unknown option; MemoryError
   * if the arena is full.
   */
  constructor(options?: ProcessOptions<F> & Needed<F> & Blocking<F>) {
    checkOptions(options, PROCESS_OPTIONS);
    const { target, args, kwargs, name, daemon, group }: ProcessOptions<F> = options ?? {};
    if (group !== undefined && group !== null) throw new AssertionError('group argument must be None for now');
    if (target !== undefined && target !== null && typeof target !== 'function') {
      throw new TypeError(`a target is a function that its module exports, not ${typeName(target)}`);
    }
    let number = 0;
    super(Kind.Process, records.RECORD_WORDS, undefined, {
      text: () => {
        // A number is used up even where a name is given.
        number = add(Control.PROCESS_NUMBER, 1) + 1;
        return name ? String(name) : `${new.target.name}-${[...processFacts().path, number].join(':')}`;
      },
      initialise: (at, nameAt) => {
        store(at + NAME, nameAt);
        records.setNumber(at, number);
        records.setDaemon(at, daemon ?? processFacts().daemon);
      },
    });
    this[given] = { target: target ?? undefined, args: asArguments(args), kwargs: asKwargs(kwargs) };
  }

  /**
   * Starts the process, and returns once it exists, without waiting for it to do anything. Throws AssertionError if it
   * was started before, if another process made it, or if the caller's process is a daemon; TypeError for a target that
   * is a class, not exported or async, for a subclass with `#private` fields, and for an argument that cannot be
   * copied; RuntimeError if the system starts no more processes, and outside a run; ValueError after `close()`.
   *
   * Python: `Process.start()`.
   */
  start(): void {
    self();
    const at = open(this);
    if (records.isStarted(at) && records.roleOf(at) === records.Role.CHILD) {
      throw new AssertionError('cannot start a process twice');
    }
    if (records.roleOf(at) !== records.Role.CHILD) {
      throw new AssertionError('can only start a process object created by current process');
    }
    const { name, path, daemon } = processFacts();
    if (daemon) throw new AssertionError('daemonic processes are not allowed to have children');
    const { args, kwargs, fields, ...rest } = workOf(this, Process, this[given], 'process');
    const packed = encodeForProcess({ args, kwargs, fields }, `an argument of ${this.name}`);
    const job = { ...rest, packed, isProcess: true, stream: childSeed() } as const;
    step('start', at);
    const facts = { name: this.name, path: [...path, records.numberOf(at)], daemon: this.daemon };
    records.startProcess(at, { ...facts, parent: { name, pid: process.pid } }, job);
    startedHere().push(this);
  }

  /**
   * What the process does: calls the target with its arguments. Override it in a subclass. A direct call runs the
   * target in the caller's thread, and throws what the target throws.
   *
   * Python: `Process.run()`.
   */
  run(): void {
    this[given].target?.(...argumentsOf(this[given]));
  }

  /**
   * Waits until the process has ended, or for `timeout` seconds; `exitcode` tells which. Throws AssertionError if it
   * was not started, or is not a child of the caller's process; TypeError for a timeout that is not a number,
   * ValueError for NaN and after `close()`, OverflowError above TIMEOUT_MAX; RuntimeError outside a run.
   *
   * Python: `Process.join(timeout=None)`.
   */
  join(timeout?: number): void {
    self();
    const at = open(this);
    if (timeout !== undefined && timeout !== null) checkSeconds(timeout);
    const role = records.roleOf(at);
    if (role === records.Role.SELF) throw new AssertionError('can only join a child process');
    if (!records.isStarted(at)) throw new AssertionError('can only join a started process');
    step('join', at);
    records.joinProcess(at, timeout === undefined || timeout === null ? Infinity : now() + Math.max(0, timeout));
  }

  /**
   * True from the start of the process until it has ended. Throws ValueError after `close()`. Python:
   * `Process.is_alive()`.
   */
  isAlive(): boolean {
    const at = open(this);
    return records.isStarted(at) && records.exitcodeOf(at) === undefined;
  }

  /**
   * Ends the process by SIGTERM: it runs nothing more, what it holds stays held, and its own children exit with it. A
   * process that has a handler (`process.on('SIGTERM', …)`) continues, and the handler is called. Throws AttributeError
   * before the start, and for a process that is not a child of the caller's; ValueError after `close()`; RuntimeError
   * outside a run. Python: `Process.terminate()`.
   */
  terminate(): void {
    signal(this, 'SIGTERM', 'terminate');
  }

  /** The same as `terminate`, by SIGKILL. Python: `Process.kill()`. */
  kill(): void {
    signal(this, 'SIGKILL', 'kill');
  }

  /**
   * Ends the use of a process that has ended: most members throw ValueError from then on. Throws ValueError while the
   * process runs. Python: `Process.close()`.
   */
  close(): void {
    const at = this[AT];
    if (records.isClosed(at)) return;
    if (this.isAlive()) {
      throw new ValueError(
        'Cannot close a process while it is still running. You should first call join() or terminate().',
      );
    }
    records.close(at);
  }

  /**
   * The process's name, for people. Setting it throws AssertionError for anything but text, MemoryError if the arena is
   * full. Python: `Process.name`.
   */
  get name(): string {
    return nameOf(this[AT]) as string;
  }

  set name(name: string) {
    if (typeof name !== 'string') throw new AssertionError('name must be a string');
    store(this[AT] + NAME, storeText(name));
  }

  /**
   * True if the process is terminated at the end of its parent. Setting it after the start throws AssertionError, and
   * after `close()` ValueError. Python: `Process.daemon`.
   */
  get daemon(): boolean {
    return records.isDaemon(this[AT]);
  }

  set daemon(daemon: boolean) {
    if (records.isStarted(open(this))) throw new AssertionError('process has already started');
    records.setDaemon(this[AT], Boolean(daemon));
  }

  /**
   * The operating system's id of the process; undefined before the start. Throws ValueError after `close()`. Python:
   * `Process.pid`.
   */
  get pid(): number | undefined {
    return records.pidOf(open(this));
  }

  /** The same as `pid`. Python: `Process.ident`. */
  get ident(): number | undefined {
    return this.pid;
  }

  /**
   * undefined until the process has ended. 0 after a normal end, 1 after an exception, n after `process.exit(n)` or
   * `process.exitCode = n` in its main thread, −n if signal n ended it. Throws ValueError after `close()`. Python:
   * `Process.exitcode`.
   */
  get exitcode(): number | undefined {
    return records.exitcodeOf(open(this));
  }

  override toString(): string {
    return `<${typeOf(this)} ${describe(this[AT])}>`;
  }

  /** @internal */
  [HANDLE](): Handle {
    return [Kind.Process, this[AT], 0];
  }
}

function signal(object: Process, name: 'SIGTERM' | 'SIGKILL', method: string): void {
  self();
  const at = open(object);
  // In Python, too, a process has nothing to signal before its start, and nobody has for one that it has not started.
  if (!records.isStarted(at) || records.roleOf(at) !== records.Role.CHILD) {
    throw new AttributeError(`'NoneType' object has no attribute '${method}'`);
  }
  if (records.exitcodeOf(at) === undefined) records.signalProcess(at, name);
}

/** The record of a process that has not been closed. */
function open(object: Process): ObjectAddress {
  const at = object[AT];
  if (records.isClosed(at)) throw new ValueError('process object is closed');
  return at;
}

export function processAt(at: ObjectAddress): Process {
  return adopt(Object.create(Process.prototype), at, nothingGiven);
}

export function adopt(object: Process, at: ObjectAddress, what: Given): Process {
  return Object.defineProperties(object, { [AT]: { value: at }, [given]: { value: what } });
}

defineKind(Kind.Process, processAt);

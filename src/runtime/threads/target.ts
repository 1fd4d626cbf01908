/** References to functions and subclasses, for another thread; refuses, with the reason, what cannot be found or run. */
import { calledBy, type FunctionRef, isClass, notExported, type Runs, refOf } from '../functions/function-ref.js';
import { waitUncounted } from '../kernel/wake.js';
import { slot } from '../memory/arena.js';
import { load, store } from '../memory/atomics.js';
import { Slot } from '../memory/map.js';
import { CheckResult } from './job.js';
import { launch } from './launch.js';
import { isAlive } from './threads.js';

const checked = new WeakSet<FunctionRef>();

/** Returns the reference by which `target` is found. Throws TypeError if it is not. */
export function findTarget(target: Function, by: Runs = 'thread'): FunctionRef {
  const ref = refOf(target);
  const refusal = (url: string) => new TypeError(notExported(nameOf(target), url, by, isClass(target)));
  if (!ref) throw refusal('any module that this program has loaded');
  // This thread did not load the function's module by name: check that another thread finds the function there.
  if (ref.source !== undefined && !checked.has(ref)) {
    if (!isFound(ref)) throw refusal(ref.url);
    checked.add(ref);
  }
  return ref;
}

function nameOf(target: Function): string {
  return isClass(target) ? target.name : calledBy({ path: [target.name], source: String(target) });
}

function isFound(ref: FunctionRef): boolean {
  const answer = slot + Slot.REPLY;
  store(answer, 0);
  const check = launch({ ...ref, args: [], checkFor: slot }, 0, 'check', true);
  // Its worker may end without a reply, in a module that exits or whose evaluation never ends.
  while (load(answer) === 0 && isAlive(check)) waitUncounted(answer, 0, 100);
  return load(answer) === CheckResult.FOUND;
}

/** Refuses what cannot be called as a target. */
export function refuseTarget(target: Function, by: Runs): void {
  if (isClass(target)) {
    const base = by === 'thread' ? 'Thread' : 'Process';
    const name = target.name || 'the target';
    throw new TypeError(
      `${name} is a class, and a target is a function: subclass ${base} and write what it does in its run(), or export a function that makes a ${name}`,
    );
  }
  refuseAsync(target, by);
}

/** Refuses async functions and generators: they return before they have done their work. */
export function refuseAsync(target: Function, by: Runs = 'thread'): void {
  const kind = Object.getPrototypeOf(target)?.constructor?.name;
  if (kind === 'Function' || !refusals[kind]) return;
  throw new TypeError(
    `${target.name || 'the target'} is ${refusals[kind]}: what a ${by} runs blocks instead (\`sleep(1)\`, not \`await\`)`,
  );
}

const refusals: Record<string, string> = {
  AsyncFunction: 'async',
  GeneratorFunction: 'a generator',
  AsyncGeneratorFunction: 'an async generator',
};

/** Refuses a subclass with `#private` fields: only its constructor can give them to an object, and only once. */
export function refusePrivateFields(type: Function, base: Function, why: string): void {
  for (let each = type; each !== base && each !== Function.prototype; each = Object.getPrototypeOf(each)) {
    const field = privateName(String(each));
    if (field === undefined) continue;
    throw new TypeError(
      `class ${each.name} has the private field ${field}, ${why}: use an ordinary field (in TypeScript, \`private ${field.slice(1)}\`)`,
    );
  }
}

/** The first private name in a class's source, outside of strings and comments. */
function privateName(source: string): string | undefined {
  const code = source.replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    ' ',
  );
  return /(?<![\w$])#[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(code)?.[0];
}

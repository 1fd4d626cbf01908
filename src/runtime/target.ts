/** From a function, or a subclass, to where another thread finds it; with a clear refusal of what cannot be found or run. */
import { Slot, slot } from './arena.js';
import { doze, load, store } from './kernel.js';
import { notExported, type Place, placeOf } from './modules.js';
import { Answer, isAlive, launch } from './threads.js';

const checked = new WeakSet<Place>();

/** Where `target` is exported. Throws TypeError if it is not. */
export function findTarget(target: Function): Place {
  const place = placeOf(target);
  if (!place) throw new TypeError(notExported(target.name, 'any module that this program has loaded'));
  // This thread has the function from a module that it did not load by name: see that another thread finds it there.
  if (place.source !== undefined && !checked.has(place)) {
    ask(place);
    checked.add(place);
  }
  return place;
}

function ask(place: Place): void {
  const answer = slot + Slot.ANSWER;
  store(answer, 0);
  const check = launch({ ...place, args: [], checkFor: slot }, 0, 'check', true);
  // Its worker may end without an answer, in a module that quits or never comes to its end.
  while (load(answer) === 0 && isAlive(check)) doze(answer, 0, 100);
  if (load(answer) === Answer.FOUND) return;
  throw new TypeError(notExported(place.path.join('.'), place.url));
}

/** Refuses what would run, or return, without having done its work. */
export function refuseAsync(target: Function): void {
  const kind = Object.getPrototypeOf(target)?.constructor?.name;
  if (kind === 'Function' || !refusals[kind]) return;
  throw new TypeError(
    `${target.name || 'the target'} is ${refusals[kind]}: what a thread runs blocks instead (\`sleep(1)\`, not \`await\`)`,
  );
}

const refusals: Record<string, string> = {
  AsyncFunction: 'async',
  GeneratorFunction: 'a generator',
  AsyncGeneratorFunction: 'an async generator',
};

/** Refuses a subclass with `#private` fields: nobody but its constructor can give an object those, and only once. */
export function refusePrivateFields(
  type: Function,
  base: Function,
  why = 'which cannot be copied to its thread',
): void {
  for (let each = type; each !== base && each !== Function.prototype; each = Object.getPrototypeOf(each)) {
    const field = privateName(String(each));
    if (field === undefined) continue;
    throw new TypeError(
      `class ${each.name} has the private field ${field}, ${why}: use an ordinary field (in TypeScript, \`private ${field.slice(1)}\`)`,
    );
  }
}

/** The first private name in a class's source, its strings and comments left aside. */
function privateName(source: string): string | undefined {
  const code = source.replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    ' ',
  );
  return /(?<![\w$])#[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(code)?.[0];
}

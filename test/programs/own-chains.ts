/** Goes on in all the ways that promises can be chained, at the top level. */
import { log, run, Value } from 'pyconc';
import { Thread } from 'pyconc/threading';

const runs = new Value('i', 0);

export function nothing() {}

/** Its thread evaluates this file as well. */
export function main() {
  const thread = new Thread({ target: nothing });
  thread.start();
  thread.join();
  runs.value += 1;
  log('main');
  return 'result';
}

export function fails() {
  throw new RangeError('no good');
}

const say = (...words: unknown[]) => console.log(...words);
const quiet = { onEvent() {} };
const viaFunction = async () => run(main, quiet);

say('then', await run(main, quiet).then(({ result }) => result));
say('catch', (await run(main, quiet).catch(() => process.exit(1))).result);
say('finally', (await run(main, quiet).finally(() => say('is over'))).result);
await run(main, quiet)
  .then(({ result }) => say('chain', result))
  .catch(say)
  .finally(() => say('end of the chain'))
  .then(() => say('and on'));
const [first] = await Promise.all([run(main, quiet)]);
say('all', first.result);
await Promise.all([run(main, quiet), 1]).then(([{ result }, one]) => say('all then', result, one));
await Promise.allSettled([run(main, quiet)]).then(([{ status }]) => say('allSettled', status));
await Promise.race([run(main, quiet)]).then(({ result }) => say('race', result));
await Promise.any([run(main, quiet)]).then(({ result }) => say('any', result));
say('function', (await viaFunction()).result);
await viaFunction().then(({ result }) => say('function then', result));
const { reason } = await Promise.resolve().then(() => run(main, quiet));
say('inner', reason);
viaFunction().then(({ result, threads }) => say('not awaited', result, threads[0]?.name.length));

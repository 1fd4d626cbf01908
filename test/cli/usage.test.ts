import { expect, test } from 'vitest';
import { pyconc } from './pyconc.js';

const cases: [words: string, message: RegExp][] = [
  ['rnu', /no command and no demo rnu\..*Did you mean run\?/s],
  ['lock-rice', /no command and no demo lock-rice\..*Did you mean lock-race\?/s],
  ['--nonsense', /unknown option '--nonsense'.*`npx pyconc --help`/s],
  ['help nonsense', /no command and no demo nonsense\..*`npx pyconc --help`/s],
  ['list extra', /too many arguments/],
  ['run', /name of a demo.*pyconc list/s],
  ['run lock-rase', /no demo "lock-rase".*Did you mean lock-race\?.*pyconc list/s],
  ['run zzzzzzzzzz', /no demo "zzzzzzzzzz".*pyconc list/s],
  ['run lock-race --nonsense', /unknown option '--nonsense'.*`npx pyconc run --help`/s],
  ['run lock-race --param', /argument missing/],
  ['run lock-race --param count', /name=value/],
  ['run lock-race --param =3', /name=value/],
  ['run lock-race --param cuont=3', /no parameter "cuont".*Did you mean count\?/s],
  ['run lock-race --param count=many', /count takes a number, not "many"/],
  ['run lock-race --param count=', /count takes a number, not ""/],
  ['run lock-race --param count=Infinity', /count takes a number/],
  ['run lock-race --param count=0', /count takes a number from 1 to \d+, not "0"/],
  ['run lock-race --param count=1 --param count=2', /count is given twice/],
  ['run lock-race --variant lokced', /no variant "lokced".*Did you mean locked\?/s],
  ['run lock-race --expect luky', /no outcome "luky".*Did you mean lucky\?/s],
  ['run lock-race --speed fast', /--speed takes a number above 0, or max, not "fast"/],
  ['run lock-race --speed 0', /--speed/],
  ['run lock-race --speed -1', /--speed/],
  ['run lock-race --start slowly', /aligned, together, free/],
  ['run lock-race --seed 1.5', /--seed takes a whole number/],
  ['run lock-race --timeout -1', /--timeout takes a number of seconds, 0 or more/],
  ['run lock-race --timeout soon', /--timeout takes a number of seconds/],
  ['run lock-race --arena 0', /--arena takes a whole number of MiB, from 1 to 1024/],
  ['run lock-race --format xml', /--format takes pretty, json, ndjson, not "xml"\.\s*$/],
  ['run lock-race --format jsn', /--format takes pretty, json, ndjson, not "jsn"\.\n {2}Did you mean json\?/],
  ['run lock-race --start alined', /Did you mean aligned\?/],
  ['run lock-race --trace opps', /Did you mean ops\?/],
  ['run lock-race --view lane', /Did you mean lanes\?/],
  ['run lock-race --color alwyas', /Did you mean always\?/],
  ['list --color nevr', /Did you mean never\?/],
  ['show lock-race --color Atuo', /Did you mean auto\?/],
  ['run lock-race --variant unloked', /Did you mean unlocked\?/],
  ['run lock-race --trace all', /log, waits, ops/],
  ['run lock-race --color sometimes', /auto, always, never/],
  ['run lock-race --json --format ndjson', /--json and --format ndjson contradict/],
  ['run lock-race --json --format pretty', /--json and --format pretty contradict/],
  ['run lock-race --json -q', /-q and --json contradict/],
  ['run lock-race --format ndjson -q', /-q and --format ndjson contradict/],
  ['run lock-race -q --trace ops', /-q and --trace ops contradict/],
  ['run lock-race -q --trace waits', /-q and --trace waits contradict/],
  ['run lock-race --view columns', /list, lanes/],
  ['run lock-race --view lanes --json', /--view lanes and --json contradict/],
  ['run lock-race --view lanes --format ndjson', /--view lanes and --format ndjson contradict/],
  ['run lock-race --view lanes -q', /--view lanes and -q contradict/],
  ['run lock-race --step-log -q', /--step-log and -q contradict/],
  ['run lock-race --step-log --json', /--step-log and --json contradict/],
  ['run all --pause --format ndjson', /--pause and --format ndjson contradict/],
  ['run all --pause', /--pause waits for keys, and stdin is no terminal/],
  ['show', /missing required argument 'demo'/],
  ['show lock-race deadlock', /too many arguments/],
  ['new', /missing required argument 'name'.*`npx pyconc new --help`/s],
  ['run lock-race --json --trace ops', /--json and --trace ops contradict.*ndjson/s],
];

test.each(cases)('`npx pyconc %s` is refused in a sentence, with exit code 2', async (words, message) => {
  const { stdout, stderr, exitCode } = await pyconc(words.split(' '));
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^pyconc: /);
  expect(stderr).not.toMatch(/^ +at /m);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
});

test.each([
  'run lock-race --json --format json',
  'run lock-race -q --trace log',
  'run lock-race --param count=1_000',
  'run lock-race --seed 1_000',
])('`npx pyconc %s` is no contradiction', async (words) => {
  expect((await pyconc(words.split(' '))).exitCode).toBe(0);
});

test('a demo without a verb is run', async () => {
  const { stdout, exitCode } = await pyconc(['lock-race', '-q', '--variant', 'locked']);
  expect({ stdout, exitCode }).toEqual({ stdout: '✓ lock-race: correct (expected)', exitCode: 0 });
});

/** Why a command cannot be carried out, and what to do instead; of `trials` alone, in trials/trials-refusals.ts. */
import type { Takes, UserFault } from '../session/user-error.js';
import { compileCommand } from './compile-command.js';

/** A sentence, and perhaps a hint. */
export type Refusal = readonly [message: string, hint?: string];

/** What is wrong with a demo, its file or its parameters; `command` is how pyconc is called. */
export function refusalFor(fault: UserFault, command: string): Refusal {
  switch (fault.is) {
    case 'in-words':
      return [fault.message, fault.hint];
    case 'unknown-demo':
      return [`there is no demo "${fault.word}".`, `${didYouMean(fault.near)}${seeList(command)}`];
    case 'no-file':
      return [`there is no file ${fault.path}.`];
    case 'no-regular-file':
      return [`${fault.path} is not a file.`];
    case 'python-file':
      return [
        `${fault.path} is a Python program: pyconc runs modules of JavaScript.`,
        `The names are those of Python: \`${command} list\` shows demos to begin with.`,
      ];
    case 'needs-loader': {
      const { path, extension, node } = fault;
      const [needs, compile] = /x$/.test(extension)
        ? ['a loader', 'Or compile it to .js first.']
        : ['Node 22.18, 23.6 or newer, or a loader', `Or compile it first: ${compileCommand(path)}`];
      return [
        `Node ${node} cannot load ${extension} files: ${path} needs ${needs}.`,
        `With tsx (npm install -D tsx), type NODE_OPTIONS='--import tsx' before the command. ${compile}`,
      ];
    }
    case 'never-loaded':
      return [
        `${fault.path} was not loaded within ${fault.seconds} s: it computes for long, or a top-level \`await\` in it does not settle.`,
        'Put what computes or waits into main(), or into a thread.',
      ];
    case 'own-program':
      return [`${fault.path} calls run() itself, so it is a program, not a demo.`, `Start it with: node ${fault.path}`];
    case 'load-failed':
      return loadFailed(fault);
    case 'no-demo':
      return [
        `${fault.file} is not a demo: ${whatItExports(fault)}.`,
        'A demo file has: export default defineDemo({ name, title, topic, about, main, outcomes })',
      ];
    case 'param-syntax':
      return [`--param takes name=value, not "${fault.text}".`, 'For example: --param count=1000'];
    case 'param-twice':
      return [`parameter ${fault.name} is given twice.`];
    case 'unknown-param':
      return unknownParam(fault);
    case 'param-value':
      return [
        `parameter ${fault.name} takes ${taken(fault.takes)}, not "${fault.text}".`,
        fault.near === undefined ? undefined : refusals.meant(fault.near),
      ];
  }
}

type Of<Kind extends UserFault['is']> = Extract<UserFault, { readonly is: Kind }>;

function seeList(command: string): string {
  return `\`${command} list\` shows all demos.`;
}

function didYouMean(near: string | undefined): string {
  return near === undefined ? '' : `Did you mean ${near}? `;
}

function loadFailed({ path, thrown, isError, place, lacksPyconc }: Of<'load-failed'>): Refusal {
  if (!isError) return [`${path} could not be loaded: it threw ${thrown}.`];
  const where = place === undefined ? '' : `\n    at ${place}`;
  const hint = lacksPyconc ? 'Where the file lies, pyconc is not installed: npm install it there.' : undefined;
  return [`${path} could not be loaded: ${thrown}${where}`, hint];
}

function whatItExports({ defaultIs, exports }: Of<'no-demo'>): string {
  if (defaultIs !== undefined) return `its default export is ${kind(defaultIs)}, not what defineDemo() returns`;
  return `it has no default export${exports.length > 0 ? `, only ${exports.slice(0, 5).join(', ')}` : ''}`;
}

function kind(of: string): string {
  if (of === 'null') return of;
  return of === 'array' ? 'an array' : `of type ${of}`;
}

function unknownParam({ demo, name, near, names }: Of<'unknown-param'>): Refusal {
  if (names.length === 0) return [`${demo} takes no parameters.`];
  const hint = near === undefined ? `It takes: ${names.join(', ')}` : `Did you mean ${near}?`;
  return [`${demo} has no parameter "${name}".`, hint];
}

function taken(takes: Takes): string {
  if ('choices' in takes) return `one of ${takes.choices.join(', ')}`;
  if ('type' in takes) return takes.type === 'boolean' ? 'true or false' : 'a number';
  const { min, max } = takes;
  if (min !== undefined && max !== undefined) return `a number from ${min} to ${max}`;
  return min === undefined ? `a number up to ${max}` : `a number from ${min}`;
}

/** What is wrong with the words of a command. */
export const refusals = {
  noDemoNamed: (command: string): Refusal => ['run needs the name of a demo, or the path of a file.', seeList(command)],
  undeclared: (
    demo: string,
    what: string,
    name: string,
    declared: readonly string[],
    near: string | undefined,
  ): Refusal =>
    declared.length === 0
      ? [`${demo} has no ${what}s.`]
      : [`${demo} has no ${what} "${name}".`, `${didYouMean(near)}It has: ${declared.join(', ')}`],
  quits: (path: string): Refusal => [`${path} calls process.exit while it is being loaded.`],
  uncaught: (error: string, place: string): Refusal => [
    `uncaught error outside main() and its threads: ${error}\n    at ${place}`,
    'What a module does at its top level is done in each thread, and here as well: do it in main().',
  ],
  speed: (text: string) => `--speed takes a number above 0, or max, not "${text}".`,
  number: (option: string, bounds: NumberBounds, text: string) =>
    `${option} takes ${described(bounds)}, not "${text}".`,
  choice: (option: string, choices: readonly string[], word: string) =>
    `${option} takes ${choices.join(', ')}, not "${word}".`,
  meant: (near: string) => `Did you mean ${near}?`,
  seeOptions: (command: string) => `\`${command} --help\` shows the options.`,
  meantRun: (command: string, demo: string) => `Did you mean ${command} run ${demo}?`,
  unknownWord: (word: string) => `there is no command and no demo ${word}.`,
  seeCommands: (command: string) => `\`${command} --help\` shows the commands.`,
  fault: (stack: string): Refusal => [
    `this is a fault in pyconc itself: ${stack}`,
    'Please report it, with the command.',
  ],

  twoFormats: (format: string) => `--json and --format ${format} contradict each other: choose one.`,
  quietFormat: (flag: string) =>
    `-q and ${flag} contradict each other: -q prints a line of text, ${flag} is for programs.`,
  quietRows: (flag: string): Refusal => [
    `-q and ${flag} contradict each other: -q prints a line of text a row, ${flag} is for programs.`,
    'With -o <file> the file gets the one, and the terminal the other.',
  ],
  severalScans: (params: readonly string[], one: string | undefined): Refusal => [
    `several values were given for ${params.join(' and ')}: one parameter can be scanned at a time.`,
    `For example: --param ${one}`,
  ],
  quietTrace: (trace: string) =>
    `-q and --trace ${trace} contradict each other: -q prints the outcome only, --trace ${trace} every operation.`,
  jsonTrace: (flag: string, trace: string) =>
    `${flag} and --trace ${trace} contradict each other: the JSON document has no operations in it.`,
  jsonTraceHint: 'With --format ndjson every operation is a line.',
  lanesFormat: (flag: string) => `--view lanes and ${flag} contradict each other: columns are for people.`,
  noLog: (option: string) => `${option} and -q contradict each other: -q prints no log.`,
  paceFormat: (option: string, flag: string) =>
    `${option} and ${flag} contradict each other: ${option} is for people who read along.`,
  paceStdin: (option: string) => `${option} waits for keys, and stdin is no terminal.`,

  noPython: (word: string) => `${word} has no Python program beside it.`,
  fileExists: (file: string): Refusal => [
    `there is a file ${file} already.`,
    'It was left as it is. Choose another name, or move it away.',
  ],
  unwritable: (path: string, reason: string) => `${path} cannot be written: ${reason}`,
  wrongName: (word: string): Refusal => [
    `"${word}" is no name for a demo.`,
    'A name is of small letters, digits and single hyphens: my-demo. The file goes into the current folder.',
  ],
} as const;

export interface NumberBounds {
  readonly min: number;
  readonly max?: number;
  readonly isWhole?: boolean;
  readonly of?: string;
}

function described({ min, max, isWhole, of }: NumberBounds): string {
  const what = isWhole ? 'a whole number' : 'a number';
  const range = max === undefined ? `of ${min} or more` : `from ${min} to ${max}`;
  return of === undefined ? `${what} ${range}` : `${what} of ${of}, ${range.replace(/^of /, '')}`;
}

/** Node's own options that a worker or child process needs too, so that it finds and loads the same modules as this process. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The options to start a worker with. (NODE_OPTIONS holds for workers anyway.) */
export function threadOptions(
  execArgv: readonly string[] = process.execArgv,
  environment: string = process.env.NODE_OPTIONS ?? '',
): string[] {
  const words = [...environment.split(/\s+/), ...execArgv];
  return [...inheritedOptions(execArgv), ...tsxInThread(words)];
}

/**
 * Except on the newest versions of Node, `--import tsx` works in the main thread alone. tsx has a function that does the same
 * for the thread that calls it; calling it again changes nothing.
 */
function tsxInThread(words: readonly string[]): string[] {
  const imported = words.flatMap(
    (word, i) => (word === '--import' ? words[i + 1] : /^--import=(.*)/.exec(word)?.[1]) ?? [],
  );
  const api = imported.map(tsxApi).find((found) => found !== undefined);
  if (api === undefined) return [];
  const script = `import { register } from ${JSON.stringify(api)}; register();`;
  return ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
}

/**
 * The URL of the module with that function, if the imported module is tsx: by its name or, as `tsx file.ts` does, by its file.
 */
function tsxApi(imported: string): string | undefined {
  if (!/(^|[\\/])tsx([\\/]|$)/.test(imported)) return undefined;
  try {
    const fromHere = createRequire(join(process.cwd(), 'here.js'));
    const file = imported.startsWith('file:') ? fileURLToPath(imported) : fromHere.resolve(imported);
    // This is the module for `require`; the one for `import` is beside it.
    return new URL('index.mjs', pathToFileURL(createRequire(file).resolve('tsx/esm/api'))).href;
  } catch {
    return undefined;
  }
}

/** The options in `execArgv` that say how modules are found and loaded: not what is run, watched or debugged. */
export function inheritedOptions(execArgv: readonly string[] = process.execArgv): string[] {
  const inherited: string[] = [];
  for (let i = 0; i < execArgv.length; i++) {
    const option = execArgv[i] as string;
    const [name] = option.split('=', 1) as [string];
    if (withValue.has(name)) {
      inherited.push(option);
      // `--import=x` is one argument, `--import x` two.
      if (option === name && i + 1 < execArgv.length) inherited.push(execArgv[++i] as string);
    } else if (flags.test(name)) inherited.push(option);
  }
  return inherited;
}

const withValue: ReadonlySet<string> = new Set([
  '--import',
  '--require',
  '-r',
  '--loader',
  '--experimental-loader',
  '--conditions',
  '-C',
  '--experimental-default-type',
  '--experimental-specifier-resolution',
  // Otherwise a warning about a loader would be in the log once per thread and process.
  '--disable-warning',
]);

const flags =
  /^--(no-)?(preserve-symlinks(-main)?|enable-source-maps|warnings|deprecation|experimental-(strip-types|transform-types|detect-module|require-module|import-meta-resolve|json-modules|wasm-modules|network-imports|vm-modules))$/;

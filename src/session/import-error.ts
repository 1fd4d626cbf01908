import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MisuseError } from './misuse.js';

/** Why a module could not be loaded: the error itself and the place in the user's code, without our own frames. */
export async function explainImportError(path: string, error: unknown): Promise<MisuseError> {
  if (!(error instanceof Error)) {
    return new MisuseError({ is: 'load-failed', path, thrown: String(error), isError: false });
  }
  const place = placeInStack(error) ?? (await placeOfSyntaxError(path, error));
  const thrown = `${error.name}: ${error.message}`;
  return new MisuseError({ is: 'load-failed', path, thrown, isError: true, place, lacksPyconc: lacksPyconc(error) });
}

function lacksPyconc(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' && /'pyconc'/.test(error.message);
}

/** `file:line:column` of the innermost frame that is neither Node's nor ours; linking errors name it in line 1. */
function placeInStack({ stack = '' }: Error): string | undefined {
  const [first = '', ...lines] = stack.split('\n');
  if (/^file:\/\/.*:\d+$/.test(first)) return withoutScheme(first);
  for (const line of lines) {
    const place = /^\s+at (?:.*[( ])?((?:file:\/\/|\/)[^()]*:\d+:\d+)\)?$/.exec(line)?.[1];
    if (place !== undefined && !place.startsWith(OURS)) return withoutScheme(place);
  }
  return undefined;
}

const OURS = new URL('./', import.meta.url).href;

function withoutScheme(place: string): string {
  const [, url = place, position = ''] = /^(.*?)((?::\d+)+)$/.exec(place) ?? [];
  return (url.startsWith('file://') ? fileURLToPath(url) : url) + position;
}

/** Node keeps the place of a syntax error to itself, except when it checks a file from outside. */
function placeOfSyntaxError(path: string, error: Error): Promise<string | undefined> {
  if (!(error instanceof SyntaxError)) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    execFile(process.execPath, ['--check', path], { timeout: 5000 }, (_, _stdout, stderr) => {
      const [place] = /^(file:\/\/)?\/.*:\d+$/m.exec(stderr) ?? [];
      resolve(place === undefined ? undefined : withoutScheme(place));
    });
  });
}

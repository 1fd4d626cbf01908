/** The test file that this thread runs, if a test runner has given it one. */
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Its URL. A thread must not import it: vitest's throws there, and node:test would run the tests once more. */
export function testFile(): string | undefined {
  const path = ofVitest() ?? ofNodeTest();
  return path === undefined ? undefined : pathToFileURL(path).href;
}

function ofVitest(): string | undefined {
  return (globalThis as { __vitest_worker__?: { filepath?: string } }).__vitest_worker__?.filepath;
}

/** The file that `node --test` runs, or a script of its own that has imported node:test. */
function ofNodeTest(): string | undefined {
  const { moduleLoadList = [] } = process as unknown as { readonly moduleLoadList?: readonly string[] };
  const script = process.argv[1];
  if (script === undefined || !moduleLoadList.includes('NativeModule test')) return undefined;
  try {
    return realpathSync(script);
  } catch {
    return undefined;
  }
}

import module from 'node:module';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { demoSource, file, folder, pyconc } from './pyconc.js';

const directory = folder();
const cached = "import module from 'node:module'; export const cached = () => module.getCompileCacheDir?.() ?? null;";
const isThere = 'getCompileCacheDir' in module;

test('threads of a demo use the compile cache of the command, where Node has one', async () => {
  const path = file(directory, 'cached.mjs', demoSource('return cached();', { before: cached }));
  const { stdout } = await pyconc(['run', path, '--json'], {
    env: { TMPDIR: directory },
  });
  const { result } = JSON.parse(stdout).runs[0];
  if (isThere) expect(result).toContain(directory);
  else expect(result).toBeNull();
});

test('threads of a user’s own program have no compile cache unless the program enables it', async () => {
  const api = new URL('../../dist/index.js', import.meta.url);
  const program = (first: string) =>
    file(
      directory,
      'own.mjs',
      `import { run } from ${JSON.stringify(api)}; ${cached} ${first}
      console.log(JSON.stringify((await run(cached)).result));`,
    );
  const ran = async (first: string) =>
    JSON.parse((await execa(process.execPath, [program(first)], { env: { NODE_COMPILE_CACHE: undefined } })).stdout);
  expect(await ran('')).toBeNull();
  const found = await ran(`module.enableCompileCache?.(${JSON.stringify(`${directory}/own`)});`);
  if (isThere) expect(found).toContain(`${directory}/own/`);
  else expect(found).toBeNull();
});

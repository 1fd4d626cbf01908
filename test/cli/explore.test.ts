/** What `explore` refuses before the first schedule. */
import { expect, test } from 'vitest';
import { pyconc } from './pyconc.js';

test.each<[readonly string[], string, string]>([
  [[], 'explore needs the name of a demo, or the path of a file.', 'For example: npx pyconc explore lock-race'],
  [['lock-race', 'deadlock'], 'explore takes one demo.', 'For example: npx pyconc explore lock-race'],
  [
    ['process-race'],
    'process-race starts processes, and explore orders the steps of threads.',
    'See what happens: npx pyconc run process-race',
  ],
  [['lock-race', '--variant', 'loked'], 'lock-race has no variant "loked".', 'Did you mean locked?'],
  [['lock-race', '--expect', 'impossible:updates-losst'], 'lock-race has no outcome', 'Did you mean updates-lost?'],
  [['lock-race', '--param', 'count=0'], 'parameter count takes a number from 1 to 100000000, not "0".', ''],
  [['lock-race', '--format', 'csv'], '--format takes pretty, json, ndjson, markdown, not "csv".', ''],
  [['lock-race', '-o', '/nonexistent/rows.json'], '/nonexistent/rows.json cannot be written: ENOENT', ''],
])('explore %j is refused, with the next command to type', async (words, message, hint) => {
  const { stdout, stderr, exitCode } = await pyconc(['explore', ...words]);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  expect(stderr).toContain(`pyconc: ${message}`);
  expect(stderr).toContain(hint);
});

test('the help of a process demo says that it cannot be explored', async () => {
  const { stdout, exitCode } = await pyconc(['explore', 'process-race', '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('process-race starts processes, and explore orders the steps of threads.');
});

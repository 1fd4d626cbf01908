import { execa } from 'execa';
import { expect, test } from 'vitest';

test('threads and processes have the arguments, the environment and the options of their program', async () => {
  const program = new URL('../../build/programs/own-environment.js', import.meta.url).pathname;
  // Says in the environment, which all threads of a process share, which processes have evaluated it.
  const hook = 'process.env.HOOKED += " " + process.pid';
  const options = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, '--no-warnings'];
  const { stdout } = await execa(process.execPath, [...options, program, 'a b', '--c=1'], { env: { CHANGED: 'no' } });
  const argv = [program, 'a b', '--c=1'];
  expect(JSON.parse(stdout)).toEqual([
    ['main', argv, 'no', true],
    ['a thread', argv, 'by main', true],
    ['the child', [...argv, 'one more'], 'by main', true],
    ['a thread of the child', [...argv, 'one more'], 'by main', true],
    ['the grandchild', [...argv, 'one more'], 'by main', true],
    ['a thread of the grandchild', [...argv, 'one more'], 'by main', true],
  ]);
});

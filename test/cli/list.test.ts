import { expect, test } from 'vitest';
import { pyconc } from './pyconc.js';

test('list shows every demo with its title, and how to run one', async () => {
  const { stdout, stderr, exitCode } = await pyconc(['list']);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toMatch(/^ +lock-race +\S.* threads$/m);
  expect(stdout).toContain('pyconc run <demo>');
});

test('list --json has everything that a demo declares, and the same demos', async () => {
  const { stdout, exitCode } = await pyconc(['list', '--json']);
  const { v, demos } = JSON.parse(stdout);
  expect({ v, exitCode }).toEqual({ v: 1, exitCode: 0 });
  const race = demos.find(({ name }: { name: string }) => name === 'lock-race');
  expect(race).toMatchObject({
    topic: 'threads',
    params: { count: { default: 100000 } },
    trials: { params: { count: 100 } },
    explore: { params: { count: 2 } },
  });
  expect(Object.keys(race.variants)).toEqual(['both', 'locked', 'unlocked']);
  expect(race.outcomes.map(({ name }: { name: string }) => name)).toContain('updates-lost');

  const shown = (await pyconc(['list'])).stdout.split('\n').slice(1, 1 + demos.length);
  expect(shown.map((line) => line.trim().split(' ')[0])).toEqual(demos.map(({ name }: { name: string }) => name));
});

test('demos are in lesson order', async () => {
  const lessons = ['thread-create', 'thread-naming', 'thread-subclass', 'lock-race', 'deadlock', 'rlock-box', 'event'];
  const { demos } = JSON.parse((await pyconc(['list', '--json'])).stdout);
  const names: string[] = demos.map(({ name }: { name: string }) => name);
  expect(names.filter((name) => lessons.includes(name))).toEqual(lessons.filter((name) => names.includes(name)));
});

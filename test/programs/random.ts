/** Programs for random numbers. */
import { log, randint, random } from 'pyconc';
import { currentThread, Thread } from 'pyconc/threading';
import { caught } from './caught.js';

export function draw() {
  log(currentThread().name, ...Array.from({ length: 5 }, () => randint(0, 1_000_000)), random());
}

export function drawInThreads() {
  draw();
  const threads = Array.from({ length: 3 }, (_, i) => new Thread({ target: draw, name: `t${i}` }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  draw();
}

export function sample() {
  const floats = Array.from({ length: 5_000 }, random);
  const dice = new Array(6).fill(0);
  for (let i = 0; i < 6_000; i++) dice[randint(1, 6) - 1]++;
  return {
    least: Math.min(...floats),
    most: Math.max(...floats),
    mean: floats.reduce((a, b) => a + b) / floats.length,
    dice,
    single: randint(7, 7),
    negative: randint(-3, -3),
  };
}

export function refuse() {
  return [caught(() => randint(2, 1)), caught(() => randint(0.5, 2)), caught(() => randint(1, Number.NaN))];
}

/** The program's clock. */
import { doubles, words } from '../memory/arena.js';
import { isControlled } from '../memory/control-block.js';
import { Control } from '../memory/map.js';
import { unpaused } from './pause.js';
import { controllerOf } from './step.js';

/** Program seconds since the run began: real time less the pauses, times the speed, or the virtual clock's time. */
export function now(): number {
  if (isControlled) {
    const time = controllerOf()?.now();
    if (time !== undefined) return time;
  }
  // The virtual time is written only while every thread sleeps, and a thread that reads it has woken since: no tearing.
  if (words[Control.VIRTUAL] === 1) return doubles[Control.CLOCK_NOW >> 1] as number;
  return unpaused() * (doubles[Control.SPEED >> 1] as number);
}

/** Python's concurrency on real threads: a program, its clock, its log and its shared values. */
export { now, sleep } from './clock.js';
export { defineDemo } from './define-demo.js';
export type * from './events/facts.js';
export type * from './events/run-event.js';
export type * from './events/waiting.js';
export type * from './events/warnings.js';
export { log } from './log.js';
export { type ModuleRunOptions, type RunOptions, type RunResult, run } from './run.js';
export {
  AssertionError,
  AttributeError,
  IndexError,
  MemoryError,
  OverflowError,
  RuntimeError,
  SystemExit,
  ValueError,
} from './runtime/errors.js';
export { randint, random } from './runtime/threads/random.js';
export type {
  About,
  Demo,
  DemoDefinition,
  FinishedOrOverdueRun,
  FinishedRun,
  Logged,
  OutcomeDefinition,
  ParamDefinition,
  Params,
  Prose,
  TimeoutOutcomeDefinition,
} from './session/demo.js';
export { SharedList } from './shared-list.js';
export { Value } from './value.js';

/** The blocking calls, as a sleeper's slot records them: numbers in the arena, names in diagnoses. */
const names = [
  'sleep',
  'Thread.join',
  'the end of its threads',
  'Lock.acquire',
  'RLock.acquire',
  'Condition.wait',
  'Semaphore.acquire',
  'Event.wait',
  'Barrier.wait',
  'Queue.get',
  'Queue.put',
  'Queue.join',
  'SimpleQueue.get',
  'Process.join',
  'Process.start',
  'Process.terminate',
  'the end of its processes',
  'SharedList',
  'multiprocessing.Lock.acquire',
  'multiprocessing.RLock.acquire',
  'multiprocessing.Queue.get',
  'multiprocessing.Queue.put',
  'multiprocessing.JoinableQueue.join',
  'multiprocessing.Value',
  'multiprocessing',
  'a polling loop',
] as const;

/** Calls that usually wait only for a message and its reply: a trace of waits leaves them out. */
const momentary: readonly string[] = ['Process.start', 'Process.terminate', 'multiprocessing.Value', 'multiprocessing'];

export function isMomentary(number: number): boolean {
  return momentary.includes(reasonName(number));
}

export type WaitReason = (typeof names)[number];

/** The number of a blocking call. */
export function reasonNumber(name: WaitReason): number {
  return names.indexOf(name);
}

export function reasonName(number: number): string {
  return names[number] ?? 'a blocking call';
}

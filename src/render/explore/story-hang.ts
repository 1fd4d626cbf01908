/** How a schedule that hangs ends: who waits for what, as a run's diagnosis has it. */
import type { Story, StoryWait } from '../../events/explore-report.js';
import type { Diagnosis, WaitingThread } from '../../events/facts.js';

export function diagnosisOf(story: Story, sourceOf: (at: string) => string | null): Diagnosis {
  const nameOf = (letter: string) => story.threads.find((thread) => thread.letter === letter)?.name ?? letter;
  const waiting = story.waiting.map(
    ({ thread, call, object, holder, at }, position): WaitingThread => ({
      thread: nameOf(thread),
      ident: position,
      process: 'MainProcess',
      call,
      object,
      heldBy: holder === null ? null : nameOf(holder),
      at,
      source: at === null ? null : sourceOf(at),
    }),
  );
  const cycle = cycleIn(story.waiting)?.map(nameOf);
  return { waiting, ...(cycle && { cycle }) };
}

/** Threads of which each waits for what the next one holds. */
function cycleIn(waiting: readonly StoryWait[]): string[] | undefined {
  const holders = new Map(waiting.map(({ thread, holder }) => [thread, holder]));
  for (const { thread: first } of waiting) {
    const path = [first];
    let next = holders.get(first);
    while (next && !path.includes(next)) {
      path.push(next);
      next = holders.get(next);
    }
    if (next === first && path.length > 1) return path;
  }
  return undefined;
}

import type { RunEndEvent } from '../../events/run-event.js';
import { messages } from '../../render/messages.js';
import type { DemoFacts } from '../../render/renderer.js';
import { shellWord } from '../../render/shell-word.js';
import type { Demo, SummaryTable } from '../../session/demo.js';
import { callWithin, PATIENCE } from '../../session/foreign-code.js';
import { demoNames, isPath } from '../../session/registry.js';
import type { PlannedRun } from '../plan.js';
import { warn } from '../report-error.js';

/** What the summary of a run says about its demo. Commands to try next are shown only if a single demo runs. */
export function demoFacts(planned: PlannedRun, isAlone: boolean, command: string): DemoFacts {
  const { demo, word, variant } = planned;
  const explored = `${command} explore ${shellWord(word)}${variant ? ` --variant ${shellWord(variant)}` : ''}`;
  return {
    next: isAlone ? nextSteps(planned).map((step) => `${command} ${step}`) : [],
    // Only threads can be scheduled.
    ...(demo.topic === 'threads' && { explore: explored }),
  };
}

/** The demo's own tables; undefined if it has none or its `summary` fails. */
export function ownTables(
  { demo, variant, params }: PlannedRun,
  end: RunEndEvent,
): readonly SummaryTable[] | undefined {
  const { reason, result } = end;
  // The tables judge a final result. After a run that was cut short they would call a half-way counter wrong.
  if (reason === 'timeout' || reason === 'interrupted') return undefined;
  try {
    const run = { ...end, reason, variant: variant ?? firstVariant(demo), params };
    return callWithin(PATIENCE, 'it', () => {
      const tables = demo.summary?.(result, run);
      if (tables !== undefined) refuseOthers(tables);
      return tables;
    });
  } catch (error) {
    warn(messages.noSummary(demo.name, String(error)));
    return undefined;
  }
}

/** Throws unless the value, which comes from the demo's author, is a list of tables. */
function refuseOthers(tables: unknown): void {
  const isTable = (table: Partial<SummaryTable> | null) =>
    Array.isArray(table?.head) && Array.isArray(table.rows) && table.rows.every(Array.isArray);
  if (Array.isArray(tables) && tables.every(isTable)) return;
  throw new TypeError(messages.noTables);
}

function firstVariant({ variants = {} }: Demo): string {
  return Object.keys(variants)[0] ?? '';
}

/** The demo's next variant, its trials, then the next lesson. */
function nextSteps({ demo, word, variant }: PlannedRun): string[] {
  const variants = Object.keys(demo.variants ?? {});
  const other = variants[variants.indexOf(variant ?? firstVariant(demo)) + 1];
  const names = demoNames();
  const lesson = isPath(word) ? undefined : names[names.indexOf(word) + 1];
  return [
    ...(other === undefined ? [] : [`run ${shellWord(word)} --variant ${shellWord(other)}`]),
    // The state that processes share cannot be reset between trials.
    ...(demo.topic === 'threads' ? [`trials ${shellWord(word)}`] : []),
    lesson === undefined ? 'list' : `run ${lesson}`,
  ];
}

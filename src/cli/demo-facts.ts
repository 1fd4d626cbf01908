import type { RunEndEvent } from '../events/run-event.js';
import type { DemoFacts } from '../render/renderer.js';
import { type Demo, inEnglish, type SummaryTable } from '../session/demo.js';
import { demoNames, isPath } from '../session/registry.js';
import type { PlannedRun } from './plan.js';
import { warn } from './report-error.js';

/** What the summary of a run says of its demo; the command to try next only where one demo runs. */
export function demoFacts(planned: PlannedRun, isAlone: boolean, command: string): DemoFacts {
  const { demo } = planned;
  return {
    notice: noticeOf(inEnglish(demo.about)),
    next: isAlone ? `${command} ${nextStep(planned)}` : undefined,
    summary: (end) => ownTables(demo, end),
  };
}

/** The demo's own tables, if it has any and they can be made. */
function ownTables(demo: Demo, end: RunEndEvent): readonly SummaryTable[] | undefined {
  // A run that was cut short has failed, as far as a demo is concerned.
  const reason = end.reason === 'timeout' || end.reason === 'interrupted' ? 'failed' : end.reason;
  try {
    return demo.summary?.(end.result, { ...end, reason });
  } catch (error) {
    warn(`the summary of ${demo.name} cannot be shown: ${error}`);
    return undefined;
  }
}

/** `about` asks a question, says what to notice, then what CPython does: a paragraph each. */
function noticeOf(about: string): string | undefined {
  const paragraphs = about.split('\n').filter((text) => text.trim() !== '');
  return (paragraphs[1] ?? paragraphs[0])?.trim();
}

/** The next lesson; behind the last, and for a file, another variant. */
function nextStep({ demo, word, variant }: PlannedRun): string {
  const names = demoNames();
  const lesson = isPath(word) ? undefined : names[names.indexOf(word) + 1];
  if (lesson !== undefined) return `run ${lesson}`;
  const variants = Object.keys(demo.variants ?? {});
  const other = variants[variants.indexOf(variant ?? variants[0] ?? '') + 1];
  return other === undefined ? 'list' : `run ${word} --variant ${other}`;
}

import type { DemoFacts } from '../render/renderer.js';
import { inEnglish } from '../session/demo.js';
import { demoNames, isPath } from '../session/registry.js';
import type { PlannedRun } from './plan.js';

/** What the summary of a run says of its demo; the command to try next only where one demo runs. */
export function demoFacts(planned: PlannedRun, isAlone: boolean, command: string): DemoFacts {
  const { demo } = planned;
  return {
    notice: noticeOf(inEnglish(demo.about)),
    next: isAlone ? `${command} ${nextStep(planned)}` : undefined,
    summary: demo.summary && ((result) => demo.summary?.(result) ?? []),
  };
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

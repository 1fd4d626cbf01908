/** What the verb `replay` does without a schedule: its verdict. */
import { expect, test } from 'vitest';
import { ExitCode } from '../../src/cli/exit-codes.js';
import { replayVerdict } from '../../src/cli/replay/verdict.js';
import type { ReplayReport } from '../../src/events/replay-report.js';
import { divergedReport, hungReport, replayReport } from '../cli/render/replay-reports.js';

const forbidden = { name: null, grade: 'forbidden', because: '' } as const;
const changed = { code: 'changed' } as const;
const nothing = { outcome: null, whole: null };

test.each<[string, ReplayReport, ExitCode]>([
  ['a race that the demo is about', replayReport(), ExitCode.ok],
  ['a hang that it is about', hungReport(), ExitCode.ok],
  ['what it forbids', replayReport({ outcome: forbidden }), ExitCode.forbidden],
  ['what it forbids, of a changed program', replayReport({ outcome: forbidden, misfit: changed }), ExitCode.forbidden],
  ['a step that cannot be taken', divergedReport(), ExitCode.unexpected],
  ['a changed program', replayReport({ misfit: changed }), ExitCode.unexpected],
  ['a program that is over', hungReport({ misfit: { code: 'over', step: 5, thread: 'A' } }), ExitCode.unexpected],
  ['no end', replayReport({ ...nothing, ending: 'too-long' }), ExitCode.forbidden],
  ['a loop without steps', replayReport({ ...nothing, ending: 'stuck', story: null }), ExitCode.forbidden],
])('%s', (_, report, code) => {
  expect(replayVerdict(report)).toBe(code);
});

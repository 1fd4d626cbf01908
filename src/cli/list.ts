/** `pyconc list`: what is there. */
import { EVENTS_VERSION } from '../events/run-event.js';
import { demoList } from '../render/demo-pages.js';
import { jsonText } from '../render/json-text.js';
import type { Demo } from '../session/demo.js';
import { demoNames, loadDemo } from '../session/registry.js';
import { ExitCode } from './exit-codes.js';
import { printPage } from './page.js';
import { commandName, type TerminalOptions } from './terminal.js';

export interface ListOptions extends TerminalOptions {
  readonly json?: boolean;
}

export async function list(options: ListOptions): Promise<ExitCode> {
  const demos: Demo[] = [];
  for (const name of demoNames()) demos.push(await loadDemo(name));

  if (options.json) {
    const document = { v: EVENTS_VERSION, demos: demos.map(entry) };
    process.stdout.write(`${jsonText(document, 2)}\n`);
  } else {
    await printPage((theme) => demoList(demos, commandName(), theme), options);
  }
  return ExitCode.ok;
}

function entry({ name, title, topic, about, variants, params, speed, trials, outcomes }: Demo) {
  return {
    name,
    title,
    topic,
    about,
    variants: variants ?? {},
    params: params ?? {},
    speed: speed ?? 1,
    trials: { params: trials?.params ?? {} },
    outcomes: outcomes.map(({ name, grade, because }) => ({ name, grade, because })),
  };
}

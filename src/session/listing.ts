/**
 * The facts about the built-in demos that are shown when none of them runs. The build writes them down, so that no demo need be
 * loaded.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { EVENTS_VERSION } from '../events/run-event.js';
import type { DemoDefinition } from './demo.js';
import { demoNames, loadDemo } from './registry.js';

/** A demo without its code. */
type ListedDemo = Required<
  Pick<DemoDefinition, 'name' | 'title' | 'topic' | 'about' | 'params' | 'variants' | 'speed'>
> & {
  readonly trials: { readonly params: object };
  readonly explore: { readonly params: object };
  readonly outcomes: readonly Pick<DemoDefinition['outcomes'][number], 'name' | 'grade' | 'because'>[];
};

// The bundle is beside the compiled demos.
const FILE = new URL('./demos/listing.json', import.meta.url);

/** All built-in demos, in lesson order, with the schema's version. */
export interface Listing {
  readonly v: typeof EVENTS_VERSION;
  readonly demos: readonly ListedDemo[];
}

export function listing(): Listing {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** Called by the build. */
export async function writeListing(v: Listing['v']): Promise<void> {
  const demos: ListedDemo[] = [];
  for (const demo of demoNames()) demos.push(listed(await loadDemo(demo)));
  writeFileSync(FILE, JSON.stringify({ v, demos } satisfies Listing));
}

function listed(demo: DemoDefinition): ListedDemo {
  const { name, title, topic, about, variants, params, speed, trials, explore, outcomes } = demo;
  return {
    name,
    title,
    topic,
    about,
    variants: variants ?? {},
    params: params ?? {},
    speed: speed ?? 1,
    trials: { params: trials?.params ?? {} },
    explore: { params: explore?.params ?? {} },
    outcomes: outcomes.map(({ name, grade, because }) => ({ name, grade, because })),
  };
}

/**
 * Exploring, in MainThread's worker: schedule after schedule is run, judged and counted; at the end the host gets what was found.
 */
import { controller } from '../runtime/controlled/controller.js';
import { loadedModule } from '../runtime/functions/function-ref.js';
import { monotonic } from '../runtime/kernel/real-time.js';
import { installController } from '../runtime/kernel/step.js';
import { control, Head } from '../runtime/memory/control-block.js';
import { sendToHost } from '../runtime/threads/port.js';
import type { Demo } from '../session/demo.js';
import { Enumeration } from './bounded.js';
import { ControlledRunner } from './controlled-runner.js';
import { expectSameAgain, Nondeterministic } from './determinism.js';
import { Search } from './dpor.js';
import type { Ending, Execution } from './execution.js';
import type { ExploreNote, ExplorePlan, FoundProblem, LoopResult } from './explore-plan.js';
import { Findings, type FoundOutcome } from './findings.js';
import { Clocks } from './happens-before.js';
import { countInterleavings } from './interleavings.js';
import { Races } from './races.js';
import { tellStory, watchSteps } from './story-teller.js';

installController(controller);
watchSteps();

/** Explores, or replays, what the plan says, and sends the host what was found. */
export function explore(url: string, plan: ExplorePlan): void {
  const demo = loadedModule(url)?.default as Demo;
  const loop = new Loop(demo, plan);
  if (plan.replay !== undefined) loop.replay(plan.replay);
  else {
    loop.carryOut();
    loop.report(true);
    if (!plan.isBare) loop.tellStories();
  }
}

/** What the host knows in any case, if this worker does not come to its end. */
const REPORT_EACH_SECONDS = 0.25;
/** The first schedule is run so often in all, but not for longer than that. */
const REPEATS = 10;
const REPEAT_SECONDS = 0.5;
/** A look for schedules with fewer switches may take so many schedules, and so many seconds. */
const MOST_LOOKS = 20_000;
const LOOK_SECONDS = 2;

class Loop {
  readonly #plan: ExplorePlan;
  readonly #findings: Findings;
  readonly #runner: ControlledRunner;
  readonly #begun = monotonic();
  readonly #problems = new Map<string, FoundProblem>();
  readonly #races = new Races();
  /** The first schedule that came to its end. */
  #first: Execution | undefined;
  #schedules = 0;
  #classes = 0;
  #redundant = 0;
  #isCounted = true;
  #steps = 0;
  #hung = 0;
  #estimate: number | null = null;
  #coverage: LoopResult['coverage'] = 'partial';
  #reported = monotonic();

  constructor(demo: Demo, plan: ExplorePlan) {
    this.#plan = plan;
    this.#findings = new Findings(demo);
    const { seed, maxSteps, params, variant } = plan;
    this.#runner = new ControlledRunner(demo, { params, variant }, { seed, maxSteps, judge: this.#findings.numberOf });
    this.#runner.beforeReset = (execution) => this.#races.nameValues(execution);
  }

  carryOut(): void {
    try {
      if (this.#plan.isPlain) this.#exploreBounded(Infinity);
      else if (this.#plan.preemptions !== undefined) this.#exploreBounded(this.#plan.preemptions);
      else if (this.#exploreAll()) this.#coverage = 'all';
      else if (!isStopped()) this.#sample();
      if (this.#coverage !== 'partial' && !this.#plan.isPlain) {
        if (!this.#plan.isBare) this.#findFewest();
        this.#repeatAll();
      }
    } catch (error) {
      if (!(error instanceof Nondeterministic)) throw error;
      this.#addProblem('nondeterministic', undefined, error.step);
    }
  }

  /** A program that asks another source of chance than the schedule goes on otherwise in the same schedule, sooner or later. */
  #repeat(execution: Execution): void {
    const again = this.#runner.run(execution.steps.map(({ thread }) => thread));
    this.#findings.add(again);
    expectSameAgain(execution, again);
  }

  #repeatFirst(execution: Execution): void {
    this.#first = execution;
    const giveUp = monotonic() + REPEAT_SECONDS;
    for (let n = 1; n < REPEATS && monotonic() < giveUp && !isStopped(); n++) this.#repeat(execution);
  }

  /** What a program has kept from all the schedules since may show only now. */
  #repeatAll(): void {
    const { outcomes } = this.#findings;
    // What no class came out as was found where the search has been: so the program has changed since.
    if (this.#isProved() && outcomes.some(({ classes }) => classes === 0)) throw new Nondeterministic(null);
    if (this.#first && !isStopped()) this.#repeat(this.#first);
    for (const execution of this.#findings.simplest()) if (!isStopped()) this.#repeat(execution);
  }

  #isProved(): boolean {
    return this.#coverage === 'all' && this.#problems.size === 0;
  }

  /** One schedule for each class. Returns true if that was all. */
  #exploreAll(): boolean {
    const search = new Search(this.#runner);
    for (;;) {
      const execution = search.next();
      if (execution === undefined) return true;
      this.#take(execution, true);
      const estimate = search.estimate(this.#schedules);
      this.#estimate = estimate ?? null;
      control[Head.ESTIMATE] = Math.min(estimate ?? 0, 2 ** 31 - 1);
      if (this.#isOver()) return search.isDone();
    }
  }

  #exploreBounded(preemptions: number): void {
    const enumeration = new Enumeration(this.#runner, { preemptions, isOnceEach: this.#isOnceEach });
    for (let execution = enumeration.next(); execution; execution = enumeration.next()) {
      this.#take(execution, false);
      if (this.#isOver() && !enumeration.isDone()) {
        this.#coverage = isStopped() ? 'partial' : 'sampled';
        return;
      }
    }
    this.#coverage = 'bounded';
  }

  /** Too many schedules to run all: those with few preemptions, which hold most failures, then random ones. */
  #sample(): void {
    this.#coverage = 'sampled';
    const until = monotonic() + Math.max(1, (this.#plan.until - this.#begun) / 4);
    const isOver = (limit: number) => isStopped() || monotonic() > limit;
    const few = new Enumeration(this.#runner, { preemptions: 1 });
    for (let execution = few.next(); execution && !isOver((until + monotonic()) / 2); execution = few.next()) {
      this.#take(execution, false);
      if (this.#schedules > 1.5 * this.#plan.maxSchedules) break;
    }
    for (let n = 1; !isOver(until) && this.#schedules < 2 * this.#plan.maxSchedules; n++) {
      this.#take(this.#runner.run([], 0, 0, Math.imul(n + this.#plan.seed, 0x9e3779b1)), false);
    }
  }

  /** In an enumeration, without a bound, of what the search is compared with. */
  get #isOnceEach(): boolean {
    return this.#plan.isPlain === true && this.#plan.preemptions === undefined;
  }

  #isOver(): boolean {
    if (monotonic() > this.#reported + REPORT_EACH_SECONDS) this.report(false);
    return isStopped() || this.#schedules >= this.#plan.maxSchedules || monotonic() > this.#plan.until;
  }

  #take(execution: Execution, isOneOfClass: boolean): void {
    const { steps, ending, isCut } = execution;
    this.#schedules++;
    this.#steps = Math.max(this.#steps, steps.length);
    if (ending === 'redundant') this.#redundant++;
    if (isCut && ending !== 'polls') this.#addProblem('polls', execution);
    if (ending === 'polls') this.#addProblem('polls-for-ever', execution);
    else if (problemEndings.includes(ending)) this.#addProblem(ending as FoundProblem['code'], execution);
    if (ending === 'deadlock') this.#hung++;
    const found = this.#findings.add(execution);
    if (ending !== 'complete' && ending !== 'deadlock') return;
    if (this.#first === undefined && !this.#plan.isPlain && this.#plan.replay === undefined)
      this.#repeatFirst(execution);
    this.#races.look(execution);
    if (!isOneOfClass || found === undefined) return;
    this.#classes++;
    found.classes++;
    control[Head.CLASSES] = this.#classes;
    if (!this.#isCounted) return;
    const clocks = new Clocks(execution.threads);
    clocks.extend(steps, 0);
    const ways = countInterleavings(steps, clocks, execution.threads);
    if (ways === undefined) this.#isCounted = false;
    else found.interleavings += ways;
  }

  #addProblem(code: FoundProblem['code'], execution: Execution | undefined, step?: number | null): void {
    const known = this.#problems.get(code);
    if (known) this.#problems.set(code, { ...known, count: known.count + 1 });
    else {
      const threads = execution?.steps.map(({ thread }) => thread) ?? null;
      this.#problems.set(code, { code, count: 1, threads, step: step ?? null });
    }
  }

  /** For each outcome, looks for a schedule with fewer switches than the simplest so far. */
  #findFewest(): void {
    const { outcomes } = this.#findings;
    const isOpen = ({ best }: FoundOutcome, below: number) => best !== undefined && best.switches > below;
    const hasFewest = ({ best, fewest }: FoundOutcome) => best?.switches === fewest;
    const giveUp = monotonic() + LOOK_SECONDS;
    let left = MOST_LOOKS;
    const most = Math.max(0, ...outcomes.map(({ best }) => best?.switches ?? 0));
    for (let bound = 0; bound < most; bound++) {
      const enumeration = new Enumeration(this.#runner, { preemptions: bound });
      for (let execution = enumeration.next(); execution; execution = enumeration.next()) {
        this.#findings.add(execution);
        if (!outcomes.some((each) => isOpen(each, bound))) break;
        if (--left === 0 || isStopped() || monotonic() > giveUp) return;
      }
      for (const each of outcomes) if (!isOpen(each, bound + 1)) each.isFewest = hasFewest(each);
    }
    for (const each of outcomes) if (!isOpen(each, most)) each.isFewest = hasFewest(each);
  }

  /** Sends the host what is known so far. */
  report(isFinal: boolean): void {
    this.#reported = monotonic();
    const result: LoopResult = {
      coverage: isFinal ? this.#coverage : 'partial',
      schedules: this.#schedules,
      classes: this.#plan.preemptions === undefined ? this.#classes : null,
      redundant: this.#redundant,
      isCounted: this.#isCounted && this.#plan.preemptions === undefined,
      estimate: this.#estimate,
      steps: this.#steps,
      hung: this.#hung,
      problems: [...this.#problems.values()],
      races: this.#races.found,
      outcomes: this.#findings.outcomes,
    };
    send({ is: 'result', isFinal, result });
  }

  /** The simplest schedule of each outcome once more, with its steps told; and those in which threads race. */
  tellStories(): void {
    const { outcomes } = this.#findings;
    const schedules = [
      ...outcomes.flatMap(({ best }) => (best ? [best.threads] : [])),
      ...this.#races.found.map((race) => race.threads),
    ];
    const told = new Set<string>();
    for (const threads of schedules) {
      if (told.has(threads.join())) continue;
      told.add(threads.join());
      tellStory(this.#runner, threads);
    }
  }

  replay(threads: readonly number[]): void {
    this.#take(tellStory(this.#runner, threads), false);
    this.report(true);
  }
}

const problemEndings: readonly Ending[] = ['too-long', 'too-many-threads'];

function isStopped(): boolean {
  return control[Head.STOP] === 1;
}

function send(note: ExploreNote): void {
  sendToHost({ is: 'note', note });
}

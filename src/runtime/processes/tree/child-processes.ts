/**
 * A host's part in the tree of processes that its program consists of: it starts children and notices their end, passes
 * messages up and down the tree, and speaks for its own process.
 */
import type { ProcessFacts } from '../../kernel/identity.js';
import type { ObjectAddress, SlotAddress } from '../../memory/address.js';
import type { Client, WaitingClient } from '../../threads/port.js';
import type { Sleeper } from '../../tracing/sleeper.js';
import type { Command, DownMessage, HostCommand, Reply, SpawnData, ToParent, UpMessage } from '../protocol.js';
import { ReplyCode } from '../protocol.js';
import { type Child, startChild } from './child-process.js';

/** What the children of a process need of the node they belong to. */
export interface Home {
  onChildStart(child: ProcessFacts, pid: number, record: ObjectAddress): void;
  onChildBegun(record: ObjectAddress, since: number): void;
  onChildOutput(child: ProcessFacts, stream: 'stdout' | 'stderr', text: string): void;
  onChildEnd(child: ProcessFacts, end: ChildEnd, record: ObjectAddress): void;
  /** What a child of this process is started with, except its facts and its job. */
  spawnData(): Omit<SpawnData, 'facts' | 'job'>;
  answer(slot: SlotAddress, serial: number, answer: Reply, isRevocable?: boolean): void;
  setClock(now: number): void;
  setHandled(signal: NodeJS.Signals, isHandled: boolean): void;
  onInterrupt(): void;
  lookSoon(): void;
  findSleepers(): Promise<readonly Sleeper[]>;
}

export interface ChildEnd {
  readonly pid: number;
  readonly exitcode: number;
  /** `isTerminated`: the program itself ended it. `isStopped`: it ended because this process, or the run, came to its end. */
  readonly isTerminated: boolean;
  readonly isStopped: boolean;
}

interface Member {
  readonly facts: ProcessFacts;
  readonly record: ObjectAddress;
  readonly child: Child;
  isTerminated: boolean;
  /** False until its first message: before that, it has no children. */
  hasSpoken: boolean;
  readonly ended: Promise<void>;
}

type Start = Extract<HostCommand, { is: 'start' }>;

/** How long a child has to end its own children when everything has to end. Those have half as long. */
const STOP_MS = 2000;

export class ChildProcesses {
  readonly #number: number;
  readonly #home: Home;
  readonly #sendUp: (message: ToParent) => void;
  readonly #children = new Map<number, Member>();
  /** The child through which each process further down is reached. */
  readonly #routes = new Map<number, Member>();
  readonly #starts = new Map<number, { readonly client: WaitingClient; readonly start: Start }>();
  #tokens = 0;
  readonly #unborn = new Set<Promise<void>>();
  #isStopping = false;
  #sent = 0;
  #received = 0;
  #lastReport = '';

  /** `sendUp` takes messages to the first process, from this process or one below it. */
  constructor(number: number, home: Home, sendUp: (message: ToParent) => void) {
    this.#number = number;
    this.#home = home;
    this.#sendUp = sendUp;
  }

  send(message: UpMessage): void {
    this.#sent++;
    this.#sendUp({ from: this.#number, message });
  }

  /** Carries out what a thread of this process asks its host for. */
  carryOut(client: WaitingClient, request: HostCommand): void {
    if (request.is === 'start') {
      this.#starts.set(++this.#tokens, { client, start: request });
      this.send({ is: 'register', token: this.#tokens });
      return;
    }
    if (request.is === 'handle') this.#home.setHandled(request.signal, request.isHandled);
    const member = request.is === 'signal' && this.#children.get(request.process);
    if (member) {
      member.isTerminated = true;
      // Sent before the kill: from now on nothing is given to the child, nor to the processes below it, which exit with it.
      for (const process of this.#reachedBy(member)) this.send({ is: 'ending', process });
      member.child.kill(request.signal);
    }
    this.#home.answer(client.slot, client.serial, { code: ReplyCode.OK });
  }

  /** This process was signalled and goes on, and with it those below it. */
  reportGoesOn(): void {
    for (const process of [this.#number, ...this.#routes.keys()]) this.send({ is: 'goes-on', process });
  }

  sendCommand(client: Client, request: Command): void {
    this.send({ is: 'request', client, request });
  }

  /** No thread of this process can continue before `until`. Reported once, until something has changed. */
  reportQuiet(until: number): void {
    if (this.#lastReport === `${until} ${this.#sent} ${this.#received}`) return;
    const [sent, received] = [this.#sent + 1, this.#received];
    // Set before the report: in the first process, all that follows from it happens at once.
    this.#lastReport = `${until} ${sent} ${received}`;
    this.send({ is: 'quiet', until, sent, received });
  }

  /** A message from the first process, for this one or one below it. */
  receive(to: number, message: DownMessage): void {
    if (to !== this.#number) {
      const member = this.#routes.get(to);
      if (message.is === 'registered' && member) this.#routes.set(message.process, member);
      member?.child.send({ is: 'down', to, message });
      return;
    }
    this.#received++;
    switch (message.is) {
      case 'reply':
        this.#home.answer(message.slot, message.serial, message.answer, message.isRevocable);
        break;
      case 'registered':
        void this.#start(message.process, message.token);
        break;
      case 'time':
        this.#home.setClock(message.now);
        break;
      case 'interrupt':
        this.#home.onInterrupt();
        break;
      case 'report-again':
        this.#home.lookSoon();
        break;
      case 'report-sleepers':
        void this.#home.findSleepers().then((sleepers) => this.send({ is: 'sleepers', sleepers }));
        break;
    }
  }

  /** Ends all processes below this one, and waits until they are gone. */
  async stop(patience = STOP_MS): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#unborn);
    await Promise.all(Array.from(this.#children.values(), (member) => stop(member, patience)));
  }

  #start(process: number, token: number): Promise<void> {
    const { client, start } = this.#starts.get(token) as { client: WaitingClient; start: Start };
    this.#starts.delete(token);
    const starting = this.#give({ ...start.facts, number: process }, start).then(
      (pid) => this.#home.answer(client.slot, client.serial, { code: ReplyCode.OK, number: pid }),
      (error) => {
        this.send({ is: 'exited', process });
        const content = new TextEncoder().encode((error as Error).message);
        this.#home.answer(client.slot, client.serial, { code: ReplyCode.FAILED, content });
      },
    );
    this.#unborn.add(starting);
    return starting.finally(() => this.#unborn.delete(starting));
  }

  /** A child, and the processes below it. */
  #reachedBy(member: Member): number[] {
    return [...this.#routes].flatMap(([process, by]) => (by === member ? [process] : []));
  }

  /** Starts the child; returns its pid. */
  async #give(facts: ProcessFacts, { record, job, argv }: Start): Promise<number> {
    let setEnded = () => {};
    const ended = new Promise<void>((resolve) => {
      setEnded = resolve;
    });
    const child = await startChild(argv, {
      onMessage: (message) => {
        member.hasSpoken = true;
        if (message.message.is === 'begun') this.#home.onChildBegun(record, message.message.since);
        else this.#sendUp(message);
      },
      onOutput: (stream, text) => this.#home.onChildOutput(facts, stream, text),
      onExit: () => {
        for (const process of this.#reachedBy(member)) this.send({ is: 'ending', process });
      },
      onEnd: (exitcode) => {
        this.#children.delete(facts.number);
        const { isTerminated } = member;
        this.#home.onChildEnd(facts, { pid: child.pid, exitcode, isTerminated, isStopped: this.#isStopping }, record);
        // The processes below it notice that it is gone, and exit.
        for (const process of this.#reachedBy(member)) {
          this.#routes.delete(process);
          this.send({ is: 'exited', process });
        }
        setEnded();
      },
    });
    const member: Member = { facts, record, child, isTerminated: false, hasSpoken: false, ended };
    this.#children.set(facts.number, member);
    this.#routes.set(facts.number, member);
    if (this.#isStopping) child.kill('SIGKILL');
    this.#home.onChildStart(facts, child.pid, record);
    child.send({ is: 'spawn', data: { facts, job, ...this.#home.spawnData() } });
    return child.pid;
  }
}

/**
 * A child that has children is to end them first. One that does not manage to is killed, and its children exit by themselves.
 */
async function stop({ child, hasSpoken, ended }: Member, patience: number): Promise<void> {
  if (!hasSpoken) child.kill('SIGKILL');
  child.send({ is: 'stop', patience: patience / 2 });
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(timer);
}

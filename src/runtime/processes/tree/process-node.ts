/**
 * What a run has to do with the other processes of its program. The first process has a `Coordinator` of its own; every other one
 * speaks to it over its parent.
 */
import type { OtherProcesses, OwnRun, Unplaced } from '../../host/other-processes.js';
import type { ProgramSettings, SpawnFacts } from '../../host/settings.js';
import { now } from '../../kernel/clock.js';
import { firstIdentOf, type ProcessFacts } from '../../kernel/identity.js';
import { elapsed } from '../../kernel/real-time.js';
import { asleepUntil } from '../../kernel/sleepers.js';
import { setClock } from '../../kernel/virtual-clock.js';
import { doubles, words } from '../../memory/arena.js';
import { Control } from '../../memory/map.js';
import type { RequestMessage } from '../../threads/port.js';
import { aliveThreads } from '../../threads/threads.js';
import type { RemoteLostUpdate } from '../../tracing/lost-update-of-run.js';
import type { Sleeper } from '../../tracing/sleeper.js';
import { giveReply, isReplyLeft, setHostClient } from '../client/host-call.js';
import { recordProcessBegun, recordProcessEnd, recordProcessStart } from '../client/process-records.js';
import type { Command, DownMessage, HostCommand, Reply, SpawnData, ToParent } from '../protocol.js';
import type {} from '../server/object-server.js';
import { type ChildEnd, ChildProcesses, type Home } from './child-processes.js';
import { Coordinator } from './coordinator.js';

/** How a child process speaks to its parent. */
export interface ParentLink {
  send(message: ToParent): void;
  /** Says what takes messages from above, and what ends the processes below this one when it is to end. */
  connect(receive: (to: number, message: DownMessage) => void, stop: (patience?: number) => Promise<void>): void;
}

/** The place of this process among those of its program. */
export class ProcessNode implements OtherProcesses, Home {
  readonly #run: OwnRun;
  readonly #settings: ProgramSettings;
  readonly #parent: ParentLink | undefined;
  readonly #children: ChildProcesses;
  readonly #coordinator: Coordinator | undefined;
  /** Whose answer is awaited, by slot: the how-manieth question of its worker it was. */
  readonly #awaited = new Map<number, number>();
  /** The last revocable answer that a thread was given, by slot. */
  readonly #given = new Map<number, number>();

  /** Processes that have been told to have started, by the ident of their MainThread. */
  readonly #unended = new Map<number, Extract<Unplaced, { type: 'process.start' }>>();

  /** Set while MainThread has begun and the parent does not know. */
  #tellBegun: (() => void) | undefined;

  constructor(run: OwnRun, settings: ProgramSettings, parent?: ParentLink) {
    this.#run = run;
    this.#settings = settings;
    this.#parent = parent;
    setHostClient((request) => this.#coordinator?.replyAtOnce(request));
    if (parent) {
      this.#children = new ChildProcesses(settings.spawned?.facts.number ?? 0, this, parent.send);
      parent.connect(
        (to, message) => this.#children.deliver(to, message),
        (patience) => this.stop(patience),
      );
      process.on('SIGINT', () => this.#children.tell({ is: 'interrupted' }));
      return;
    }
    const head = new Coordinator(
      {
        send: (process, message) => this.#children.deliver(process, message),
        relay: (event) => this.#relay(event),
        onLeft: (process) => this.#tellStopped(firstIdentOf(process)),
        onHang: () => this.#run.onHang(),
      },
      settings.speed === 'max',
    );
    this.#children = new ChildProcesses(0, this, ({ from, message }) => head.receive(from, message));
    this.#coordinator = head;
  }

  /** What a thread of this process asks, in the order of the numbers that it was stamped with. */
  take(message: RequestMessage): void {
    // A thread that asks waits: what others hear of it comes after its beginning.
    this.#tellBegun?.();
    if (message.is === 'cancel') this.#children.tell({ is: 'cancel', slot: message.slot });
    else if (message.is === 'give-back') this.#returnFrom(message.slot);
    else {
      const { client } = message;
      const request = message.request as Command | HostCommand;
      if (client.slot !== 0) {
        this.#awaited.set(client.slot, client.serial);
        this.#given.delete(client.slot);
      }
      if ('op' in request) this.#children.askBroker(client, request);
      else this.#children.carryOut(client, request);
    }
    this.#run.lookSoon();
  }

  /** The thread in a slot was ended. */
  forget(slot: number): void {
    if (this.#awaited.delete(slot)) this.#children.tell({ is: 'forget', slot });
    if (isReplyLeft(slot)) this.#returnFrom(slot);
    this.#given.delete(slot);
  }

  /** What the thread in a slot was given last goes back. */
  #returnFrom(slot: number): void {
    const serial = this.#given.get(slot);
    if (serial !== undefined) this.#children.tell({ is: 'returned', slot, serial });
    this.#given.delete(slot);
  }

  /** No message of this process's own threads is on its way: says so if none of them can go on by itself. */
  lookWhetherQuiet(): void {
    // Without a thread it is coming to its end, which others wait for.
    const until = aliveThreads().length > 0 ? asleepUntil() : undefined;
    if (until !== undefined) this.#children.tellQuiet(until);
  }

  /** Who sleeps, in all processes. For the first one. */
  async findAllSleepers(patience: number): Promise<readonly Sleeper[]> {
    return this.#coordinator ? this.#coordinator.askSleepers(patience) : [];
  }

  /** MainThread has begun: its parent's clock may go on, once this one's does not stand still for it any more. */
  awaitSettled(mark: number): void {
    const giveUp = performance.now() + SETTLING_MS;
    const look = () => {
      if (words[mark] === 0 || performance.now() >= giveUp) this.#tellBegun?.();
      else setTimeout(look, 1);
    };
    this.#tellBegun = () => {
      this.#tellBegun = undefined;
      const { facts, now: since } = this.#settings.spawned as SpawnFacts;
      const at = elapsed() - (now() - since) / (doubles[Control.SPEED >> 1] as number);
      this.#parent?.send({ from: facts.number, message: { is: 'begun', at } });
    };
    look();
  }

  /** Of what processes have in common; for the first one. */
  get lostUpdate(): RemoteLostUpdate | null | undefined {
    return this.#coordinator?.lostUpdate;
  }

  /** Ends all processes below this one. */
  async stop(patience?: number): Promise<void> {
    await this.#children.stop(patience);
    for (const ident of this.#unended.keys()) this.#tellStopped(ident);
  }

  close(): void {
    setHostClient(undefined);
  }

  #relay(event: Unplaced): void {
    if (event.type === 'process.start') this.#unended.set(event.ident, event);
    if (event.type === 'process.end') this.#unended.delete(event.ident);
    this.#run.relay(event);
  }

  /** Processes that had lost their parent, or leave with it, have nobody to tell of their end. */
  #tellStopped(ident: number): void {
    const start = this.#coordinator && this.#unended.get(ident);
    if (!start) return;
    const { process, thread, pid } = start;
    this.#relay({ type: 'process.end', process, thread, ident, pid, exitcode: null, end: 'stopped' });
  }

  onChildStart(child: ProcessFacts, pid: number, record: number): void {
    recordProcessStart(record, child.number, pid);
    this.#relay({ type: 'process.start', ...aboutMainOf(child), pid, daemon: child.daemon });
  }

  onChildBegun(record: number, at: number): void {
    recordProcessBegun(record, at);
  }

  onChildOutput(child: ProcessFacts, stream: 'stdout' | 'stderr', text: string): void {
    this.#run.relay({ type: 'log', ...aboutMainOf(child), text, stream });
  }

  onChildEnd(child: ProcessFacts, { pid, exitcode, isTerminated, isStopped }: ChildEnd, record: number): void {
    const end = isStopped ? 'stopped' : exitcode >= 0 ? 'exited' : isTerminated ? 'terminated' : 'killed';
    this.#relay({ type: 'process.end', ...aboutMainOf(child), pid, exitcode, end });
    recordProcessEnd(record, exitcode, end);
    this.#run.lookSoon();
  }

  spawnData(): Omit<SpawnData, 'facts' | 'job'> {
    const { start, speed, trace, arena, isRecorded } = this.#settings;
    const epoch = doubles[Control.EPOCH >> 1] as number;
    return { epoch, now: now(), settings: { start, speed, trace, arena, isRecorded } };
  }

  answer(slot: number, serial: number, answer: Reply, isRevocable = false): void {
    if (this.#awaited.get(slot) === serial) {
      this.#awaited.delete(slot);
      if (isRevocable) this.#given.set(slot, serial);
      giveReply(slot, answer, (hasRoom) => {
        if (!isRevocable) return;
        if (!hasRoom) this.#children.tell({ is: 'returned', slot, serial });
        // Said before the thread goes on: it may end its own process next, and then holds what it was given. The first
        // process need not say it, for with it all others end.
        else if (!this.#coordinator) this.#children.tell({ is: 'arrived', slot, serial });
      });
    } else if (isRevocable) this.#children.tell({ is: 'returned', slot, serial });
    this.#run.lookSoon();
  }

  setClock(time: number): void {
    setClock(time);
    this.#run.lookSoon();
  }

  /** In a child process, where MainThread's handlers are the process's. SIGINT is listened to anyway. */
  setHandled(signal: NodeJS.Signals, isHandled: boolean): void {
    if (signal === 'SIGINT') return;
    if (isHandled) process.on(signal, this.#onSignal);
    else process.off(signal, this.#onSignal);
  }

  readonly #onSignal = (signal: NodeJS.Signals) => {
    this.#children.tellGoesOn();
    this.#run.signalMain(signal);
  };

  onInterrupt(): void {
    this.#onSignal('SIGINT');
  }

  lookSoon(): void {
    this.#run.lookSoon();
  }

  tellSleepers(): Promise<readonly Sleeper[]> {
    return this.#run.findSleepers();
  }
}

/** About as long as the kernel lets the clock stand for a thread that has begun. */
const SETTLING_MS = 50;

/** A process's own events are told of its MainThread. */
function aboutMainOf({ name, number }: ProcessFacts) {
  return { process: name, thread: 'MainThread', ident: firstIdentOf(number) };
}

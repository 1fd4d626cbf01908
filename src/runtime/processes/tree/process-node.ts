/**
 * A run's connection to the other processes of its program. The first process has a `Coordinator` of its own; every other
 * process reaches it through its parent.
 */
import type { OtherProcesses, OwnRun, Unstamped } from '../../host/other-processes.js';
import type { ProgramSettings, SpawnFacts } from '../../host/settings.js';
import { now } from '../../kernel/clock.js';
import { firstIdentOf, type ProcessFacts } from '../../kernel/identity.js';
import { elapsed } from '../../kernel/real-time.js';
import { asleepUntil } from '../../kernel/sleepers.js';
import { setClock } from '../../kernel/virtual-clock.js';
import type { ObjectAddress, SlotAddress } from '../../memory/address.js';
import { doubles, words } from '../../memory/arena.js';
import { Control } from '../../memory/map.js';
import type { RequestMessage, WaitingClient } from '../../threads/port.js';
import { aliveThreads } from '../../threads/threads.js';
import type { RemoteLostUpdate } from '../../tracing/lost-update-of-run.js';
import type { Sleeper } from '../../tracing/sleeper.js';
import { giveReply, isReplyLeft, setHostClient } from '../client/host-call.js';
import { recordProcessBegun, recordProcessEnd, recordProcessStart } from '../client/process-records.js';
import type { Command, DownMessage, HostCommand, Reply, SpawnData, ToParent } from '../protocol.js';
import type {} from '../server/object-server.js';
import { type ChildEnd, ChildProcesses, type Home } from './child-processes.js';
import { Coordinator } from './coordinator.js';

/** A child process's channel to its parent. */
export interface ParentLink {
  send(message: ToParent): void;
  /** Sets what takes messages from above, and what ends the processes below this one when this one has to end. */
  connect(receive: (to: number, message: DownMessage) => void, stop: (patience?: number) => Promise<void>): void;
}

/** This process as one of those of its program. */
export class ProcessNode implements OtherProcesses, Home {
  readonly #run: OwnRun;
  readonly #settings: ProgramSettings;
  readonly #parent: ParentLink | undefined;
  readonly #children: ChildProcesses;
  readonly #coordinator: Coordinator | undefined;
  /** The serial numbers of the requests whose replies are awaited, by slot. */
  readonly #awaited = new Map<number, number>();
  /** The serial number of the last revocable reply to a thread, by slot. */
  readonly #given = new Map<number, number>();

  /** Processes whose start was reported and whose end was not, by the ident of their MainThread. */
  readonly #unended = new Map<number, Extract<Unstamped, { type: 'process.start' }>>();

  /** Set while MainThread has begun and the parent does not know it. */
  #reportBegun: (() => void) | undefined;

  constructor(run: OwnRun, settings: ProgramSettings, parent?: ParentLink) {
    this.#run = run;
    this.#settings = settings;
    this.#parent = parent;
    setHostClient((request) => this.#coordinator?.replyAtOnce(request));
    if (parent) {
      this.#children = new ChildProcesses(settings.spawned?.facts.number ?? 0, this, parent.send);
      parent.connect(
        (to, message) => this.#children.receive(to, message),
        (patience) => this.stop(patience),
      );
      process.on('SIGINT', () => this.#children.send({ is: 'interrupted' }));
      return;
    }
    const head = new Coordinator(
      {
        send: (process, message) => this.#children.receive(process, message),
        onEvent: (event) => this.#emit(event),
        onLeft: (process) => this.#emitStopped(firstIdentOf(process)),
        onHang: () => this.#run.onHang(),
      },
      settings.speed === 'max',
    );
    this.#children = new ChildProcesses(0, this, ({ from, message }) => head.receive(from, message));
    this.#coordinator = head;
  }

  /** Takes the requests of this process's threads, in the order of the numbers they were stamped with. */
  take(message: RequestMessage): void {
    // A thread that makes a request waits: other processes must hear of its beginning first.
    this.#reportBegun?.();
    if (message.is === 'cancel') this.#children.send({ is: 'cancel', slot: message.slot });
    else if (message.is === 'give-back') this.#returnFrom(message.slot);
    else {
      const { client } = message;
      const request = message.request as Command | HostCommand;
      if (client.slot !== 0) {
        this.#awaited.set(client.slot, client.serial);
        this.#given.delete(client.slot);
      }
      if ('op' in request) this.#children.sendCommand(client, request);
      else this.#children.carryOut(client as WaitingClient, request);
    }
    this.#run.lookSoon();
  }

  /** The thread in a slot was ended. */
  forget(slot: SlotAddress): void {
    if (this.#awaited.delete(slot)) this.#children.send({ is: 'forget', slot });
    if (isReplyLeft(slot)) this.#returnFrom(slot);
    this.#given.delete(slot);
  }

  /** Gives back what the thread in a slot was given last. */
  #returnFrom(slot: SlotAddress): void {
    const serial = this.#given.get(slot);
    if (serial !== undefined) this.#children.send({ is: 'returned', slot, serial });
    this.#given.delete(slot);
  }

  /**
   * No message of this process's own threads is on its way: reports that it is quiet if none of them can continue by itself.
   */
  lookWhetherQuiet(): void {
    // A process without a thread is coming to its end, which others wait for.
    const until = aliveThreads().length > 0 ? asleepUntil() : undefined;
    if (until !== undefined) this.#children.reportQuiet(until);
  }

  /** The sleepers of all processes; for the first process. */
  async findAllSleepers(patience: number): Promise<readonly Sleeper[]> {
    return this.#coordinator ? this.#coordinator.requestSleepers(patience) : [];
  }

  /** MainThread has begun. The parent's clock may go on once this process's clock no longer stands still for it. */
  awaitSettled(mark: number): void {
    const giveUp = performance.now() + SETTLING_MS;
    const look = () => {
      if (words[mark] === 0 || performance.now() >= giveUp) this.#reportBegun?.();
      else setTimeout(look, 1);
    };
    this.#reportBegun = () => {
      this.#reportBegun = undefined;
      const { facts, now: since } = this.#settings.spawned as SpawnFacts;
      const time = elapsed() - (now() - since) / (doubles[Control.SPEED >> 1] as number);
      this.#parent?.send({ from: facts.number, message: { is: 'begun', since: time } });
    };
    look();
  }

  /** The first lost update of a value that processes have in common; for the first process. */
  get lostUpdate(): RemoteLostUpdate | null | undefined {
    return this.#coordinator?.lostUpdate;
  }

  /** Ends all processes below this one. */
  async stop(patience?: number): Promise<void> {
    await this.#children.stop(patience);
    for (const ident of this.#unended.keys()) this.#emitStopped(ident);
  }

  close(): void {
    setHostClient(undefined);
  }

  #emit(event: Unstamped): void {
    if (event.type === 'process.start') this.#unended.set(event.ident, event);
    if (event.type === 'process.end') this.#unended.delete(event.ident);
    this.#run.emit(event);
  }

  /** Reports the end of a process that lost its parent, or exits with it: no other process can report it. */
  #emitStopped(ident: number): void {
    const start = this.#coordinator && this.#unended.get(ident);
    if (!start) return;
    const { process, thread, pid } = start;
    this.#emit({ type: 'process.end', process, thread, ident, pid, exitcode: null, end: 'stopped' });
  }

  onChildStart(child: ProcessFacts, pid: number, record: ObjectAddress): void {
    recordProcessStart(record, child.number, pid);
    this.#emit({ type: 'process.start', ...aboutMainOf(child), pid, daemon: child.daemon });
  }

  onChildBegun(record: ObjectAddress, since: number): void {
    recordProcessBegun(record, since);
  }

  onChildOutput(child: ProcessFacts, stream: 'stdout' | 'stderr', text: string): void {
    this.#run.emit({ type: 'log', ...aboutMainOf(child), text, stream });
  }

  onChildEnd(child: ProcessFacts, { pid, exitcode, isTerminated, isStopped }: ChildEnd, record: ObjectAddress): void {
    const end = isStopped ? 'stopped' : exitcode >= 0 ? 'exited' : isTerminated ? 'terminated' : 'killed';
    this.#emit({ type: 'process.end', ...aboutMainOf(child), pid, exitcode, end });
    recordProcessEnd(record, exitcode, end);
    this.#run.lookSoon();
  }

  spawnData(): Omit<SpawnData, 'facts' | 'job'> {
    const { start, speed, trace, arena, isRecorded } = this.#settings;
    const epoch = doubles[Control.EPOCH >> 1] as number;
    return { epoch, now: now(), settings: { start, speed, trace, arena, isRecorded } };
  }

  answer(slot: SlotAddress, serial: number, answer: Reply, isRevocable = false): void {
    if (this.#awaited.get(slot) === serial) {
      this.#awaited.delete(slot);
      if (isRevocable) this.#given.set(slot, serial);
      giveReply(slot, answer, (hasRoom) => {
        if (!isRevocable) return;
        if (!hasRoom) this.#children.send({ is: 'returned', slot, serial });
        // Sent before the thread goes on: it may end its own process next, and then holds what it was given. The first process
        // need not send it, because all others end with it.
        else if (!this.#coordinator) this.#children.send({ is: 'arrived', slot, serial });
      });
    } else if (isRevocable) this.#children.send({ is: 'returned', slot, serial });
    this.#run.lookSoon();
  }

  setClock(time: number): void {
    setClock(time);
    this.#run.lookSoon();
  }

  /** For a child process, where MainThread's handlers are those of the process. SIGINT always has a listener. */
  setHandled(signal: NodeJS.Signals, isHandled: boolean): void {
    if (signal === 'SIGINT') return;
    if (isHandled) process.on(signal, this.#onSignal);
    else process.off(signal, this.#onSignal);
  }

  readonly #onSignal = (signal: NodeJS.Signals) => {
    this.#children.reportGoesOn();
    this.#run.signalMain(signal);
  };

  onInterrupt(): void {
    this.#onSignal('SIGINT');
  }

  lookSoon(): void {
    this.#run.lookSoon();
  }

  findSleepers(): Promise<readonly Sleeper[]> {
    return this.#run.findSleepers();
  }
}

/** About as long as the kernel stops the clock for a thread that has begun. */
const SETTLING_MS = 50;

/** Events about a process name its MainThread. */
function aboutMainOf({ name, number }: ProcessFacts) {
  return { process: name, thread: 'MainThread', ident: firstIdentOf(number) };
}

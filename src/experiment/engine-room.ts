/**
 * @file Who may use the engine, and what happens when its GPU device is lost. Work is done one piece
 * at a time, in the order asked for, so a picture's forward pass never falls into a training step.
 */
import { LabError } from '../base/errors';
import {
  loseDevice,
  onDeviceLost,
  startEngine,
  type EngineChoice,
  type EngineReport,
  type RunningEngine,
} from '../tensor/engine';
import type { MachineFacts } from '../tensor/ledger';
import type { Machine } from '../tensor/machine';
import { measureRates, type AttainableRates } from '../tensor/roofline';
import type { AdapterNotes } from '../tensor/webgpu/choose-kernels';

export interface EngineHooks {
  /** Drop everything that lives on the old engine. */
  leave(): void;
  /** The device was lost and a new engine runs. */
  recovered(backend: string, reason: string): void;
}

/** Milliseconds that a failed operation waits for the news that the device was lost. */
const lossPatience = 2000;

export class EngineRoom {
  private engine: RunningEngine | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private lossReason: string | null = null;
  private lossWaiters = new Set<(reason: string) => void>();

  /** @param notes where measurements of kernels are kept */
  constructor(
    private readonly hooks: EngineHooks,
    private readonly notes: AdapterNotes | null,
  ) {}

  get backend(): string {
    return this.engine?.report.backend ?? '';
  }

  /** What lives on the engine; null before one was started. */
  get facts(): MachineFacts | null {
    return this.engine?.machine.facts ?? null;
  }

  /** @throws LabError `engine.none` before an engine was started */
  get machine(): Machine {
    if (!this.engine) throw new LabError('engine.none', { reasons: 'not started' });
    return this.engine.machine;
  }

  runs(choice: EngineChoice): boolean {
    return this.engine?.report.choice === choice && this.lossReason === null;
  }

  /** Starts the engine if another choice was made than the one that runs. @throws LabError `engine.*` */
  async start(choice: EngineChoice): Promise<EngineReport> {
    return this.exclusively(() => this.startNow(choice));
  }

  /** The same engine anew, its kernels measured again. @throws LabError `engine.*` */
  async measureAgain(): Promise<EngineReport> {
    return this.exclusively(() => this.startNow(this.engine?.report.choice ?? 'auto', true));
  }

  /** What the engine can do at most; null where it cannot tell. @throws LabError `engine.*` */
  async measureRates(): Promise<AttainableRates | null> {
    return this.exclusively(() => this.whileDeviceLives(() => measureRates(this.machine)));
  }

  /** For work that is inside `exclusively` already. */
  async ensureStarted(): Promise<void> {
    if (!this.engine) await this.startNow('auto');
    else if (this.lossReason !== null) await this.restart();
  }

  /** A new engine of the same choice after a loss; inside `exclusively`. */
  async restart(): Promise<void> {
    const reason = this.lossReason ?? '';
    const { backend } = await this.startNow(this.engine?.report.choice ?? 'auto');
    this.hooks.recovered(backend, reason);
  }

  loseDevice(): void {
    loseDevice();
  }

  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** Work on a lost device may fail in any way, or never end: the loss itself decides. */
  async whileDeviceLives<T>(work: () => Promise<T>): Promise<T> {
    if (this.lossReason !== null) throw new LabError('engine.lost', { reason: this.lossReason });
    let onLoss: (reason: string) => void = () => undefined;
    const loss = new Promise<never>((_, reject) => {
      onLoss = (reason) => reject(new LabError('engine.lost', { reason }));
      this.lossWaiters.add(onLoss);
    });
    try {
      return await Promise.race([work(), loss]);
    } catch (error) {
      // An operation may fail a moment before the loss is told.
      if (this.backend === 'webgpu') {
        const patience = new Promise((done) => setTimeout(done, lossPatience));
        await Promise.race([loss.catch(() => undefined), patience]);
      }
      if (this.lossReason !== null) throw new LabError('engine.lost', { reason: this.lossReason });
      throw error;
    } finally {
      this.lossWaiters.delete(onLoss);
    }
  }

  private async startNow(choice: EngineChoice, isMeasured = false): Promise<EngineReport> {
    if (this.engine && this.runs(choice) && !isMeasured) return this.engine.report;
    this.hooks.leave();
    this.engine?.machine.dispose();
    this.engine = null;
    this.engine = await startEngine(choice, { notes: this.notes, measure: isMeasured });
    this.lossReason = null;
    onDeviceLost((reason) => {
      this.lossReason = reason;
      this.lossWaiters.forEach((waiter) => waiter(reason));
    });
    return this.engine.report;
  }
}

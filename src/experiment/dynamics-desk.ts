/**
 * @file What is measured beside a run about its training: the loss of a model on held-out tokens in
 * detail, and which learning rate to begin with. One engine, which a run is paused for where it must be.
 */
import { LabError } from '../base/errors';
import type { ModelSource } from '../models/model-source';
import type { RunStore } from '../storage/runs';
import type { EngineRoom } from './engine-room';
import { findLearningRate } from './learning-rate-finder';
import type { FinderPoint, FinderSettings } from './learning-rate-finder-settings';
import { profileLoss } from './loss-profile';
import type { LossProfile } from './loss-profile-kinds';
import type { LoadedModel } from './model-library';
import type { PreparedData } from './prepare';
import type { Run } from './run';
import { requireSpec, type Spec } from './spec';

export interface DeskSurroundings {
  engineRoom: EngineRoom;
  openStore: () => Promise<RunStore | null>;
  activeRun: () => Run | null;
  withModel: <T>(source: ModelSource, work: (loaded: LoadedModel) => Promise<T>) => Promise<T>;
}

export class DynamicsDesk {
  private finderAbort: AbortController | null = null;
  private profileAbort: AbortController | null = null;

  constructor(private readonly surroundings: DeskSurroundings) {}

  /** From now on the run measures its dynamics every so many steps; 0: no more. */
  watch(interval: number): void {
    this.surroundings.activeRun()?.watchDynamics(interval);
  }

  /** A run is paused; a new call ends the one before. @throws LabError */
  async findLearningRate(
    spec: Spec,
    prepared: PreparedData,
    settings: FinderSettings,
    onPoint: (point: FinderPoint) => void,
  ): Promise<FinderPoint[]> {
    this.cancelFinder();
    const abort = new AbortController();
    this.finderAbort = abort;
    const { engineRoom, activeRun } = this.surroundings;
    await activeRun()?.pause();
    await engineRoom.start(spec.backend);
    return engineRoom.exclusively(() =>
      engineRoom.whileDeviceLives(() =>
        findLearningRate(engineRoom.machine, spec, prepared, settings, onPoint, abort.signal),
      ),
    );
  }

  cancelFinder(): void {
    this.finderAbort?.abort();
  }

  /**
   * The loss of a run's model by position and kind of token; a new call ends the one before.
   * @param onShare how much is done, 0 to 1
   * @throws LabError `storage.*`, `model.*`, `cancelled`
   */
  async profileLoss(
    source: Extract<ModelSource, { kind: 'run' }>,
    onShare: (share: number) => void,
  ): Promise<LossProfile> {
    this.cancelProfile();
    const abort = new AbortController();
    this.profileAbort = abort;
    const { spec, ...prepared } = await this.dataOf(source.runId);
    const { withModel, engineRoom } = this.surroundings;
    return withModel(source, ({ model, info }) =>
      profileLoss(
        engineRoom.machine,
        { model, step: info.step, spec, ...prepared },
        onShare,
        abort.signal,
      ),
    );
  }

  cancelProfile(): void {
    this.profileAbort?.abort();
  }

  private async dataOf(runId: string): Promise<PreparedData & { spec: Spec }> {
    const active = this.surroundings.activeRun();
    if (active?.id === runId) {
      const { tokenizerJson, data, spec } = active;
      return { tokenizerJson, data, spec };
    }
    const store = await this.surroundings.openStore();
    if (!store) throw new LabError('storage.missing', { name: runId });
    const { spec } = await store.get(runId);
    return { ...(await store.loadRunData(runId)), spec: requireSpec(spec) };
  }
}

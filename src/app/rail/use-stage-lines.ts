/**
 * @file The state of every stage in one short line.
 */
import { useTranslation } from 'react-i18next';
import type { ChapterName } from '../../chapters/controls/chapter-name';
import { useNumbers } from '../../language/use-numbers';
import { formatCount, formatNumber } from '../../pictures/format';
import { estimate, expectedVocabulary } from '../../state/estimates';
import { cleaningKey, presentPipeline } from '../../state/cleaning';
import { useLab } from '../../state/lab';

/** `ready`: made; `busy`: being made; `wrong`: needs the reader; `plain`: neither. */
export type StageTone = 'plain' | 'ready' | 'busy' | 'wrong';

export interface StageLine {
  text: string;
  tone: StageTone;
}

const percent = (share: number) => Math.round(share * 100);

export function useStageLines(): Record<ChapterName, StageLine> {
  return {
    architectures: useArchitecturesLine(),
    text: useTextLine(),
    cleaning: useCleaningLine(),
    deduplication: useDeduplicationLine(),
    tokenizer: useTokenizerLine(),
    positions: usePositionsLine(),
    objectives: useObjectivesLine(),
    experts: useExpertsLine(),
    model: useModelLine(),
    train: useTrainLine(),
    dynamics: useDynamicsLine(),
    experiments: useExperimentsLine(),
    inside: useInsideLine(),
    decode: useDecodeLine(),
    runs: useRunsLine(),
  };
}

function useArchitecturesLine(): StageLine {
  const { t } = useTranslation();
  const architecture = useLab((state) => state.spec.model.architecture);
  const isBusy = useLab((state) => state.architectures.status !== 'idle');
  return { text: t(`architectures.names.${architecture}`), tone: isBusy ? 'busy' : 'plain' };
}

function useTextLine(): StageLine {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const spec = useLab((state) => state.spec.text);
  const { status, progress, facts, error } = useLab((state) => state.text);
  if (status === 'opening') {
    return {
      text: t('common.state.opening', { percent: percent(progress?.share ?? 0) }),
      tone: 'busy',
    };
  }
  const name = spec.source === 'own' ? spec.name : t(`common.corpora.${spec.source}`);
  const documents = facts?.documents ?? (spec.source === 'own' ? null : spec.documents);
  const text =
    documents === null
      ? name
      : t('common.state.documents', { name, documents: integer(documents) });
  return { text, tone: error ? 'wrong' : facts ? 'ready' : 'plain' };
}

const isOfTokenizer = ({ path }: { path: string }) => path.startsWith('tokenizer.');

function useCleaningLine(): StageLine {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const stages = useLab((state) => presentPipeline(state).filter(({ enabled }) => enabled).length);
  const { status, progress, report, reportKey, error } = useLab((state) => state.cleaning);
  const isPresent = useLab((state) => cleaningKey(state) === reportKey);
  if (status === 'working') {
    return {
      text: t('common.state.cleaning', { percent: percent(progress?.share ?? 0) }),
      tone: 'busy',
    };
  }
  const last = isPresent ? report?.stages.at(-1) : undefined;
  if (last) {
    const left = integer(last.left.documents);
    return { text: t('common.state.cleaned', { left }), tone: error ? 'wrong' : 'ready' };
  }
  const text = stages > 0 ? t('common.state.stages', { count: stages }) : t('common.state.asItIs');
  return { text, tone: error ? 'wrong' : 'plain' };
}

function useDeduplicationLine(): StageLine {
  const { t } = useTranslation();
  const { bands, rows } = useLab((state) => state.deduplication.settings);
  const isSearching = useLab((state) => state.deduplication.status === 'searching');
  return {
    text: t('common.state.banding', { bands, rows }),
    tone: isSearching ? 'busy' : 'plain',
  };
}

function useTokenizerLine(): StageLine {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const spec = useLab((state) => state.spec);
  const { status, progress, facts, error } = useLab((state) => state.tokenizer);
  const problems = useLab((state) => state.problems.filter(isOfTokenizer).length);
  if (status === 'training') {
    return {
      text: t('common.state.learning', { percent: percent(progress?.share ?? 0) }),
      tone: 'busy',
    };
  }
  if (problems > 0) return { text: t('common.state.problems', { count: problems }), tone: 'wrong' };
  const kind = t(`common.tokenizerKinds.${spec.tokenizer.kind}`);
  const isKnown = spec.tokenizer.kind !== 'characters' || facts?.kind === 'characters';
  const text = isKnown
    ? t('common.state.vocabulary', { kind, size: integer(expectedVocabulary(spec, facts)) })
    : kind;
  return { text, tone: error ? 'wrong' : facts ? 'ready' : 'plain' };
}

function usePositionsLine(): StageLine {
  const { t } = useTranslation();
  const scheme = useLab((state) => state.spec.model.positions);
  const isBusy = useLab((state) => state.positions.status !== 'idle');
  return { text: t(`positions.readings.${scheme}`), tone: isBusy ? 'busy' : 'plain' };
}

function useObjectivesLine(): StageLine {
  const { t } = useTranslation();
  const { kind } = useLab((state) => state.spec.objective);
  const isBusy = useLab((state) => state.objectives.status === 'preparing');
  return { text: t(`objectives.kinds.${kind}.name`), tone: isBusy ? 'busy' : 'plain' };
}

function useExpertsLine(): StageLine {
  const { t } = useTranslation();
  const experts = useLab((state) => state.spec.model.experts);
  const text = experts ? t('common.state.experts', experts) : t('common.state.noExperts');
  return { text, tone: 'plain' };
}

function useModelLine(): StageLine {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec);
  const facts = useLab((state) => state.tokenizer.facts);
  const problems = useLab(
    (state) => state.problems.filter((problem) => !isOfTokenizer(problem)).length,
  );
  if (problems > 0) return { text: t('common.state.problems', { count: problems }), tone: 'wrong' };
  const { parameters } = estimate(spec, expectedVocabulary(spec, facts));
  return {
    text: t('common.state.parameters', { parameters: formatCount(parameters) }),
    tone: 'ready',
  };
}

function useTrainLine(): StageLine {
  const { t } = useTranslation();
  const run = useLab((state) => state.run);
  const loss = useLab(({ run, histories }) => histories[run?.id ?? '']?.steps.at(-1)?.trainLoss);
  if (!run) return { text: t('common.state.notTrained'), tone: 'plain' };
  const { step, spec, status, progress } = run;
  const { steps } = spec.training;
  if (status === 'preparing') {
    return {
      text: t('common.state.preparing', { percent: percent(progress?.share ?? 0) }),
      tone: 'busy',
    };
  }
  if (status === 'failed') return { text: t('common.state.failed'), tone: 'wrong' };
  return {
    text:
      loss === undefined
        ? t('common.state.step', { step, steps })
        : t('common.state.stepLoss', { step, steps, loss: formatNumber(loss) }),
    tone: status === 'running' ? 'busy' : 'ready',
  };
}

function useExperimentsLine(): StageLine {
  const { t } = useTranslation();
  const total = useLab((state) => state.queue.items.length);
  const done = useLab((state) => state.queue.items.filter(({ outcome }) => outcome).length);
  const isBusy = useLab((state) => state.queue.doing !== null);
  if (total === 0) return { text: t('common.state.notQueued'), tone: 'plain' };
  return { text: t('common.state.queued', { done, total }), tone: isBusy ? 'busy' : 'ready' };
}

function useDynamicsLine(): StageLine {
  const { t } = useTranslation();
  const interval = useLab((state) => state.spec.training.dynamicsInterval);
  const text =
    interval > 0 ? t('common.state.measuring', { steps: interval }) : t('common.state.notMeasured');
  return { text, tone: 'plain' };
}

function useInsideLine(): StageLine {
  const { t } = useTranslation();
  const source = useLab((state) => state.source);
  const activeId = useLab((state) => state.run?.id);
  const { status, error } = useLab((state) => state.model);
  if (status === 'loading') return { text: t('common.state.loading'), tone: 'busy' };
  const tone: StageTone = error ? 'wrong' : status === 'ready' ? 'ready' : 'plain';
  if (source.kind === 'run') {
    const name = source.runId === activeId ? 'ofRun' : 'storedRun';
    return { text: t(`common.state.${name}`), tone: 'ready' };
  }
  return {
    text: t(source.name === 'english' ? 'common.state.englishModel' : 'common.state.chineseModel'),
    tone,
  };
}

function useDecodeLine(): StageLine {
  const { t } = useTranslation();
  const count = useLab((state) => state.spec.decoding.columns.length);
  const isRunning = useLab((state) => state.decoding.status === 'running');
  return { text: t('common.state.strategies', { count }), tone: isRunning ? 'busy' : 'plain' };
}

function useRunsLine(): StageLine {
  const { t } = useTranslation();
  const count = useLab((state) => state.runs.records.length);
  return {
    text: count > 0 ? t('common.state.keptRuns', { count }) : t('common.state.noRuns'),
    tone: 'plain',
  };
}

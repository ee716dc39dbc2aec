/**
 * @file When the chosen model is looked into: when it changes, when the text changes, and, if wished,
 * every few seconds while it is trained.
 */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { exampleParts, taskExample } from '../../state/task-example';
import { exampleName, exampleNames, trainedSpec } from '../controls/example-name';

/** Milliseconds without a key press before a text is sent. */
const typingDelay = 200;
/** Milliseconds between two looks at a model that is being trained. */
const liveDelay = 2500;

/** Whether the chosen model is being trained right now. */
export function useIsLive(): boolean {
  return useLab(
    ({ source, run }) =>
      source.kind === 'run' &&
      source.step === null &&
      source.runId === run?.id &&
      run.status === 'running',
  );
}

export interface TextFields {
  text: string;
  edit: (text: string) => void;
  /** Back to the example, and to what belongs to it. */
  reset: () => void;
  /** Whether the example is in the fields as it is. */
  isExample: boolean;
  /** What an encoder-decoder should write; null: what it writes by itself. */
  target: string | null;
  editTarget: (target: string | null) => void;
}

/** The texts in the fields; they are inspected on every change of them or of the model. */
export function useTextFields(): TextFields {
  const { t } = useTranslation();
  const source = useLab((state) => state.source);
  const inspect = useLab((state) => state.inspect);
  const isLive = useIsLive();
  const general = t(`inside.text.${useLab(exampleName)}`);
  const ofTask = useLab((state) => {
    const spec = trainedSpec(state);
    return spec && taskExample(spec);
  });
  const example = ofTask === null ? { source: general, target: null } : exampleParts(ofTask);
  // Null: the example that suits the model.
  const [own, setOwn] = useState<string | null>(() => {
    const { text } = useLab.getState().inside;
    const examples = [...exampleNames.map((name) => t(`inside.text.${name}`)), example.source];
    // The start page's sentence is nobody's choice either.
    return ['', t('home.attention.sentence'), ...examples].includes(text) ? null : text;
  });
  // Undefined: what belongs to the example, and what the model writes about other texts.
  const [ownTarget, setOwnTarget] = useState<string | null | undefined>();
  const text = own ?? example.source;
  const usual = own === null ? example.target : null;
  const target = ownTarget === undefined ? usual : ownTarget;

  // Also when training pauses, for the last steps since the last look.
  useEffect(() => {
    const timer = setTimeout(() => void inspect(text, target), typingDelay);
    return () => clearTimeout(timer);
  }, [source, text, target, isLive, inspect]);

  return {
    text,
    target,
    isExample: own === null && ownTarget === undefined,
    edit: (next) => setOwn(next === example.source ? null : next),
    editTarget: setOwnTarget,
    reset: () => {
      setOwn(null);
      setOwnTarget(undefined);
    },
  };
}

/** Looks again while the model is trained; never while the look before is still under way. */
export function useLiveInspection(isFollowing: boolean): void {
  useEffect(() => {
    if (!isFollowing) return;
    const timer = setInterval(() => {
      const { run, inside, inspect } = useLab.getState();
      if (document.hidden || inside.status === 'working') return;
      if (run?.step !== inside.inspection?.step) void inspect(inside.text, inside.target);
    }, liveDelay);
    return () => clearInterval(timer);
  }, [isFollowing]);
}

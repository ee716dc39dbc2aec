/**
 * @file When the chosen model is looked into: when it changes, when the text changes, and, if wished,
 * every few seconds while it is trained.
 */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { exampleName, exampleNames } from '../controls/example-name';

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

export interface InspectedText {
  text: string;
  edit: (text: string) => void;
  example: string;
}

/** The text in the field; it is inspected on every change of text or model. */
export function useInspectedText(): InspectedText {
  const { t } = useTranslation();
  const source = useLab((state) => state.source);
  const inspect = useLab((state) => state.inspect);
  const isLive = useIsLive();
  const example = t(`inside.text.${useLab(exampleName)}`);
  // Null: the example that suits the model.
  const [own, setOwn] = useState<string | null>(() => {
    const { text } = useLab.getState().inside;
    const examples = exampleNames.map((name) => t(`inside.text.${name}`));
    // The start page's sentence is nobody's choice either.
    return ['', t('home.attention.sentence'), ...examples].includes(text) ? null : text;
  });
  const text = own ?? example;

  // Also when training pauses, for the last steps since the last look.
  useEffect(() => {
    const timer = setTimeout(() => void inspect(text), typingDelay);
    return () => clearTimeout(timer);
  }, [source, text, isLive, inspect]);

  return { text, example, edit: (next) => setOwn(next === example ? null : next) };
}

/** Looks again while the model is trained; never while the look before is still under way. */
export function useLiveInspection(isFollowing: boolean): void {
  useEffect(() => {
    if (!isFollowing) return;
    const timer = setInterval(() => {
      const { run, inside, inspect } = useLab.getState();
      if (document.hidden || inside.status === 'working') return;
      if (run?.step !== inside.inspection?.step) void inspect(inside.text);
    }, liveDelay);
    return () => clearInterval(timer);
  }, [isFollowing]);
}

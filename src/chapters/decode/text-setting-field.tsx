/**
 * @file A text that says what a processor does: a regular expression, a JSON schema. What cannot be
 * used is refused here with the reason, and does not reach the strategy.
 */
import { Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorReport } from '../../base/errors';
import type { Link } from '../../decoding/processors';
import type { TextName } from '../../decoding/processors/processor';
import { useTranslatedError } from '../../language/use-translated-error';
import { processors, reportOfProblem } from '../../state/selectors';
import type { Tokenizer } from '../../text/types';

export interface TextSettingFieldProps {
  link: Link;
  name: TextName;
  /** Of the model that is to write; null as long as it is not known. */
  tokenizer: Tokenizer | null;
  onChange: (link: Link) => void;
  compact: boolean;
}

/** Milliseconds after the last key: finding out what a vocabulary can spell takes some time. */
const patience = 250;

export function TextSettingField(props: TextSettingFieldProps) {
  const { link, name, tokenizer, onChange, compact } = props;
  const { t } = useTranslation();
  const translate = useTranslatedError();
  const value = link.texts?.[name] ?? '';
  // What was typed and not taken over. A strategy that changes puts it aside.
  const [draft, setDraft] = useState<{ text: string; over: string } | null>(null);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const isDraft = draft !== null && draft.over === value;
  const setting = processors[link.name].texts?.[name];

  // Of what was taken over: another model may be unable to spell it.
  const lasting = useMemo(
    () => reportOfProblem(() => setting?.check(value, tokenizer ?? undefined)),
    [setting, value, tokenizer],
  );
  const shown = isDraft ? problem : lasting;

  const take = useDebouncedCallback((text: string) => {
    const found = reportOfProblem(() => setting?.check(text, tokenizer ?? undefined));
    setProblem(found);
    if (found) return;
    setDraft(null);
    onChange({ ...link, texts: { ...link.texts, [name]: text } });
  }, patience);

  return (
    <Textarea
      size="xs"
      label={t(`decodeLimits.texts.${name}`)}
      description={compact ? undefined : t(`decodeLimits.hints.${name}`)}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={shown ? translate(shown) : undefined}
      value={isDraft ? draft.text : value}
      maxLength={setting?.longest}
      autosize
      minRows={1}
      maxRows={10}
      spellCheck={false}
      autoComplete="off"
      styles={{ input: { fontFamily: 'var(--picture-mono)' } }}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft({ text, over: value });
        setProblem(null);
        take(text);
      }}
      // Who goes on to another control means what stands here.
      onBlur={() => take.flush()}
    />
  );
}

/**
 * @file The tokens that a tokenizer has learned so far, the newest first. Each is a button.
 */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useRovingIndex } from './use-roving-index';
import { VisibleLabel } from './visible-text';

export interface LearnedToken {
  id: number;
  label: string;
}

export interface LearnedTokensProps {
  /** Newest first. */
  tokens: readonly LearnedToken[];
  selectedId?: number;
  onSelect: (id: number) => void;
}

export function LearnedTokens({ tokens, selectedId, onSelect }: LearnedTokensProps) {
  const { t } = useTranslation();
  const roving = useRovingIndex(tokens.length);
  return (
    <div
      className="picture picture-strip"
      role="group"
      aria-label={t('pictures.learned.list', { count: tokens.length })}
      {...roving.container}
    >
      {tokens.map(({ id, label }, index) => (
        <Learned
          key={id}
          id={id}
          label={label}
          index={index}
          tabIndex={roving.tabIndex(index)}
          isSelected={id === selectedId}
          onSelect={onSelect}
        />
      ))}
    </div>
  );
}

interface LearnedProps extends LearnedToken {
  index: number;
  tabIndex: 0 | -1;
  isSelected: boolean;
  onSelect: (id: number) => void;
}

const Learned = memo(function Learned(props: LearnedProps) {
  const { t } = useTranslation();
  const { id, label, isSelected } = props;
  return (
    <button
      type="button"
      className={`picture-button picture-token is-button${isSelected ? ' is-same' : ''}`}
      style={{ background: `var(--picture-token-${id % 8})` }}
      data-index={props.index}
      tabIndex={props.tabIndex}
      aria-pressed={isSelected}
      aria-label={t('pictures.tokens.token', { label, ids: id })}
      onClick={() => props.onSelect(id)}
    >
      <VisibleLabel label={label} />
      <span className="picture-token-ids">{id}</span>
    </button>
  );
});

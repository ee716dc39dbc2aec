/**
 * @file Generated text, each token shaded by its probability under the model. Every token is a
 * button that opens its distribution. Safe to stream into: keys are positions.
 */
import { Fragment, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { formatProbability } from './format';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { VisibleLabel } from './visible-text';

export interface ProbabilityToken {
  id: number;
  /** From `Tokenizer.label`: whitespace visible, lone bytes as `⟨E4⟩`. */
  label: string;
  /** Before any cut, at temperature 1. */
  probability: number;
  endOfText?: boolean;
  /** Where a strategy did not take it: handed down from another text, or chosen by a person. */
  origin?: 'given' | 'chosen';
}

export interface ProbabilityTextProps {
  tokens: readonly ProbabilityToken[];
  /** Index of the first token that differs from the column it is compared with. */
  divergence?: number;
  /** Index of the token whose distribution is open. */
  selected?: number;
  /** Index of the token in which a stop sequence begins, which ends the text. */
  stopFrom?: number;
  onSelect: (index: number) => void;
  /** Told of the token under the pointer or with the focus; null when there is none any more. */
  onPoint?: (index: number | null) => void;
}

export function ProbabilityText(props: ProbabilityTextProps) {
  const { tokens, divergence, selected, stopFrom = Infinity, onSelect, onPoint } = props;
  const { t } = useTranslation();
  const roving = useRovingIndex(tokens.length);
  return (
    <div
      className="picture picture-decoded"
      role="group"
      aria-label={t('pictures.probability.text', { count: tokens.length })}
      {...roving.container}
      onFocus={(event) => {
        roving.container.onFocus(event);
        onPoint?.(indexOfTarget(event.target) ?? null);
      }}
      onBlur={() => onPoint?.(null)}
      onPointerOver={(event) => onPoint?.(indexOfTarget(event.target) ?? null)}
      onPointerLeave={() => onPoint?.(null)}
    >
      {tokens.map((token, index) => (
        <Fragment key={index}>
          {index === divergence && (
            <span className="picture-divergence">↓ {t('pictures.probability.divergence')}</span>
          )}
          <button
            type="button"
            className={classOf(token, index >= stopFrom)}
            style={shade(token.probability)}
            data-index={index}
            tabIndex={roving.tabIndex(index)}
            aria-pressed={index === selected}
            aria-label={t(`pictures.probability.${token.origin ?? 'token'}`, {
              label: token.endOfText ? t('pictures.probability.endOfText') : token.label,
              probability: formatProbability(token.probability),
            })}
            title={formatProbability(token.probability)}
            onClick={() => onSelect(index)}
          >
            {token.endOfText ? (
              <span className="picture-chip">{t('pictures.probability.endOfText')}</span>
            ) : (
              <VisibleLabel label={token.label} />
            )}
          </button>
          {token.label.endsWith('⏎') && <br />}
        </Fragment>
      ))}
    </div>
  );
}

function classOf({ origin }: ProbabilityToken, isStop: boolean): string {
  const marks = [origin && `is-${origin}`, isStop && 'is-stop'].filter(Boolean);
  return ['picture-button picture-decoded-token', ...marks].join(' ');
}

/** Key of the shades, to stand once beside several columns. */
export function ProbabilityLegend() {
  const { t } = useTranslation();
  return (
    <div className="picture picture-legend">
      <span>{t('pictures.probability.scale')}</span>
      {[0, 0.25, 0.5, 0.75, 1].map((probability) => (
        <span
          key={probability}
          className="picture-decoded-token picture-legend-step"
          style={shade(probability)}
        >
          {probability * 100}%
        </span>
      ))}
    </div>
  );
}

type Shade = CSSProperties & { '--picture-probability': string };

function shade(probability: number): Shade {
  return { '--picture-probability': probability.toFixed(3) };
}

/**
 * @file What each expert gets most often: its tokens, each with how many came. Darker: of all occurrences of
 * the token, more came here.
 */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesColor } from './color';
import { formatProbability } from './format';
import './picture-experts.css';
import { VisibleLabel } from './visible-text';

export interface HabitListProps {
  /** What the list shows, for screen readers. */
  label: string;
  experts: readonly {
    /** Of all choices of the layer. */
    share: number;
    tokens: readonly { id: number; label: string; count: number; share: number }[];
  }[];
}

export function HabitList({ label, experts }: HabitListProps) {
  const { t } = useTranslation();
  return (
    <ul className="picture picture-habits" aria-label={label}>
      {experts.map(({ share, tokens }, expert) => (
        <li key={expert}>
          <h4>
            <span
              className="picture-square"
              style={{ background: seriesColor(expert), marginRight: 0 }}
            />
            {t('experts.expert', { expert: expert + 1 })}
            <span className="picture-number">{formatProbability(share)}</span>
          </h4>
          {tokens.length === 0 ? (
            <p className="picture-readout">{t('experts.habits.nothing')}</p>
          ) : (
            <div className="picture-strip">
              {tokens.map((token) => (
                <HabitToken key={token.id} {...token} />
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

type HabitTokenProps = HabitListProps['experts'][number]['tokens'][number];

function HabitToken({ label, count, share }: HabitTokenProps) {
  const { t } = useTranslation();
  const shade: CSSProperties = {
    background: `color-mix(in srgb, var(--picture-accent) ${Math.round(share * 34)}%, var(--picture-panel))`,
  };
  const words = t('experts.habits.token', { label, count, share: formatProbability(share) });
  return (
    <span className="picture-token" style={shade} title={words}>
      <VisibleLabel label={label} />
      <span className="picture-token-ids" aria-hidden="true">
        {count}
      </span>
      <span className="picture-hidden">{words}</span>
    </span>
  );
}

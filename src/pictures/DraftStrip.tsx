/**
 * @file What became of the guesses of speculative decoding: each token as accepted, drawn again in the
 * place of a rejected guess, or given by the check itself.
 */
import { useTranslation } from 'react-i18next';
import { VisibleLabel } from './visible-text';

export interface DraftToken {
  label: string;
  outcome: 'accepted' | 'resampled' | 'bonus';
  /** Label of the guess in whose place it stands. */
  rejected?: string;
}

const outcomes = ['accepted', 'resampled', 'bonus'] as const;

export function DraftStrip({ tokens }: { tokens: readonly DraftToken[] }) {
  const { t } = useTranslation();
  return (
    <div className="picture">
      <ol className="picture-drafts" aria-label={t('pictures.drafts.text')}>
        {tokens.map(({ label, outcome, rejected = '' }, index) => {
          const name = t(`pictures.drafts.${outcome}Token`, { label, guessed: rejected });
          return (
            <li key={index} title={name}>
              <span className="picture-hidden">{name}</span>
              <span aria-hidden="true">
                {rejected !== '' && (
                  <del className="picture-draft is-rejected">
                    <VisibleLabel label={rejected} />
                  </del>
                )}
                <span className={`picture-draft is-${outcome}`}>
                  <VisibleLabel label={label} />
                </span>
              </span>
            </li>
          );
        })}
      </ol>
      <p className="picture-legend" aria-hidden="true">
        {outcomes.map((outcome) => (
          <span key={outcome} className={`picture-draft is-${outcome}`}>
            {t(`pictures.drafts.${outcome}`)}
          </span>
        ))}
      </p>
    </div>
  );
}

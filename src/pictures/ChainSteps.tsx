/**
 * @file A decoding chain as a row of steps, each with what is left of the vocabulary behind it: tokens
 * that can still be drawn, and the entropy in bits. Click one to look at its distribution.
 */
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';

export interface ChainStep {
  name: string;
  kept: number;
  /** Bits. */
  entropy: number;
}

export interface ChainStepsProps {
  steps: readonly ChainStep[];
  selected: number;
  onSelect: (step: number) => void;
}

export function ChainSteps({ steps, selected, onSelect }: ChainStepsProps) {
  const { t } = useTranslation();
  return (
    <div className="picture">
      <ol className="picture-chain" aria-label={t('pictures.chain.steps')}>
        {steps.map(({ name, kept, entropy }, index) => (
          <li key={index}>
            <button type="button" aria-pressed={index === selected} onClick={() => onSelect(index)}>
              <span className="picture-chain-name">{name}</span>
              <span className="picture-chain-figures">
                {t('pictures.chain.kept', { kept: formatNumber(kept) })}
                {' · '}
                {t('pictures.chain.entropy', { bits: entropy.toFixed(2) })}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p className="picture-readout">{t('pictures.chain.hint')}</p>
    </div>
  );
}

/**
 * @file One token of a distribution as a row of a table. A slider changes the distribution many times a
 * second: a row is drawn again only if something in it changed, and its label and buttons seldom do.
 */
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatProbability } from './format';
import { VisibleLabel } from './visible-text';

/** What can be done with every token of the distribution. */
export interface DistributionAction {
  icon: ReactNode;
  name: (label: string) => string;
  onPress: (id: number) => void;
}

interface TokenCellProps {
  id: number;
  label: string;
  chosen: boolean;
  action?: DistributionAction;
  isOpen: boolean;
  /** The same function at every drawing, as `action` is the same object. */
  onToggle?: (id: number) => void;
  /** Of the row's first button, among those of all rows that are drawn. */
  firstIndex: number;
  /** Of the button of this row that the Tab key reaches; null if it is in another row. */
  tabStop: number | null;
}

export interface DistributionRowProps extends TokenCellProps {
  probability: number;
  after: number;
  /** Probability of this token and all that are more probable. */
  cumulated: number;
  /** The probability whose bar would fill the column. */
  end: number;
}

export const DistributionRow = memo(function DistributionRow(props: DistributionRowProps) {
  const { probability, after, cumulated, end, ...token } = props;
  const isKept = after > 0;
  const classes = [isKept ? '' : 'is-cut', token.chosen ? 'is-chosen' : ''].join(' ').trim();
  const width = (part: number) => `${((part / end) * 100).toFixed(2)}%`;
  return (
    <tr className={classes === '' ? undefined : classes}>
      <TokenCell {...token} />
      <td className="picture-bar-column" aria-hidden="true">
        <div className="picture-bar-track">
          {isKept ? (
            // Both bars as backgrounds: another size of one is painted, and nothing laid out.
            <div
              className="picture-bar is-before-and-after"
              style={{ backgroundSize: `${width(after)} 6px, ${width(probability)} 100%` }}
            />
          ) : (
            <div className="picture-bar is-cut" style={{ width: width(probability) }} />
          )}
        </div>
      </td>
      <td className="is-number">{formatProbability(probability)}</td>
      <td className="is-number">{formatProbability(after)}</td>
      <td className="is-number">{formatProbability(Math.min(1, cumulated))}</td>
    </tr>
  );
});

const TokenCell = memo(function TokenCell(props: TokenCellProps) {
  const { id, label, chosen, action, isOpen, onToggle, firstIndex, tabStop } = props;
  const { t } = useTranslation();
  const actionIndex = firstIndex + (onToggle ? 1 : 0);
  return (
    <td>
      {onToggle ? (
        <button
          type="button"
          className="picture-button picture-row-label"
          aria-expanded={isOpen}
          data-index={firstIndex}
          tabIndex={tabStop === firstIndex ? 0 : -1}
          onClick={() => onToggle(id)}
        >
          <VisibleLabel label={label} />
        </button>
      ) : (
        <span className="picture-row-label">
          <VisibleLabel label={label} />
        </span>
      )}
      <span className="picture-token-id">{id}</span>
      {chosen && <span className="picture-chosen"> ✓ {t('pictures.distribution.chosen')}</span>}
      {action && (
        <button
          type="button"
          className="picture-button picture-row-action"
          data-index={actionIndex}
          tabIndex={tabStop === actionIndex ? 0 : -1}
          aria-label={action.name(label)}
          title={action.name(label)}
          onClick={() => action.onPress(id)}
        >
          {action.icon}
        </button>
      )}
    </td>
  );
});

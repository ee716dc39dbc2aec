/**
 * @file The heads of a model as switches: a row for each attention, a column for each head. A press goes on
 * to a head's next state. Below each, if it was measured, what it is worth.
 */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeadChange } from '../models/intervention';
import { formatNumber } from './format';
import './picture-intervention.css';

export interface HeadSwitchesProps {
  /** Names of the attentions. */
  rows: readonly string[];
  heads: number;
  /** `[rows, heads]`; those that are missing are kept. */
  states: readonly HeadChange[];
  /** `[rows, heads]`: how much the loss grows without it; null before it was measured. */
  importance: Float32Array | null;
  onPress: (index: number) => void;
}

export function HeadSwitches({ rows, heads, states, importance, onPress }: HeadSwitchesProps) {
  const { t } = useTranslation();
  const most = importance?.reduce((a, b) => Math.max(a, b), 0) ?? 0;
  return (
    <div className="picture picture-scroll" role="group" aria-label={t('intervention.heads.table')}>
      <table className="picture-heads">
        <tbody>
          {rows.map((name, row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {Array.from({ length: heads }, (_, head) => {
                const index = row * heads + head;
                const state = states[index] ?? 'kept';
                const worth = importance === null ? null : signed(importance[index]);
                const share = most > 0 ? Math.max(0, (importance?.[index] ?? 0) / most) : 0;
                const shade: CSSProperties & Record<'--shade', string> = {
                  '--shade': `${Math.round(share * 36)}%`,
                };
                return (
                  <td key={head}>
                    <button
                      type="button"
                      className="picture-button picture-head-switch"
                      data-state={state}
                      style={shade}
                      aria-label={t(`intervention.heads.${worth === null ? 'name' : 'nameWorth'}`, {
                        row: name,
                        head: head + 1,
                        state: t(`intervention.heads.states.${state}`),
                        worth: worth ?? '',
                      })}
                      onClick={() => onPress(index)}
                    >
                      <span>{t(`intervention.heads.states.${state}`)}</span>
                      {worth !== null && <small>{worth}</small>}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Three digits, so that differences that are only rounding look like it. */
export function signed(value: number): string {
  const rounded = Number(value.toFixed(3));
  return rounded > 0 ? `+${formatNumber(rounded)}` : formatNumber(rounded === 0 ? 0 : rounded);
}

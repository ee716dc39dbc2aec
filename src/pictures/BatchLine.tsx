/**
 * @file One row of a batch: what stands at each place, and below it what should be given there, with its
 * loss as colour. Labels are text, never HTML. A row has at most a few hundred places.
 */
import { useTranslation } from 'react-i18next';
import { heatColor } from './color';
import { indexOfTarget, useRovingIndex } from './use-roving-index';

/** `seen`: in the part that is read from both sides. The others say what became of a learned token. */
export type BatchLook = 'plain' | 'seen' | 'hidden' | 'changed' | 'kept';

export interface BatchCell {
  input: string;
  look: BatchLook;
  /** What should be given there; null: nothing is learned. */
  target: string | null;
  /** Nats. */
  loss?: number;
  /** Of the second of two stretches. */
  isSecond?: boolean;
}

export interface BatchLineProps {
  label: string;
  cells: readonly BatchCell[];
  /** Loss at the dark end of the colours: that of a uniform guess. */
  uniformLoss: number;
  /** A row of targets is kept free below the inputs. */
  hasTargets: boolean;
  onPoint: (place: number | null) => void;
  /** With it, the places are buttons. */
  onToggle?: (place: number) => void;
}

export function BatchLine(props: BatchLineProps) {
  const { label, cells, uniformLoss, hasTargets, onPoint, onToggle } = props;
  const { t } = useTranslation();
  const roving = useRovingIndex(cells.length);
  const point = (target: EventTarget) => onPoint(indexOfTarget(target) ?? null);
  const words = ({ input, look, target, loss }: BatchCell) =>
    [
      t('pictures.batch.reads', { token: input }),
      look === 'plain' ? '' : t(`pictures.batch.looks.${look}`),
      target === null ? '' : t('pictures.batch.gives', { token: target }),
      loss === undefined ? '' : t('pictures.batch.loss', { loss: loss.toFixed(2) }),
    ]
      .filter((part) => part !== '')
      .join(', ');
  return (
    <div
      className="picture picture-batch"
      role={onToggle ? 'group' : 'list'}
      aria-label={label}
      onPointerOver={(event) => point(event.target)}
      onPointerLeave={() => onPoint(null)}
      onKeyDown={roving.container.onKeyDown}
      onFocus={(event) => {
        roving.container.onFocus(event);
        point(event.target);
      }}
      onBlur={() => onPoint(null)}
    >
      {cells.map((cell, place) => {
        const { input, look, target, loss, isSecond } = cell;
        const shared = {
          'data-index': place,
          'data-look': look,
          'data-second': isSecond === true ? true : undefined,
          tabIndex: roving.tabIndex(place),
          className: 'picture-batch-cell',
          'aria-label': words(cell),
        };
        const content = (
          <>
            <span className="picture-batch-input">{input}</span>
            {hasTargets && (
              <span
                className="picture-batch-target"
                data-learned={target !== null}
                style={lossStyle(loss, uniformLoss)}
              >
                {target ?? '·'}
              </span>
            )}
          </>
        );
        return onToggle ? (
          <button key={place} type="button" {...shared} onClick={() => onToggle(place)}>
            {content}
          </button>
        ) : (
          <span key={place} role="listitem" {...shared}>
            {content}
          </span>
        );
      })}
    </div>
  );
}

/** Dark colours carry light text: the ramp's ends are each other's contrast in both themes. */
function lossStyle(loss: number | undefined, uniformLoss: number) {
  if (loss === undefined) return undefined;
  const position = loss / uniformLoss;
  return {
    background: heatColor(position),
    color: position > 0.6 ? 'var(--picture-heat-0)' : 'var(--picture-heat-4)',
  };
}

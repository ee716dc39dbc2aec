/**
 * @file The way of each token of a text through the layers of experts: a strand as thick as its gate to the
 * expert and back to the token's line; dashed, with a cross, where the expert is full. Pointing at a token
 * or an expert leaves its strands alone; a click holds.
 */
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesColor } from './color';
import './picture-experts.css';
import {
  expertWidth,
  layoutFlow,
  longestLabel,
  type FlowExpert,
  type FlowStrand,
  type RoutingFlow as Flow,
} from './routing-layout';
import { useHoverLock } from './use-hover-lock';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { shorten } from './visible-text';

/** What is pointed at: a token by its place, or an expert of a layer. */
const tokenKey = (token: number) => `token ${token}`;
const expertKey = (layer: number, expert: number) => `expert ${layer} ${expert}`;

const keysOf = ({ token, layer, expert }: FlowStrand) => [
  tokenKey(token),
  expertKey(layer, expert),
];

export function RoutingFlow(flow: Flow) {
  const { tokens, layers } = flow;
  const { t } = useTranslation();
  const layout = useMemo(() => layoutFlow(flow), [flow]);
  const lock = useHoverLock<string>();
  const roving = useRovingIndex(tokens.length + layout.experts.length);
  const button = (index: number, key: string) => ({
    className: lock.locked === key ? 'picture-flow-button is-locked' : 'picture-flow-button',
    role: 'button',
    tabIndex: roving.tabIndex(index),
    'data-index': index,
    'data-key': key,
    'aria-pressed': lock.locked === key,
    onPointerEnter: () => lock.hover(key),
    onClick: () => lock.toggle(key),
    onKeyDown: (event: { key: string; preventDefault: () => void }) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      lock.toggle(key);
    },
  });
  const wayOf = (token: number) =>
    layout.strands
      .filter((strand) => strand.token === token)
      .map(({ layer, expert, gate, isDropped }) =>
        t(isDropped ? 'experts.flow.stepDropped' : 'experts.flow.step', {
          layer: layer + 1,
          expert: expert + 1,
          gate: gate.toFixed(2),
        }),
      )
      .join('; ');

  const wordsOf = (token: number) =>
    t('experts.flow.token', { token: tokens[token], way: wayOf(token) });
  const wordsOfExpert = ({ layer, expert, count }: FlowExpert) =>
    t('experts.flow.expert', { layer: layer + 1, expert: expert + 1, count });
  const pointed = tokens.findIndex((_, token) => tokenKey(token) === lock.active);
  const box = layout.experts.find(({ layer, expert }) => expertKey(layer, expert) === lock.active);
  const readout = pointed >= 0 ? wordsOf(pointed) : box && wordsOfExpert(box);

  return (
    <div className="picture">
      <div
        className="picture-scroll"
        role="region"
        aria-label={t('experts.flow.label', { tokens: tokens.length, layers })}
        tabIndex={0}
      >
        <svg
          width={layout.width}
          height={layout.height}
          role="group"
          aria-label={t('experts.flow.keys')}
          onKeyDown={roving.container.onKeyDown}
          onFocus={(event) => {
            roving.container.onFocus(event);
            const index = indexOfTarget(event.target);
            const key =
              event.target instanceof Element ? event.target.getAttribute('data-key') : null;
            if (index !== undefined && key !== null) lock.hover(key);
          }}
          onBlur={lock.leave}
          onPointerLeave={lock.leave}
        >
          {layout.layers.map((x, layer) => (
            <text key={layer} x={x} y={14} fontSize={11} textAnchor="middle">
              {t('experts.layer', { layer: layer + 1 })}
            </text>
          ))}
          <path
            className="picture-flow-lines"
            d={layout.lines.map((y) => `M${layout.labels + 8} ${y}H${layout.width - 6}`).join('')}
          />
          <Strands strands={layout.strands} active={lock.active} />
          {layout.experts.map((one, at) => {
            const { layer, expert, x, y, height } = one;
            return (
              <g
                key={at}
                {...button(tokens.length + at, expertKey(layer, expert))}
                aria-label={wordsOfExpert(one)}
              >
                <rect
                  x={x}
                  y={y}
                  width={expertWidth}
                  height={height}
                  rx={4}
                  strokeWidth={1.5}
                  style={{
                    stroke: seriesColor(expert),
                    fill: `color-mix(in srgb, ${seriesColor(expert)} 14%, var(--picture-surface))`,
                  }}
                />
                <text
                  x={x + expertWidth / 2}
                  y={y + height / 2}
                  dy="0.35em"
                  textAnchor="middle"
                  fontSize={11}
                  className="picture-flow-name"
                >
                  {expert + 1}
                </text>
              </g>
            );
          })}
          {tokens.map((token, place) => (
            <g key={place} {...button(place, tokenKey(place))} aria-label={wordsOf(place)}>
              <rect
                x={0}
                y={layout.lines[place] - 8}
                width={layout.labels + 6}
                height={16}
                fill="transparent"
              />
              <text
                x={layout.labels}
                y={layout.lines[place]}
                dy="0.35em"
                textAnchor="end"
                fontSize={12}
                className="picture-flow-name"
              >
                {shorten(token, longestLabel)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <output className="picture-readout">{readout ?? t('experts.flow.hint')}</output>
    </div>
  );
}

/** Drawn anew only when they change or another is pointed at. */
const Strands = memo(function Strands(props: {
  strands: readonly FlowStrand[];
  active: string | undefined;
}) {
  const { strands, active } = props;
  return (
    <g aria-hidden="true">
      {strands.map((strand, at) => {
        const { there, back, end, width, expert, isDropped } = strand;
        const isShown = active !== undefined && keysOf(strand).includes(active);
        const opacity = active === undefined ? 0.5 : isShown ? 0.95 : 0.07;
        return (
          <g key={at} opacity={opacity} className="picture-flow-strand">
            {isDropped ? (
              <>
                <path d={there} strokeWidth={1.25} strokeDasharray="3 3" className="is-dropped" />
                <path
                  d={`M${end.x - 9} ${end.y - 3}l6 6m0 -6l-6 6`}
                  strokeWidth={1.5}
                  className="is-dropped"
                />
              </>
            ) : (
              <path d={there + back} strokeWidth={width} style={{ stroke: seriesColor(expert) }} />
            )}
          </g>
        );
      })}
    </g>
  );
});

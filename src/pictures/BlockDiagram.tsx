/**
 * @file A model as boxes, one level at a time: whole, layer, part, operation. Pressing a box looks into
 * it, or chooses it where nothing is inside; the way above the picture, or Esc, leads back.
 */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../language/use-numbers';
import type { Box, BoxKind } from '../models/diagram';
import { boxHeight, layoutBlocks, sourceHeight, type PlacedBox } from './block-layout';
import { shapeSizes, shapeText, useBoxName } from './box-words';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { useWidth } from './use-width';
import { shorten, textWidth } from './visible-text';

export interface BlockDiagramProps {
  /** From the whole model to the chosen box. */
  path: readonly [Box, ...Box[]];
  /** By name, also those that edges come from. */
  boxes: ReadonlyMap<string, Box>;
  onChoose: (name: string) => void;
}

/** Index of the token colour of each kind; others are plain. */
const colors: Partial<Record<BoxKind, number>> = {
  ...{ embedding: 0, tokenVectors: 0, learnedPositions: 0, sinusoids: 0, segments: 0 },
  ...{
    attention: 1,
    crossAttention: 4,
    scores: 1,
    softmax: 1,
    mix: 1,
    mask: 1,
    sink: 1,
    relative: 1,
  },
  ...{
    feedForward: 2,
    activation: 2,
    gate: 2,
    gated: 2,
    router: 3,
    routerNoise: 3,
    experts: 2,
    norm: 5,
    headNorm: 5,
    layer: 6,
  },
  ...{ linear: 3, head: 0, pooler: 3, nextSentence: 3 },
};

export function BlockDiagram({ path, boxes, onChoose }: BlockDiagramProps) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const nameOf = useBoxName();
  const { ref, width } = useWidth();
  const picture = useRef<SVGSVGElement>(null);
  const chosen = path[path.length - 1];
  const level = chosen.inner.length > 0 || path.length === 1 ? chosen : path[path.length - 2];
  const { height, sources, edges, shapes, ...layout } = layoutBlocks(level.inner, width);
  const roving = useRovingIndex(level.inner.length);
  const moved = useRef(false);

  // Who came by the keyboard goes on with it.
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    const first = picture.current?.querySelector('[tabindex="0"]');
    if (first instanceof SVGElement) first.focus();
  }, [level.name]);

  const noteOf = ({ parameterCount, shared }: Box) => {
    if (parameterCount > 0) return t('diagram.parameters', { number: integer(parameterCount) });
    return shared.length > 0 ? t('diagram.sharedParameters') : t('diagram.noParameters');
  };
  const choose = (index: number | undefined) => {
    if (index !== undefined) onChoose(level.inner[index].name);
  };
  const press = (event: KeyboardEvent<Element>) => {
    const levelIndex = path.indexOf(level);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      moved.current = true;
      choose(indexOfTarget(event.target));
    } else if (event.key === 'Escape' && path.length > 1) {
      moved.current = true;
      onChoose((level === chosen ? path[levelIndex - 1] : level).name);
    } else roving.container.onKeyDown(event);
  };

  return (
    <div className="picture" ref={ref}>
      <nav aria-label={t('diagram.way')} className="block-way">
        {path.map((box, index) => (
          <button
            key={box.name}
            type="button"
            className="picture-button"
            aria-current={box === chosen ? 'location' : undefined}
            onClick={() => onChoose(box.name)}
          >
            {index > 0 && <span aria-hidden="true">› </span>}
            {nameOf(box)}
          </button>
        ))}
      </nav>
      <svg
        ref={picture}
        className="block-diagram"
        width={width}
        height={height}
        role="group"
        aria-label={t('diagram.picture', { name: nameOf(level) })}
        onKeyDown={press}
        onFocus={roving.container.onFocus}
        onClick={(event) => choose(indexOfTarget(event.target))}
      >
        {edges.map(({ from, to, path: line }) => (
          <path key={`${from} ${to}`} d={line} className="block-edge" />
        ))}
        {shapes.map(({ from, shape, x, y, room }) => (
          <text key={from} x={x} y={y} fontSize={11}>
            {fitting([shapeText(shape), shapeSizes(shape)], room)}
          </text>
        ))}
        {sources.map(({ name, x, y, width: room }) => {
          const source = boxes.get(name);
          const label = t('diagram.source', { name: source ? nameOf(source) : name });
          return (
            <g key={name}>
              <rect
                x={x}
                y={y}
                width={room}
                height={sourceHeight}
                rx={11}
                className="block-source"
              />
              <text x={x + room / 2} y={y + 15} textAnchor="middle" fontSize={11}>
                {cut(label, room - 16, 11)}
              </text>
            </g>
          );
        })}
        {layout.boxes.map((placed, index) => {
          const { box } = placed;
          const number = integer(box.parameterCount);
          const label = t('diagram.box', {
            name: nameOf(box),
            number,
            shape: shapeText(box.shape),
          });
          return (
            <g
              key={box.name}
              className={`block-box picture-pressable${box === chosen ? ' is-chosen' : ''}`}
              role="button"
              data-index={index}
              tabIndex={roving.tabIndex(index)}
              aria-pressed={box.inner.length > 0 ? undefined : box === chosen}
              aria-label={box.inner.length > 0 ? `${label}: ${t('diagram.opens')}` : label}
            >
              <BoxShape placed={placed} name={nameOf(box)} note={noteOf(box)} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function BoxShape({ placed, name, note }: { placed: PlacedBox; name: string; note: string }) {
  const { box, x, y, width } = placed;
  const color = colors[box.kind];
  const fill = color === undefined ? 'var(--picture-panel)' : `var(--picture-token-${color})`;
  const hasInner = box.inner.length > 0;
  const middle = x + width / 2;
  const room = width - (hasInner ? 36 : 12);
  return (
    <>
      {hasInner && (
        <rect x={x + 3} y={y + 3} width={width} height={boxHeight} rx={7} style={{ fill }} />
      )}
      <rect x={x} y={y} width={width} height={boxHeight} rx={7} style={{ fill }} />
      <text x={middle} y={y + 18} textAnchor="middle" fontSize={13} className="is-ink">
        {cut(name, room, 13)}
      </text>
      <text x={middle} y={y + 34} textAnchor="middle" fontSize={11} className="is-ink">
        {fitting([note, String(box.parameterCount)], width - 12)}
      </text>
      {hasInner && (
        <path
          d={`M${x + width - 17} ${y + 14}h8m-4 -4v8`}
          className="block-plus"
          aria-hidden="true"
        />
      )}
    </>
  );
}

/** The first of the texts that there is room for, at 11 pixels; else none. */
const fitting = (texts: readonly string[], room: number) =>
  texts.find((text) => textWidth(text) * 11 <= room) ?? '';

/** As much of a text as there is room for. */
function cut(text: string, room: number, fontSize: number): string {
  const share = room / Math.max(1, textWidth(text) * fontSize);
  return share >= 1
    ? text
    : shorten(text, Math.max(2, Math.floor(Array.from(text).length * share)));
}

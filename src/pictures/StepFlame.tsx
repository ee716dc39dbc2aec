/**
 * @file Where the time of a training step goes, as icicles: the step above, its phases below it, then
 * kinds of operations or parts of the model, then the operations; widths are times. A bar is a button
 * that fills the width with it, and again gives the whole back. The strong line in a bar is the share
 * of its time that the estimated limit would take.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepMeasurement } from '../experiment/step-measurement';
import { seriesColor } from './color';
import { flameOf, shareOfLimit, walk, type FlameGrouping, type FlameNode } from './flame-layout';
import { useFlameWords } from './use-flame-words';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { useWidth } from './use-width';
import { shorten, textWidth } from './visible-text';

export interface StepFlameProps {
  measurement: StepMeasurement;
  grouping: FlameGrouping;
}

const rowHeight = 30;
const rows = 4;
const gap = 2;
const fontSize = 11;
const lineHeight = 4;
/** Pixels; what is narrower is seen once its group fills the width. */
const narrowest = 1.5;

const colors = {
  forward: seriesColor(0),
  backward: seriesColor(1),
  optimizer: seriesColor(2),
  rest: 'var(--picture-faint)',
} as const;
/** Of the phase's colour, by depth. */
const tints = [18, 38, 26, 16];

export function StepFlame({ measurement, grouping }: StepFlameProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const words = useFlameWords();
  const [zoomed, setZoomed] = useState(0);
  const [active, setActive] = useState<number>();
  const whole = flameOf(measurement, grouping);
  const nodes = [...walk(whole)];
  // After another measurement or grouping the place may be gone.
  const focus = nodes[zoomed] ?? whole;
  const bars = barsIn(nodes, focus, width);
  const roving = useRovingIndex(bars.length);
  const shown = bars.find(({ index }) => index === active)?.node ?? focus;
  const toggle = (index: number) => setZoomed(nodes[index] === focus ? 0 : index);
  const pointAt = (target: EventTarget) => {
    const at = indexOfTarget(target);
    if (at !== undefined) setActive(bars[at]?.index);
  };

  return (
    <div className="picture" ref={ref}>
      <svg
        width={width}
        height={rows * rowHeight}
        role="group"
        aria-label={t('pictures.flame.label')}
        onPointerMove={({ target }) => pointAt(target)}
        onPointerLeave={() => setActive(undefined)}
        onKeyDown={roving.container.onKeyDown}
        onFocus={(event) => {
          roving.container.onFocus(event);
          pointAt(event.target);
        }}
      >
        {bars.map(({ node, index, x, length }, at) => (
          <g
            key={index}
            className="picture-flame-bar"
            role="button"
            data-index={at}
            tabIndex={roving.tabIndex(at)}
            aria-pressed={node === focus}
            aria-label={words.describe(node, whole.milliseconds)}
            transform={`translate(${x.toFixed(1)} ${node.depth * rowHeight})`}
            onClick={() => toggle(index)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              toggle(index);
            }}
          >
            <rect
              width={length.toFixed(1)}
              height={rowHeight - gap}
              rx={Math.min(3, length / 4)}
              style={{ fill: tint(node) }}
            />
            <rect
              y={rowHeight - gap - lineHeight}
              width={(length * Math.min(1, shareOfLimit(node) ?? 0)).toFixed(1)}
              height={lineHeight}
              style={{ fill: node.depth === 0 ? 'var(--picture-faint)' : colors[node.phase] }}
            />
            <text x={5} y={(rowHeight - gap - lineHeight) / 2} dy="0.35em" fontSize={fontSize}>
              {fitted(words.nameOf(node.subject), length - 10)}
            </text>
          </g>
        ))}
      </svg>
      <output className="picture-readout" aria-live="polite">
        {words.describe(shown, whole.milliseconds)}
      </output>
    </div>
  );
}

interface Bar {
  node: FlameNode;
  /** Among all nodes. */
  index: number;
  x: number;
  length: number;
}

/** What is seen while `focus` fills the width: all that is above, below or part of it. */
function barsIn(nodes: readonly FlameNode[], focus: FlameNode, width: number): Bar[] {
  const scale = focus.milliseconds > 0 ? width / focus.milliseconds : 0;
  return nodes.flatMap((node, index) => {
    const from = Math.max(0, (node.start - focus.start) * scale);
    const to = Math.min(width, (node.start + node.milliseconds - focus.start) * scale);
    const length = to - from - (to < width ? 1 : 0);
    return length >= narrowest ? [{ node, index, x: from, length }] : [];
  });
}

function tint({ phase, depth }: FlameNode): string {
  const color = depth === 0 ? 'var(--picture-faint)' : colors[phase];
  return `color-mix(in srgb, ${color} ${tints[depth]}%, var(--picture-surface))`;
}

/** As much of a name as fits; nothing where that says nothing. */
function fitted(name: string, room: number): string {
  const fits = (text: string) => textWidth(text) * fontSize <= room;
  if (fits(name)) return name;
  let length = Array.from(name).length - 1;
  while (length > 0 && !fits(shorten(name, length))) length--;
  return length >= 4 ? shorten(name, length) : '';
}

/**
 * @file How a token was put together: its units below, each merge above the two tokens it joined,
 * with its number.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { boxHeight, layoutMergeTree, type MergeTreeNode } from './merge-tree-layout';
import { roundPlace } from './scales';

export interface MergeTreeProps {
  root: MergeTreeNode;
}

export function MergeTree({ root }: MergeTreeProps) {
  const { t } = useTranslation();
  const { nodes, width, height } = useMemo(() => layoutMergeTree(root), [root]);
  const steps = nodes
    .flatMap(({ node: { merge, parts, label } }) => (parts ? [{ merge, parts, label }] : []))
    .sort((first, second) => first.merge - second.merge)
    .map(({ merge, parts: [left, right], label }) =>
      t('pictures.mergeTree.step', { merge, left: left.label, right: right.label, label }),
    );
  const description =
    steps.length > 0 ? [...new Set(steps)].join(' ') : t('pictures.mergeTree.unit');
  return (
    <div className="picture picture-scroll" tabIndex={0}>
      <svg
        width={roundPlace(width) + 2}
        height={height}
        role="img"
        aria-label={`${t('pictures.mergeTree.label', { label: root.label })} ${description}`}
      >
        <g transform="translate(1 0)">
          {nodes.flatMap(({ x, y, parts }, index) =>
            parts.map((part) => (
              <path
                key={`${index}-${part}`}
                d={`M${roundPlace(x)} ${y}L${roundPlace(nodes[part].x)} ${nodes[part].y}`}
                style={{ stroke: 'var(--picture-faint)' }}
                strokeWidth={1.25}
              />
            )),
          )}
          {nodes.map(({ node, x, y, width: boxWidth }, index) => (
            <g key={index}>
              <rect
                x={roundPlace(x - boxWidth / 2)}
                y={y - boxHeight / 2}
                width={roundPlace(boxWidth)}
                height={boxHeight}
                rx={5}
                style={{
                  fill: node.parts ? 'var(--picture-accent-soft)' : 'var(--picture-panel)',
                  stroke: node.parts ? 'var(--picture-accent)' : 'var(--picture-faint)',
                }}
              />
              <text
                x={roundPlace(x)}
                y={y}
                dy="0.35em"
                textAnchor="middle"
                fontSize={13}
                style={{ fill: 'var(--picture-ink)' }}
              >
                {node.label}
              </text>
              {node.parts && (
                <text
                  x={roundPlace(x + boxWidth / 2 + 4)}
                  y={y - boxHeight / 2 + 6}
                  fontSize={10}
                  style={{ fill: 'var(--picture-muted)' }}
                >
                  {node.merge}
                </text>
              )}
            </g>
          ))}
        </g>
      </svg>
    </div>
  );
}

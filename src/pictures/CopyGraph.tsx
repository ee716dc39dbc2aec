/**
 * @file Clusters of near-copies as a graph: a node for each document, a line for each pair that was found to
 * be alike. The kept document of a cluster has a thick edge. Colours say which original a document was made
 * from, where that is known; copies that were not found are dashed and by themselves.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { groupColor } from './color';
import { layoutCopies, nodeRadius } from './copy-graph-layout';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { useWidth } from './use-width';

export interface CopyGraphProps {
  /** For each document the least index in its cluster: the kept one. */
  clusterOf: ArrayLike<number>;
  links: readonly { first: number; second: number; similarity: number }[];
  /** For each document its original; null if that is not known. */
  originals: readonly number[] | null;
  /** Documents to light up; all others stand back. */
  highlighted: ReadonlySet<number> | null;
  chosen: number | null;
  onChoose: (document: number) => void;
}

export function CopyGraph(props: CopyGraphProps) {
  const { clusterOf, links, originals, highlighted, chosen, onChoose } = props;
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const drawn = useMemo(() => drawnDocuments(clusterOf, originals), [clusterOf, originals]);
  const layout = useMemo(() => layoutCopies(drawn, width), [drawn, width]);
  const places = new Map(layout.nodes.map((node) => [node.document, node]));
  const clustered = new Set(links.flatMap(({ first, second }) => [first, second]));
  const roving = useRovingIndex(layout.nodes.length);
  const opacity = (...documents: number[]) =>
    highlighted !== null && !documents.every((document) => highlighted.has(document))
      ? 0.25
      : undefined;

  if (drawn.length === 0)
    return <p className="picture-readout">{t('pictures.deduplication.none')}</p>;
  return (
    <div className="picture" ref={ref}>
      <svg
        width={width}
        height={Math.ceil(layout.height)}
        role="group"
        aria-label={t('pictures.deduplication.graph', { count: clustered.size })}
        onKeyDown={roving.container.onKeyDown}
        onFocus={roving.container.onFocus}
        onClick={(event) => {
          const index = indexOfTarget(event.target);
          if (index !== undefined) onChoose(layout.nodes[index].document);
        }}
      >
        {links.map(({ first, second, similarity }) => {
          const [from, to] = [places.get(first), places.get(second)];
          return (
            from &&
            to && (
              <path
                key={`${first} ${second}`}
                d={`M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${to.x.toFixed(1)} ${to.y.toFixed(1)}`}
                style={{ stroke: 'var(--picture-faint)' }}
                strokeWidth={Number((0.75 + 2.5 * similarity).toFixed(2))}
                opacity={opacity(first, second)}
              />
            )
          );
        })}
        {layout.nodes.map(({ document, cluster, x, y }, index) => {
          const isKept = document === cluster;
          return (
            <g
              key={document}
              className="picture-pressable"
              transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
              role="button"
              data-index={index}
              tabIndex={roving.tabIndex(index)}
              aria-pressed={chosen === document}
              aria-label={t(
                !clustered.has(document)
                  ? 'pictures.deduplication.missed'
                  : isKept
                    ? 'pictures.deduplication.kept'
                    : 'pictures.deduplication.copy',
                { document, kept: cluster },
              )}
              opacity={opacity(document)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onChoose(document);
              }}
            >
              <circle
                r={nodeRadius}
                style={{
                  fill: groupColor(originals?.[document] ?? cluster),
                  stroke: chosen === document ? 'var(--picture-accent)' : 'var(--picture-ink)',
                }}
                strokeWidth={chosen === document ? 3 : isKept && clustered.has(document) ? 2 : 0.6}
                strokeDasharray={clustered.has(document) ? undefined : '3 2'}
              />
              <text
                dy="0.35em"
                textAnchor="middle"
                fontSize={document < 1000 ? 8.5 : 6.5}
                className="is-ink"
              >
                {document}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Documents in clusters, and those that should be in one but were not found. */
function drawnDocuments(clusterOf: ArrayLike<number>, originals: readonly number[] | null) {
  const count = (groups: ArrayLike<number>) => {
    const sizes = new Map<number, number>();
    for (let at = 0; at < groups.length; at++) {
      sizes.set(groups[at], (sizes.get(groups[at]) ?? 0) + 1);
    }
    return (group: number) => sizes.get(group) ?? 0;
  };
  const inCluster = count(clusterOf);
  const ofOriginal = originals && count(originals);
  const all = Array.from({ length: clusterOf.length }, (_, document) => ({
    document,
    cluster: clusterOf[document],
  }));
  return all.filter(
    ({ document, cluster }) =>
      inCluster(cluster) > 1 || (originals && ofOriginal && ofOriginal(originals[document]) > 1),
  );
}

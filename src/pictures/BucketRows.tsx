/**
 * @file The buckets of locality-sensitive hashing: a line for each band, and in it a block for each bucket
 * that holds more than one document, as wide as it is full. A block with documents of several groups, which
 * are candidates but no copies, has an edge.
 */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { groupColor } from './color';
import type { HoverLock } from './use-hover-lock';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { useWidth } from './use-width';

export interface BucketRowsProps {
  bands: number;
  /** In the order of their bands, from 0. */
  buckets: readonly { band: number; members: readonly number[] }[];
  /** For each document the group that it belongs to, which gives its colour. */
  groupOf: ArrayLike<number>;
  /** Index of the bucket that is looked at. */
  lock: HoverLock<number>;
}

const lineHeight = 14;
const label = 30;
const gap = 2;
/** Pixels for a document, at most. */
const widest = 8;

export function BucketRows({ bands, buckets, groupOf, lock }: BucketRowsProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const roving = useRovingIndex(buckets.length);
  const chosen = lock.active === undefined ? undefined : buckets[lock.active];

  return (
    <div className="picture" ref={ref}>
      <svg
        width={width}
        height={bands * lineHeight}
        role="group"
        aria-label={t('pictures.deduplication.buckets', { bands, count: buckets.length })}
        onKeyDown={(event) => {
          roving.container.onKeyDown(event);
          const index = indexOfTarget(event.target);
          if (index === undefined || (event.key !== 'Enter' && event.key !== ' ')) return;
          event.preventDefault();
          lock.toggle(index);
        }}
        onFocus={(event) => {
          roving.container.onFocus(event);
          const index = indexOfTarget(event.target);
          if (index !== undefined) lock.hover(index);
        }}
        onBlur={lock.leave}
        onPointerOver={(event) => {
          const index = indexOfTarget(event.target);
          if (index !== undefined) lock.hover(index);
        }}
        onPointerLeave={lock.leave}
        onClick={(event) => {
          const index = indexOfTarget(event.target);
          if (index !== undefined) lock.toggle(index);
        }}
      >
        {Array.from({ length: bands }, (_, band) => (
          <text
            key={band}
            x={label - 8}
            y={band * lineHeight + lineHeight / 2}
            dy="0.35em"
            textAnchor="end"
            fontSize={10}
          >
            {band + 1}
          </text>
        ))}
        <Blocks
          buckets={buckets}
          groupOf={groupOf}
          width={width}
          tabbed={buckets.findIndex((_, index) => roving.tabIndex(index) === 0)}
          locked={lock.locked}
        />
      </svg>
      <div className="picture-readout" aria-live="polite">
        {chosen
          ? t('pictures.deduplication.bucketReadout', {
              band: chosen.band + 1,
              documents: listSome(chosen.members),
            })
          : t('pictures.deduplication.bucketHint')}
      </div>
    </div>
  );
}

/** A bucket may hold thousands. */
const listed = 40;

function listSome(members: readonly number[]): string {
  const some = members.slice(0, listed).join(', ');
  return members.length > listed ? `${some} … (${members.length})` : some;
}

interface BlocksProps {
  buckets: BucketRowsProps['buckets'];
  groupOf: ArrayLike<number>;
  width: number;
  /** The block that the Tab key reaches. */
  tabbed: number;
  locked: number | undefined;
}

/** There may be thousands, so they are drawn anew only when they change. */
const Blocks = memo(function Blocks({ buckets, groupOf, width, tabbed, locked }: BlocksProps) {
  const { t } = useTranslation();
  const filled = new Map<number, { members: number; blocks: number }>();
  for (const { band, members } of buckets) {
    const line = filled.get(band) ?? { members: 0, blocks: 0 };
    filled.set(band, { members: line.members + members.length, blocks: line.blocks + 1 });
  }
  const unit = Math.min(
    widest,
    ...[...filled.values()].map(({ members, blocks }) =>
      Math.max(0.5, (width - label - blocks * gap) / members),
    ),
  );
  const isMixed = (members: readonly number[]) =>
    members.some((member) => groupOf[member] !== groupOf[members[0]]);
  const ends = new Map<number, number>();
  return buckets.map(({ band, members }, index) => {
    const x = ends.get(band) ?? label;
    const blockWidth = members.length * unit;
    ends.set(band, x + blockWidth + gap);
    return (
      <rect
        key={index}
        className="picture-pressable"
        x={x.toFixed(1)}
        y={band * lineHeight + 2}
        width={blockWidth.toFixed(1)}
        height={lineHeight - 4}
        rx={2}
        role="button"
        data-index={index}
        tabIndex={index === tabbed ? 0 : -1}
        aria-pressed={index === locked}
        aria-label={t('pictures.deduplication.bucket', { band: band + 1, count: members.length })}
        style={{
          fill: groupColor(groupOf[members[0]]),
          stroke:
            index === locked
              ? 'var(--picture-ink)'
              : isMixed(members)
                ? 'var(--picture-second)'
                : undefined,
        }}
        strokeWidth={2}
      />
    );
  });
});

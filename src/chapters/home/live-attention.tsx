/**
 * @file Attention on the example sentence. The query walks along by itself until it is pointed at.
 */
import { Group, SegmentedControl, Text } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { headMatrix } from '../../pictures/attention';
import { AttentionArcs } from '../../pictures/AttentionArcs';
import { PictureFrame } from '../../pictures/PictureFrame';
import { useHoverLock } from '../../pictures/use-hover-lock';
import { useLab } from '../../state/lab';

/** Milliseconds that one token is the query. */
const walkDelay = 1800;

export function LiveAttention({ sentence }: { sentence: string }) {
  const { t } = useTranslation();
  const isReady = useLab(
    (state) => state.model.status === 'ready' && state.inside.text === sentence,
  );
  const { inspection, layer, head } = useLab((state) => state.inside);
  const chooseHead = useLab((state) => state.chooseHead);
  const query = useHoverLock<number>();
  const shown = isReady ? inspection : null;
  const time = shown?.tokens.length ?? 0;
  const walking = useWalk(time, query.active !== undefined);

  return (
    <PictureFrame
      title={t('home.attention.heading')}
      file="attention"
      drawn={shown !== null}
      caption={t('home.attention.text')}
    >
      <Group gap="lg" mb="md">
        <Numbers
          label={t('home.attention.layer')}
          count={shown?.layers ?? 1}
          value={layer}
          onChange={(value) => chooseHead(value, head)}
        />
        <Numbers
          label={t('home.attention.head')}
          count={shown?.heads ?? 1}
          value={head}
          onChange={(value) => chooseHead(layer, value)}
        />
      </Group>
      <div className="home-attention-area">
        {shown && (
          <AttentionArcs
            matrix={headMatrix(
              shown.probabilities,
              { ...shown, queries: time, keys: time },
              layer,
              head,
            )}
            tokens={shown.tokens.map(({ label }) => label)}
            query={query}
            initial={walking}
          />
        )}
      </div>
    </PictureFrame>
  );
}

/** The query's place: moves on by itself, unless held or unless the reader wants no motion. */
function useWalk(time: number, held: boolean): number {
  const [place, setPlace] = useState<number | null>(null);
  const reduced = useReducedMotion();
  useEffect(() => {
    if (time < 2 || held || reduced) return;
    const timer = setInterval(
      () => setPlace((before) => ((before ?? time - 1) >= time - 1 ? 1 : (before ?? 0) + 1)),
      walkDelay,
    );
    return () => clearInterval(timer);
  }, [time, held, reduced]);
  return Math.min(place ?? time - 1, Math.max(0, time - 1));
}

interface NumbersProps {
  label: string;
  count: number;
  /** From 0; shown from 1. */
  value: number;
  onChange: (value: number) => void;
}

function Numbers({ label, count, value, onChange }: NumbersProps) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Text fz="sm" c="dimmed">
        {label}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={String(value)}
        data={Array.from({ length: count }, (_, index) => ({
          value: String(index),
          label: String(index + 1),
        }))}
        onChange={(chosen) => onChange(Number(chosen))}
      />
    </Group>
  );
}

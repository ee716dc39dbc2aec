/**
 * @file The nodes of a flame in words.
 */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlameNode, FlameSubject, FlameSums } from './flame-layout';
import { gigaflops, shareOfLimit } from './flame-layout';
import { formatNumber, formatProbability } from './format';

const layerParts = ['attention', 'crossAttention', 'feedForward'] as const;
const encoderParts = ['attention', 'feedForward'] as const;
const otherParts = ['embedding', 'head', 'loss'] as const;

/** Parts of a model by the names that marks give them: `layers.0.attention`, `head`. */
export function usePartName(): (part: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (part) => {
      const [, layer, inner] = /^layers\.(\d+)\.(\w+)$/.exec(part) ?? [];
      const inLayer = layerParts.find((candidate) => candidate === inner);
      if (inLayer) {
        return t(`pictures.flame.layers.${inLayer}`, { layer: Number(layer) + 1 });
      }
      const [, encoderLayer, encoderInner] = /^encoder\.layers\.(\d+)\.(\w+)$/.exec(part) ?? [];
      const inEncoder = encoderParts.find((candidate) => candidate === encoderInner);
      if (inEncoder) {
        return t(`pictures.flame.encoder.${inEncoder}`, { layer: Number(encoderLayer) + 1 });
      }
      if (part.startsWith('encoder.')) return t('pictures.flame.encoder.other');
      const other = otherParts.find((candidate) => candidate === part);
      return t(`pictures.flame.parts.${other ?? 'other'}`);
    },
    [t],
  );
}

export function useFlameWords() {
  const { t } = useTranslation();
  const partName = usePartName();

  const nameOf = (subject: FlameSubject): string => {
    switch (subject.level) {
      case 'step':
        return t('pictures.flame.step');
      case 'phase':
        return t(`pictures.flame.phases.${subject.phase}`);
      case 'kind':
        return t(`pictures.flame.kinds.${subject.kind}`);
      case 'part':
        return partName(subject.part);
      case 'operation':
        return `${t(`pictures.flame.kinds.${subject.kind}`)} ${subject.sizes.join('×')}`;
    }
  };

  /** Rate and share of the limit, where there are any. */
  const rateOf = (sums: FlameSums): string | null => {
    const rate = gigaflops(sums);
    return rate === null ? null : formatNumber(Number(rate.toPrecision(3)));
  };
  const limitOf = (sums: FlameSums): string | null => {
    const share = shareOfLimit(sums);
    return share === null ? null : formatProbability(share);
  };

  /** All that is known of a node. @param whole milliseconds of the step */
  const describe = (node: FlameNode, whole: number): string => {
    const [rate, limit] = [rateOf(node), limitOf(node)];
    return [
      t('pictures.flame.node', {
        name: nameOf(node.subject),
        milliseconds: formatNumber(Number(node.milliseconds.toPrecision(3))),
        share: formatProbability(whole > 0 ? node.milliseconds / whole : 0),
      }),
      ...(rate === null ? [] : [t('pictures.flame.rate', { rate })]),
      ...(limit === null ? [] : [t('pictures.flame.ofLimit', { share: limit })]),
    ].join(' · ');
  };

  return { nameOf, rateOf, limitOf, describe };
}

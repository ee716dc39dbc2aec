/**
 * @file What the boxes of a block diagram are called.
 */
import { useTranslation } from 'react-i18next';
import type { Axis, Box } from '../models/diagram';

const linearNames = ['queryKeyValue', 'query', 'keyValue', 'output', 'up', 'down'] as const;

export function useBoxName(): (box: Pick<Box, 'name' | 'kind'>) => string {
  const { t } = useTranslation();
  return ({ name, kind }) => {
    const last = name.split('.').at(-1);
    const linear = linearNames.find((known) => known === last);
    const plain =
      kind === 'linear' && linear ? t(`diagram.linear.${linear}`) : t(`diagram.kinds.${kind}.name`);
    const named =
      kind === 'layer' ? t('diagram.number', { name: plain, number: Number(last) + 1 }) : plain;
    return name.startsWith('encoder.') ? t('diagram.ofEncoder', { name: named }) : named;
  };
}

/** `T×D` */
export const shapeSymbols = (shape: readonly Axis[]) => shape.map(({ symbol }) => symbol).join('×');

/** `128×64` */
export const shapeSizes = (shape: readonly { size: number }[]) =>
  shape.map(({ size }) => size).join('×');

export const shapeText = (shape: readonly Axis[]) =>
  `${shapeSymbols(shape)} = ${shapeSizes(shape)}`;

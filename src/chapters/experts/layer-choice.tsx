/**
 * @file Which layer's experts are shown.
 */
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface LayerChoiceProps {
  /** Names of the layers, in their order. */
  names: readonly string[];
  layer: number;
  onChange: (layer: number) => void;
}

export function LayerChoice({ names, layer, onChange }: LayerChoiceProps) {
  const { t } = useTranslation();
  if (names.length < 2) return null;
  return (
    <div className="picture-scroll">
      <SegmentedControl
        size="xs"
        aria-label={t('experts.layers')}
        value={String(layer)}
        data={names.map((label, index) => ({ value: String(index), label }))}
        onChange={(chosen) => onChange(Number(chosen))}
      />
    </div>
  );
}

/**
 * @file A slider with its name and value in a line above it.
 */
import { Group, Slider, Text } from '@mantine/core';

export interface SliderFieldProps {
  name: string;
  value: number;
  /** What the value means, if it is only a place. */
  shown?: number | string;
  min: number;
  max: number;
  step?: number;
  onChange: (value: number) => void;
  disabled?: boolean;
}

export function SliderField({
  name,
  value,
  shown = value,
  min,
  max,
  step = 1,
  onChange,
  disabled,
}: SliderFieldProps) {
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap" mb={4}>
        <Text fz="xs">{name}</Text>
        <Text fz="xs" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {shown}
        </Text>
      </Group>
      <Slider
        size="sm"
        min={min}
        max={max}
        step={step}
        value={value}
        // Steps of 0.1 add up to 0.30000000000000004.
        onChange={(next) => onChange(Number(next.toFixed(4)))}
        label={null}
        disabled={disabled}
        thumbLabel={name}
        thumbProps={{ 'aria-valuetext': String(shown) }}
      />
    </div>
  );
}

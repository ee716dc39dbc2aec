/**
 * @file A number that is turned with a slider, with its name and value above.
 */
import { Slider, Text } from '@mantine/core';

export interface KnobProps {
  /** With the value in it. */
  label: string;
  value: number;
  bounds: { min: number; max: number };
  step?: number;
  onChange: (value: number) => void;
  disabled?: boolean;
}

export function Knob({ label, value, bounds, step = 1, onChange, disabled }: KnobProps) {
  return (
    <div>
      <Text fz="sm" mb={6} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {label}
      </Text>
      <Slider
        {...bounds}
        step={step}
        value={value}
        onChange={onChange}
        label={null}
        thumbLabel={label}
        disabled={disabled}
      />
    </div>
  );
}

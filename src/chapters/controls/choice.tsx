/**
 * @file A control for one of a few names, side by side, with a line that says what it does.
 */
import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';

export interface ChoiceProps<Value extends string> {
  label: string;
  help: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, help, value, options, onChange } = props;
  const id = useId();
  return (
    <div>
      <Input.Label id={id} labelElement="div">
        {label}
      </Input.Label>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={value}
        data={[...options]}
        onChange={(chosen) => {
          const option = options.find((candidate) => candidate.value === chosen);
          if (option) onChange(option.value);
        }}
      />
      <Input.Description mt={5}>{help}</Input.Description>
    </div>
  );
}

/** @file Any number of a few choices, as chips. */
import { Chip, Group, Input } from '@mantine/core';

type Plain = string | number | boolean | null;

const keyOf = (choice: Plain) => JSON.stringify(choice);

interface ChipsProps<Choice extends Plain> {
  label: string;
  choices: readonly Choice[];
  nameOf: (choice: Choice) => string;
  chosen: readonly Choice[];
  /** Is given them in the order of the choices. */
  onChange: (chosen: Choice[]) => void;
  error?: string | null;
  disabled?: boolean;
}

export function Chips<Choice extends Plain>({
  label,
  choices,
  nameOf,
  chosen,
  onChange,
  error,
  disabled,
}: ChipsProps<Choice>) {
  return (
    <Input.Wrapper label={label} labelElement="div" error={error}>
      <Chip.Group
        multiple
        value={chosen.map(keyOf)}
        onChange={(values) => onChange(choices.filter((choice) => values.includes(keyOf(choice))))}
      >
        <Group gap="xs" mt={4}>
          {choices.map((choice) => (
            <Chip key={keyOf(choice)} value={keyOf(choice)} size="sm" disabled={disabled}>
              {nameOf(choice)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

/**
 * @file The button that starts a piece of work, in whose place one that stops it stands meanwhile.
 */
import { Button } from '@mantine/core';
import { IconPlayerStop, type Icon } from '@tabler/icons-react';

interface StartStopProps {
  isWorking: boolean;
  start: string;
  stop: string;
  icon: Icon;
  onStart: () => void;
  onStop: () => void;
  /** Whether it cannot be started. */
  disabled?: boolean;
  /** Of the button that starts. */
  variant?: 'filled' | 'light';
}

export function StartStop({
  isWorking,
  start,
  stop,
  icon: StartIcon,
  onStart,
  onStop,
  disabled,
  variant = 'filled',
}: StartStopProps) {
  return isWorking ? (
    <Button
      variant="default"
      leftSection={<IconPlayerStop size={16} aria-hidden="true" />}
      onClick={onStop}
    >
      {stop}
    </Button>
  ) : (
    <Button
      variant={variant}
      disabled={disabled}
      leftSection={<StartIcon size={16} aria-hidden="true" />}
      onClick={onStart}
    >
      {start}
    </Button>
  );
}

/**
 * @file A few facts with their names, in a row that wraps.
 */
import { Box, Text } from '@mantine/core';

export interface Fact {
  name: string;
  value: string;
  /** In a line of its own below the value. */
  help?: string;
  /** Identifiers and file names. */
  mono?: boolean;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <Box
      component="dl"
      m={0}
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))',
        gap: '16px 28px',
      }}
    >
      {facts.map(({ name, value, help, mono = false }) => (
        <div key={name}>
          <Text component="dt" fz="sm" c="dimmed">
            {name}
          </Text>
          <Text
            component="dd"
            m={0}
            fz={mono ? 12 : 'lg'}
            fw={mono ? 400 : 600}
            lh={1.55}
            ff={mono ? 'monospace' : undefined}
            style={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}
          >
            {value}
          </Text>
          {help !== undefined && (
            <Text component="dd" m={0} mt={2} fz="xs" c="dimmed" lh={1.5}>
              {help}
            </Text>
          )}
        </div>
      ))}
    </Box>
  );
}

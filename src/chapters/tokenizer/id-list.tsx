/**
 * @file The ids of a text in order: what the model is really given.
 */
import { Box, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface IdListProps {
  ids: readonly number[];
  highlightedId: number | undefined;
  onHoverId: (id: number | undefined) => void;
}

export function IdList({ ids, highlightedId, onHoverId }: IdListProps) {
  const { t } = useTranslation();
  return (
    <Box>
      <Text fz="sm" fw={600} mb="sm">
        {t('tokenizer.show.ids')}
      </Text>
      <Box
        ff="monospace"
        fz="sm"
        lh={1.8}
        style={{ overflowWrap: 'anywhere' }}
        onPointerOver={({ target }) => {
          const id = target instanceof HTMLElement ? target.dataset.id : undefined;
          onHoverId(id === undefined ? undefined : Number(id));
        }}
        onPointerLeave={() => onHoverId(undefined)}
      >
        {ids.map((id, index) => (
          <span key={index}>
            <span
              data-id={id}
              style={
                id === highlightedId
                  ? { background: 'var(--picture-accent-soft)', borderRadius: 3, fontWeight: 700 }
                  : undefined
              }
            >
              {id}
            </span>{' '}
          </span>
        ))}
      </Box>
    </Box>
  );
}

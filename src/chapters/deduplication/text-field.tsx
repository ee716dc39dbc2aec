/**
 * @file One of the editable texts, and the way back to the example.
 */
import { Anchor, Box, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import type { DeduplicationText } from '../../state/types';
import { useEditableText } from './use-texts';

/** Longer texts would be slow to draw shingle by shingle. */
const limit = 3000;

export function TextField({ name }: { name: DeduplicationText }) {
  const { t } = useTranslation();
  const edit = useLab((state) => state.editDeduplicationText);
  const { text, isExample } = useEditableText()(name);
  return (
    <Box>
      <Textarea
        label={t(`deduplication.names.${name}`)}
        value={text}
        maxLength={limit}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        onChange={(event) => edit(name, event.currentTarget.value)}
      />
      {!isExample && (
        <Anchor component="button" type="button" fz="xs" mt={4} onClick={() => edit(name, null)}>
          {t('deduplication.backToExample')}
        </Anchor>
      )}
    </Box>
  );
}

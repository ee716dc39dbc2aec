/**
 * @file The files that are not in the text, and why. Nothing is drawn if all of them are.
 */
import { Alert, Box, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useTranslatedError } from '../../language/use-translated-error';
import { useNumbers } from '../../language/use-numbers';
import type { LeftOut } from '../../text/reading';

/** A folder of pictures has thousands; these are enough to see why. */
const most = 100;

export function LeftOutFiles({ files }: { files: readonly LeftOut[] }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const translate = useTranslatedError();
  const title = useId();
  if (files.length === 0) return null;
  const heading =
    files.length === 1
      ? t('text.leftOut.one')
      : t('text.leftOut.many', { files: integer(files.length) });
  return (
    <Alert
      color="yellow"
      role="group"
      aria-labelledby={title}
      title={<span id={title}>{heading}</span>}
      icon={<IconAlertTriangle size={20} aria-hidden="true" />}
    >
      <Box
        component="ul"
        aria-labelledby={title}
        tabIndex={0}
        m={0}
        pl="md"
        mah={180}
        fz="sm"
        lh={1.6}
        style={{ overflow: 'auto', overflowWrap: 'anywhere' }}
      >
        {files.slice(0, most).map(({ name, error }) => (
          <li key={name}>{translate(error)}</li>
        ))}
      </Box>
      {files.length > most && (
        <Text fz="sm" mt={4}>
          {t('text.leftOut.more', { files: integer(files.length - most) })}
        </Text>
      )}
    </Alert>
  );
}

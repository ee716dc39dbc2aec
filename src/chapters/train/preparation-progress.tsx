/**
 * @file How far text, tokenizer and tokens are before the first step.
 */
import { Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';

export function PreparationProgress() {
  const { t } = useTranslation();
  const progress = useLab((state) => state.run?.progress ?? null);
  // After the last token the engine starts, which has no share to tell.
  const isEngine = progress === null || (progress.stage === 'encoding' && progress.share >= 1);
  const name = isEngine ? t('train.compiling') : t(`common.progress.${progress.stage}`);
  const percent = isEngine ? 100 : Math.round(progress.share * 100);
  return (
    <Stack gap={6} maw={520}>
      <Text fz="sm" role="status">
        {name}
        {!isEngine && ` · ${percent}%`}
      </Text>
      <Progress.Root size="md">
        <Progress.Section value={percent} animated={isEngine} aria-label={name} />
      </Progress.Root>
    </Stack>
  );
}

/**
 * @file Chapter “inside”: attention of the chosen model on a text of one's own, from all heads to a
 * single query; and how RoPE turns queries and keys.
 */
import { Anchor, Box, Loader, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { ChapterHead, Lesson } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NextLink } from '../controls/next-link';
import { SourcePicker } from '../controls/source-picker';
import { AttentionView } from './attention-view';
import { DiagramSection } from './diagram-section';
import { InterventionSection } from './intervention-section';
import { LensSection } from './lens-section';
import { RopeView } from './rope-view';
import { useIsLive, useLiveInspection, useTextFields } from './use-inspection';

export default function InsidePage() {
  const { t } = useTranslation();
  const { status, inspection, error } = useLab((state) => state.inside);
  const modelError = useLab((state) => state.model.error);
  const info = useLab((state) => state.model.info);
  const isLive = useIsLive();
  const [follows, setFollows] = useState(true);
  useLiveInspection(isLive && follows);

  return (
    <Stack gap={40}>
      <ChapterHead chapter="inside" lead={t('inside.lead')} />
      <Stack gap="md">
        <SourcePicker busy={status === 'working'} />
        {isLive && (
          <Switch
            checked={follows}
            onChange={(event) => setFollows(event.currentTarget.checked)}
            label={t('inside.live')}
            description={t('inside.liveHint')}
          />
        )}
        <TextField />
        {/* A model that cannot be loaded is told of above. */}
        <ErrorAlert error={modelError ? null : error} title={t('inside.failed')} />
      </Stack>
      {inspection ? (
        <>
          <AttentionView inspection={inspection} />
          <RopeView inspection={inspection} />
          <LensSection />
          {info && (
            <>
              <InterventionSection info={info} />
              <DiagramSection info={info} />
            </>
          )}
        </>
      ) : (
        status === 'working' && (
          <Box mih={320} style={{ display: 'grid', placeItems: 'center' }}>
            <Loader aria-label={t('inside.working')} />
          </Box>
        )
      )}
      <Lesson
        title={t('inside.lesson.title')}
        points={[
          { title: t('inside.lesson.query'), text: t('inside.lesson.queryText') },
          { title: t('inside.lesson.patterns'), text: t('inside.lesson.patternsText') },
          { title: t('inside.lesson.forming'), text: t('inside.lesson.formingText') },
        ]}
      />
      <NextLink to="decode" />
    </Stack>
  );
}

function TextField() {
  const { t } = useTranslation();
  const { text, target, edit, editTarget, reset, isExample } = useTextFields();
  const inspection = useLab((state) => state.inside.inspection);
  const isWorking = useLab((state) => state.inside.status === 'working');
  const context = useLab((state) => state.model.info?.config.contextLength);
  const isPair = useLab(({ model }) => model.info?.config.architecture === 'encoder-decoder');
  const tokens = inspection?.tokens.length ?? 0;

  return (
    <Stack maw={720} gap="xs">
      <Textarea
        label={t(`inside.text.${isPair ? 'source' : 'label'}`)}
        value={text}
        autosize
        minRows={2}
        maxRows={6}
        onChange={(event) => edit(event.currentTarget.value)}
      />
      {isPair && (
        <TextInput
          label={t('inside.text.target')}
          description={t('inside.text.targetHelp')}
          value={target ?? inspection?.answer ?? ''}
          onChange={(event) => editTarget(event.currentTarget.value)}
        />
      )}
      <Text fz="xs" c="dimmed" mih={20} aria-live="polite">
        {inspection && (
          <>
            {t('inside.text.hint', { tokens })}
            {' · '}
            {t('inside.ofStep', { step: inspection.step })}
            {tokens === context && ` · ${t('inside.text.cut', { tokens })}`}
          </>
        )}
        {isWorking && ` · ${t('inside.working')}`}
        {isPair && target !== null && (
          <>
            {' · '}
            <Anchor component="button" type="button" fz="xs" onClick={() => editTarget(null)}>
              {t('inside.text.byItself')}
            </Anchor>
          </>
        )}
        {!isExample && (
          <>
            {' · '}
            <Anchor component="button" type="button" fz="xs" onClick={reset}>
              {t('inside.text.example')}
            </Anchor>
          </>
        )}
      </Text>
    </Stack>
  );
}

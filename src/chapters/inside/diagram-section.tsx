/**
 * @file The block diagram of the chosen model with live values: a box's tensor for the text, and how one
 * of its numbers was computed.
 */
import { Box as Space, Grid, Stack, Text } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelInfo } from '../../experiment/model-info';
import { BlockDiagram } from '../../pictures/BlockDiagram';
import { useBoxName } from '../../pictures/box-words';
import { BoxFacts } from '../../pictures/BoxFacts';
import { PictureFrame } from '../../pictures/PictureFrame';
import { boxesOf, modelDiagram, pathTo } from '../../state/diagram';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { BoxTensor } from './box-tensor';

export function DiagramSection({ info }: { info: ModelInfo }) {
  const { t } = useTranslation();
  const { config } = info;
  const nameOf = useBoxName();
  const inspection = useLab((state) => state.inside.inspection);
  const { name, look, error } = useLab((state) => state.box);
  const lookAtBox = useLab((state) => state.lookAtBox);
  const time = look?.ids.length ?? config.contextLength;
  const sourceTime = look?.sourceIds.length ?? config.contextLength;
  const root = useMemo(
    () => modelDiagram(config, { time, sourceTime }),
    [config, time, sourceTime],
  );
  const boxes = useMemo(() => boxesOf(root), [root]);
  const path = pathTo(root, name);
  const box = path[path.length - 1];

  // Whenever the model or its text was looked at anew.
  useEffect(() => {
    if (inspection) void lookAtBox(useLab.getState().box.name);
  }, [inspection, lookAtBox]);

  return (
    <Section title={t('diagram.values.heading')} hint={t('diagram.values.hint')}>
      <Grid gap={{ base: 32, md: 56 }}>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="xl">
            <PictureFrame
              title={t('diagram.title')}
              caption={t('diagram.caption')}
              file="model"
              drawn
            >
              <BlockDiagram path={path} boxes={boxes} onChoose={(next) => void lookAtBox(next)} />
            </PictureFrame>
            <BoxFacts box={box} boxes={boxes} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <ErrorAlert error={error} title={t('diagram.values.failed')} />
          {look ? (
            <BoxTensor key={look.box.name} look={look} name={nameOf(box)} />
          ) : (
            <Space mih={240}>
              {!error && (
                <Text fz="sm" c="dimmed">
                  {t('inside.working')}
                </Text>
              )}
            </Space>
          )}
        </Grid.Col>
      </Grid>
    </Section>
  );
}

/**
 * @file Near-copies in a small corpus: how many pairs had to be compared, the buckets, and the clusters.
 */
import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BucketRows } from '../../pictures/BucketRows';
import { CopyGraph } from '../../pictures/CopyGraph';
import { toCsv } from '../../pictures/csv';
import { PictureFrame } from '../../pictures/PictureFrame';
import { useHoverLock } from '../../pictures/use-hover-lock';
import { deduplicationBounds as bounds } from '../../state/deduplication';
import { useLab } from '../../state/lab';
import type { CopySearch } from '../../experiment/deduplication';
import { Section } from '../controls/chapter-parts';
import { Choice } from '../controls/choice';
import { SliderField } from '../controls/slider-field';
import { CopyFacts } from './copy-facts';
import { CopyReader } from './copy-reader';

export function CorpusView() {
  const { t, i18n } = useTranslation();
  const { settings, status, progress, copies, ...chosen } = useLab((state) => state.deduplication);
  const stories = i18n.language === 'zh-CN' ? 'chinese-stories' : 'english-stories';
  const source = chosen.source ?? stories;
  const text = useLab((state) => state.spec.text);
  const edit = useLab((state) => state.editDeduplication);
  const choose = useLab((state) => state.chooseCopySource);
  const find = useLab((state) => state.findCopies);
  const cancel = useLab((state) => state.cancelCopies);
  useEffect(() => void find(source), [find, settings, source, text]);
  const isSearching = status === 'searching';

  return (
    <Section title={t('deduplication.corpus.heading')} hint={t('deduplication.corpus.hint')}>
      <Stack gap="xl">
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <Choice
            label={t('deduplication.corpus.source')}
            help={t(`deduplication.corpus.sourceHelp.${source}`)}
            value={source}
            options={(['english-stories', 'chinese-stories', 'open'] as const).map((value) => ({
              value,
              label: t(`deduplication.corpus.sources.${value}`),
            }))}
            onChange={choose}
          />
          <Choice
            label={t('deduplication.corpus.verification')}
            help={t(`deduplication.corpus.verificationHelp.${settings.verification}`)}
            value={settings.verification}
            options={(['none', 'signature', 'shingles'] as const).map((value) => ({
              value,
              label: t(`deduplication.corpus.verifications.${value}`),
            }))}
            onChange={(verification) => edit({ verification })}
          />
          <SliderField
            name={t('deduplication.corpus.threshold')}
            value={settings.threshold}
            shown={settings.threshold.toFixed(2)}
            {...bounds.threshold}
            step={0.05}
            disabled={settings.verification === 'none'}
            onChange={(threshold) => edit({ threshold })}
          />
          <Group gap="sm" mih={30} aria-live="polite">
            {isSearching && (
              <>
                <Text fz="sm">
                  {t('common.progress.deduplication')} · {Math.round(100 * (progress?.share ?? 0))}%
                </Text>
                <Button size="compact-sm" variant="default" onClick={cancel}>
                  {t('common.cancel')}
                </Button>
              </>
            )}
          </Group>
        </SimpleGrid>
        {copies && <Found copies={copies} />}
      </Stack>
    </Section>
  );
}

function Found({ copies }: { copies: CopySearch }) {
  const { t } = useTranslation();
  const reading = useLab((state) => state.deduplication.reading);
  const readCopy = useLab((state) => state.readCopy);
  const bucket = useHoverLock<number>();
  const { buckets, clusterOf, links, originals, settings } = copies;
  const pointed = bucket.active === undefined ? undefined : buckets[bucket.active];
  const highlighted = useMemo(() => (pointed ? new Set(pointed.members) : null), [pointed]);

  return (
    <>
      <CopyFacts copies={copies} />
      <PictureFrame
        title={t('deduplication.corpus.clusters')}
        caption={t(
          originals
            ? 'deduplication.corpus.clustersKnownCaption'
            : 'deduplication.corpus.clustersCaption',
        )}
        file="clusters"
        drawn
        csv={() =>
          toCsv(
            ['first', 'second', 'similarity'],
            links.map(({ first, second, similarity }) => [first, second, similarity]),
          )
        }
      >
        <CopyGraph
          clusterOf={clusterOf}
          links={links}
          originals={originals}
          highlighted={highlighted}
          chosen={reading?.text ?? null}
          onChoose={(document) => void readCopy(reading?.text === document ? null : document)}
        />
      </PictureFrame>
      {reading && <CopyReader copies={copies} reading={reading} />}
      <PictureFrame
        title={t('deduplication.corpus.buckets', { count: buckets.length })}
        caption={t('deduplication.corpus.bucketsCaption')}
        file="buckets"
        drawn
        csv={() =>
          toCsv(
            ['band', 'documents'],
            buckets.map(({ band, members }) => [band + 1, members.join(' ')]),
          )
        }
      >
        <BucketRows
          bands={settings.bands}
          buckets={buckets}
          groupOf={originals ?? clusterOf}
          lock={bucket}
        />
      </PictureFrame>
    </>
  );
}

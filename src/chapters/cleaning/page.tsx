/**
 * @file The chapter `cleaning`: from a dirty crawl to a text that is worth learning from.
 */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleaningKey, presentPipeline } from '../../state/cleaning';
import { usualPipeline } from '../../state/cleaning-settings';
import { useLab } from '../../state/lab';
import { ChapterHead, Lesson } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NextLink } from '../controls/next-link';
import { WorkProgress } from '../controls/work-progress';
import './cleaning.css';
import { FunnelView } from './funnel-view';
import { ResultFiles } from './result-files';
import { StageList, type OpenPanel } from './stage-list';
import { CleaningTrial } from './trial';

/** Pages of the crawl that is opened here. */
const crawlPages = 3000;

export default function CleaningChapter() {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec);
  const error = useLab((state) => state.cleaning.error);
  const pipeline = presentPipeline({ spec });
  return (
    <Stack gap={40}>
      <ChapterHead chapter="cleaning" lead={t('cleaning.lead')} />
      <ErrorAlert error={error} title={t('cleaning.failed')} />
      {pipeline.length === 0 ? <PlainText /> : <PipelineView />}
      <Lesson
        title={t('cleaning.lesson.heading')}
        points={(['order', 'rules', 'mistakes', 'copies'] as const).map((point) => ({
          title: t(`cleaning.lesson.${point}`),
          text: t(`cleaning.lesson.${point}Text`),
        }))}
      />
      <NextLink to="deduplication" />
    </Stack>
  );
}

/** A text that is used as it is, and the ways to something to clean. */
function PlainText() {
  const { t } = useTranslation();
  const text = useLab((state) => state.spec.text);
  const isOpening = useLab((state) => state.text.status === 'opening');
  const editPipeline = useLab((state) => state.editPipeline);
  const chooseCorpus = useLab((state) => state.chooseCorpus);
  const openCrawl = async () => {
    editPipeline(null);
    await chooseCorpus('crawl', crawlPages);
  };
  const name = text.source === 'own' ? text.name : t(`common.corpora.${text.source}`);
  return (
    <Card withBorder padding="lg">
      <Stack gap="md">
        <Title order={2} fz={20}>
          {t('cleaning.plain.heading')}
        </Title>
        <Text maw={680} lh={1.6}>
          {t('cleaning.plain.text', { name })}
        </Text>
        <Group gap="sm">
          <Button loading={isOpening} onClick={() => void openCrawl()}>
            {t('cleaning.plain.crawl')}
          </Button>
          <Button variant="default" onClick={() => editPipeline(usualPipeline())}>
            {t('cleaning.plain.clean')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function PipelineView() {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec);
  const { status, progress, report, reportKey } = useLab((state) => state.cleaning);
  const run = useLab((state) => state.runCleaning);
  const cancel = useLab((state) => state.cancelCleaning);
  const [open, setOpen] = useState<OpenPanel | null>(null);
  const key = cleaningKey({ spec });
  const isPresent = key === reportKey;
  const isCrawl = spec.text.source === 'crawl';
  // The first picture comes by itself; what is edited after it waits for the button.
  const isFirst = report === null && status === 'idle' && isCrawl;
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    if (!isFirst || begun) return;
    setBegun(true);
    void run();
  }, [isFirst, begun, run]);

  const shown = isPresent && status === 'idle' ? report : null;
  const choose = (place: number) => {
    if (!shown) return;
    setOpen({ place, panel: 'outcomes' });
    const { stage } = presentPipeline({ spec })[place];
    document.getElementById(`stage-${stage}`)?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <Stack gap="md" aria-live="polite">
        {status === 'working' ? (
          <WorkProgress progress={progress} onCancel={cancel} />
        ) : (
          !isPresent && (
            <Group gap="md">
              <Button onClick={() => void run()}>
                {t(report ? 'cleaning.runAgain' : 'cleaning.run')}
              </Button>
              {report && (
                <Text fz="sm" c="dimmed">
                  {t('cleaning.stale')}
                </Text>
              )}
            </Group>
          )
        )}
        {report ? (
          <FunnelView
            report={report}
            isCrawl={isCrawl}
            chosen={shown && open?.panel === 'outcomes' ? open.place : null}
            onChoose={choose}
          />
        ) : (
          status === 'idle' && <Text c="dimmed">{t('cleaning.funnel.nothing')}</Text>
        )}
      </Stack>
      <StageList pipeline={presentPipeline({ spec })} report={shown} open={open} onOpen={setOpen} />
      {isCrawl && <CleaningTrial />}
      <ResultFiles pipeline={presentPipeline({ spec })} isDone={shown !== null} />
    </>
  );
}

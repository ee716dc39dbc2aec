/**
 * @file The chapter `tokenizer`: how text becomes numbers. Its views are tabs with addresses of their
 * own (`#/tokenizer/watch`); all but the first are loaded when they are first opened.
 */
import { Loader, Stack, Tabs } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { useLab } from '../../state/lab';
import { ChapterHead } from '../controls/chapter-parts';
import { NextLink } from '../controls/next-link';
import { TrainView } from './train-view';

const views = [
  { name: 'train', View: TrainView },
  { name: 'watch', View: lazy(() => import('./watch/view')) },
  { name: 'compare', View: lazy(() => import('./compare/view')) },
] as const;

export default function TokenizerChapter() {
  const { t } = useTranslation();
  const openText = useLab((state) => state.openText);
  useEffect(() => void openText(), [openText]);
  const { view = 'train' } = useParams();
  const navigate = useNavigate();
  if (!views.some(({ name }) => name === view)) return <Navigate to="/tokenizer" replace />;

  return (
    <Stack gap={40}>
      <ChapterHead chapter="tokenizer" lead={t('tokenizer.lead')} />
      <Tabs
        value={view}
        keepMounted={false}
        onChange={(name) => void navigate(name === 'train' ? '/tokenizer' : `/tokenizer/${name}`)}
      >
        <Tabs.List mb="xl" aria-label={t('tokenizer.views.label')}>
          {views.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tokenizer.views.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {views.map(({ name, View }) => (
          <Tabs.Panel key={name} value={name}>
            <Suspense fallback={<Loader size="sm" aria-label={t('common.loading')} />}>
              <View />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
      <NextLink to="positions" />
    </Stack>
  );
}

/**
 * @file The picture of one batch, row by row, and what is pointed at in it.
 */
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownBatch, ShownExample } from '../../experiment/objective-preview';
import { formatNumber } from '../../pictures/format';
import { BatchLine, type BatchCell, type BatchLook } from '../../pictures/BatchLine';
import { PictureFrame } from '../../pictures/PictureFrame';
import { canEdit, editedExample, type ExamplePart } from '../../state/edited-example';
import { useLab } from '../../state/lab';
import { inputCells, meanLoss, sourceCells } from './lines';

const looksOf: Record<ShownBatch['settings']['objective']['kind'], readonly BatchLook[]> = {
  'next-token': [],
  masked: ['hidden', 'changed', 'kept'],
  'span-corruption': ['hidden'],
  prefix: ['seen'],
  pairs: [],
};
const colors: Record<BatchLook, string> = {
  plain: 'transparent',
  seen: 'var(--picture-token-0)',
  hidden: 'var(--picture-token-5)',
  changed: 'var(--picture-token-3)',
  kept: 'var(--picture-token-2)',
};

export function BatchView({ batch }: { batch: ShownBatch }) {
  const { t } = useTranslation();
  const losses = useLab((state) => state.objectives.losses);
  const { objective, architecture } = batch.settings;
  const { kind } = objective;
  const looks = looksOf[kind].filter((look) => look !== 'seen' || architecture === 'decoder-only');
  const mean = losses && meanLoss(losses.flat());
  return (
    <PictureFrame
      title={t('objectives.batch.title')}
      caption={
        <>
          {t('objectives.batch.caption')}{' '}
          {kind !== 'next-token' && kind !== 'pairs' && t(`objectives.batch.click.${kind}`)}{' '}
          {objective.nextSentence && kind === 'masked' && t('objectives.batch.second')}
          {mean !== null && (
            <Text component="span" display="block" fz="sm" fw={600} c="var(--picture-ink)" mt={6}>
              {t('objectives.batch.mean', { loss: formatNumber(mean) })}
            </Text>
          )}
        </>
      }
      controls={looks.map((look) => (
        <span key={look} className="picture-batch-key" style={{ background: colors[look] }}>
          {t(`pictures.batch.looks.${look}`)}
        </span>
      ))}
    >
      <Stack gap="lg">
        {batch.examples.map((example, row) => (
          <ExampleLines
            key={row}
            batch={batch}
            example={example}
            row={row}
            losses={losses?.at(row)}
          />
        ))}
      </Stack>
    </PictureFrame>
  );
}

interface ExampleLinesProps {
  batch: ShownBatch;
  example: ShownExample;
  row: number;
  losses: readonly (number | null)[] | undefined;
}

function ExampleLines({ batch, example, row, losses }: ExampleLinesProps) {
  const { t } = useTranslation();
  const replaceExample = useLab((state) => state.replaceExample);
  const [pointed, setPointed] = useState<BatchCell | null>(null);
  const uniformLoss = Math.log(batch.vocabularySize);
  const { source, nextSentence } = example;
  const cells = inputCells(batch, example, losses);
  const read = source && sourceCells(batch, source);
  const mean = losses && meanLoss(losses);
  const name = (part: 'source' | 'inputs') => t(`objectives.batch.${part}`, { row: row + 1 });
  const editing = (part: ExamplePart) =>
    canEdit(batch.settings, part) && {
      onToggle: (place: number) => {
        const edited = editedExample(batch, example, part, place);
        if (edited !== example) replaceExample(row, edited);
      },
    };
  const title = (text: string) => (
    <Text fz="xs" c="dimmed" mb={4}>
      {text}
    </Text>
  );
  return (
    <div>
      {read && (
        <div style={{ marginBottom: 8 }}>
          {title(name('source'))}
          <BatchLine
            label={name('source')}
            cells={read}
            uniformLoss={uniformLoss}
            hasTargets={false}
            onPoint={(place) => setPointed(place === null ? null : read[place])}
            {...editing('source')}
          />
        </div>
      )}
      {title(name('inputs'))}
      <BatchLine
        label={name('inputs')}
        cells={cells}
        uniformLoss={uniformLoss}
        hasTargets
        onPoint={(place) => setPointed(place === null ? null : cells[place])}
        {...editing('inputs')}
      />
      <Text fz="xs" c="dimmed" mt={4} mih={20} aria-live="polite">
        {pointed ? (
          <Pointed cell={pointed} />
        ) : (
          [
            nextSentence === undefined
              ? ''
              : t(nextSentence === 0 ? 'objectives.batch.followed' : 'objectives.batch.elsewhere'),
            mean === undefined || mean === null
              ? ''
              : t('objectives.batch.mean', { loss: formatNumber(mean) }),
          ]
            .filter((part) => part !== '')
            .join(' · ')
        )}
      </Text>
    </div>
  );
}

function Pointed({ cell: { input, look, target, loss } }: { cell: BatchCell }) {
  const { t } = useTranslation();
  return (
    <>
      {t('pictures.batch.reads', { token: input })}
      {look !== 'plain' && ` · ${t(`pictures.batch.looks.${look}`)}`}
      {' · '}
      {target === null ? t('pictures.batch.nothing') : t('pictures.batch.gives', { token: target })}
      {loss !== undefined && ` · ${t('pictures.batch.loss', { loss: formatNumber(loss) })}`}
    </>
  );
}

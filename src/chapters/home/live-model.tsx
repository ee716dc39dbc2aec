/**
 * @file The shipped model at work: its attention on a sentence, four decoders, and where it is from.
 */
import { Code, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { currentLanguage } from '../../language';
import { useNumbers } from '../../language/use-numbers';
import { formatNumber } from '../../pictures/format';
import { useLab } from '../../state/lab';
import { ErrorAlert } from '../controls/error-alert';
import { Decoders } from './decoders';
import { LiveAttention } from './live-attention';
import { useShippedModel } from './use-shipped-model';

export function LiveModel() {
  const { t } = useTranslation();
  const name = currentLanguage() === 'zh-CN' ? 'chinese' : 'english';
  const sentence = t('home.attention.sentence');
  const prompt = t('home.decoders.prompt');
  useShippedModel(name, sentence, prompt);
  const model = useLab((state) => state.model);
  const engineError = useLab((state) => state.engine.error);
  const isStarting = useLab((state) => state.engine.status === 'starting');

  return (
    <section aria-labelledby="live">
      <div className="home-live-head">
        <Title order={2} id="live" fz={24}>
          {t('home.live.heading')}
        </Title>
        {model.status === 'ready' ? (
          <MadeBy />
        ) : (
          <Group gap="xs" mih={24} role="status">
            {(model.status === 'loading' || isStarting) && (
              <>
                <Loader size={14} aria-hidden="true" />
                <Text fz="sm" c="dimmed">
                  {t(isStarting ? 'home.live.starting' : 'home.live.loading')}
                </Text>
              </>
            )}
          </Group>
        )}
      </div>
      <Stack gap={40} mt="lg">
        <ErrorAlert error={model.error ?? engineError} />
        {!model.error && (
          <>
            <LiveAttention sentence={sentence} />
            <Decoders key={name} prompt={prompt} />
          </>
        )}
      </Stack>
    </section>
  );
}

/** Where the model is from, in numbers that come with its weights. */
function MadeBy() {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const info = useLab((state) => state.model.info);
  if (info?.source.kind !== 'shipped') return null;
  return (
    <Text fz="sm" c="dimmed" lh={1.6} maw={760}>
      <Trans
        t={t}
        i18nKey="home.live.madeBy"
        components={{ code: <Code /> }}
        values={{
          parameters: integer(info.parameters),
          steps: integer(info.step),
          file: `${info.source.name}.json`,
          loss:
            info.validationLoss === null
              ? t('home.live.lossUnknown')
              : formatNumber(info.validationLoss),
          uniform: formatNumber(Math.log(info.config.vocabularySize)),
        }}
      />
    </Text>
  );
}

/**
 * @file What loss, perplexity and baseline mean, with the numbers of the present run.
 */
import { useTranslation } from 'react-i18next';
import { bitsPerCharacter } from '../../base/bits';
import { formatNumber } from '../../pictures/format';
import { useLab } from '../../state/lab';
import { Lesson } from '../controls/chapter-parts';

export function TrainLesson() {
  const { t } = useTranslation();
  const vocabulary = useLab((state) => state.run?.vocabularySize ?? 0);
  const uniformLoss = useLab((state) => state.run?.uniformLoss ?? 0);
  const validationLoss = useLab(
    ({ run, histories }) => histories[run?.id ?? '']?.evaluations.at(-1)?.validationLoss,
  );
  const charactersPerToken = useLab((state) => state.run?.charactersPerToken ?? 0);
  const perplexity = Math.exp(validationLoss ?? 0);
  return (
    <Lesson
      title={t('train.lesson.title')}
      points={[
        { title: t('train.lesson.loss'), text: t('train.lesson.lossText') },
        {
          title: t('train.lesson.perplexity'),
          text: t('train.lesson.perplexityText'),
          live:
            validationLoss === undefined
              ? undefined
              : t('train.lesson.perplexityLive', {
                  loss: validationLoss.toFixed(3),
                  perplexity: formatNumber(Number(perplexity.toPrecision(3))),
                  vocabulary,
                  rounded: Math.round(perplexity),
                }),
        },
        {
          title: t('train.lesson.bits'),
          text: t('train.lesson.bitsText'),
          live:
            validationLoss === undefined || charactersPerToken === 0
              ? undefined
              : t('train.lesson.bitsLive', {
                  loss: validationLoss.toFixed(3),
                  characters: charactersPerToken.toFixed(2),
                  bits: bitsPerCharacter(validationLoss, charactersPerToken).toFixed(2),
                }),
        },
        {
          title: t('train.lesson.baseline'),
          text: t('train.lesson.baselineText'),
          live:
            vocabulary === 0
              ? undefined
              : t('train.lesson.baselineLive', { vocabulary, loss: uniformLoss.toFixed(3) }),
        },
        { title: t('train.lesson.validation'), text: t('train.lesson.validationText') },
      ]}
    />
  );
}

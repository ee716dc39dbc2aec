/**
 * @file The six steps of the lab in plain words, each a link to its chapter.
 */
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

const steps = ['text', 'tokenizer', 'model', 'train', 'inside', 'decode'] as const;

export function Tour() {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="tour">
      <Title order={2} id="tour" tabIndex={-1} fz={24} mb="md" className="lab-anchor">
        {t('home.steps.heading')}
      </Title>
      <ol className="home-steps">
        {steps.map((step, index) => (
          <li key={step} className="home-step">
            <span className="home-step-number" aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <Link to={`/${step}`} className="home-step-link">
                {t(`home.steps.${step}.title`)}
              </Link>
              <Text fz="sm" c="dimmed" lh={1.6} mt={4}>
                {t(`home.steps.${step}.text`)}
              </Text>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

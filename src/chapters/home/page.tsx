/**
 * @file The start page: a real model at work before any click, and the way through the lab.
 */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowDown, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useLab } from '../../state/lab';
import './home.css';
import { LiveModel } from './live-model';
import { Tour } from './tour';

export default function HomePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const choosePreset = useLab((state) => state.choosePreset);
  return (
    <Stack gap={56}>
      <header className="home-hero">
        <Title order={1} className="home-heading">
          {t('home.heading')
            .split(/(?<=[,，] ?)/)
            .map((part) => (
              <span key={part}>{part}</span>
            ))}
        </Title>
        <Text className="home-lead">{t('home.lead')}</Text>
        <Group gap="sm">
          <Button
            leftSection={<IconPlayerPlayFilled size={14} aria-hidden="true" />}
            onClick={() => {
              choosePreset('tiny');
              void navigate('/train');
            }}
          >
            {t('home.trainOwn')}
          </Button>
          <Button
            variant="subtle"
            rightSection={<IconArrowDown size={16} aria-hidden="true" />}
            onClick={() => {
              const tour = document.getElementById('tour');
              tour?.scrollIntoView({ block: 'start' });
              tour?.focus({ preventScroll: true });
            }}
          >
            {t('home.tour')}
          </Button>
        </Group>
      </header>
      <LiveModel />
      <Tour />
    </Stack>
  );
}

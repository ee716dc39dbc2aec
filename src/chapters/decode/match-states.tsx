/**
 * @file How what is written before a token stands to the constraints of its chain.
 */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExplainedMatch } from '../../decoding/explain';

export function MatchStates({ matches }: { matches: readonly ExplainedMatch[] }) {
  const { t } = useTranslation();
  return matches.map(({ name, state }, index) => (
    <Text key={index} fz="xs" c={state === 'broken' ? 'red' : 'dimmed'}>
      {t(`decode.processors.${name}.name`)}: {t(`decodeLimits.match.${state}`)}.
    </Text>
  ));
}

/**
 * @file The combinations of a sweep that cannot run, each with its reason.
 */
import { Alert, Box } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RefusedRun, SweepPlan } from '../../state/sweeps';
import { fieldName, fieldValue } from '../controls/spec-fields';

/** More would only repeat the same reason. */
const shown = 8;

export function RefusedRuns({ plan }: { plan: SweepPlan }) {
  const { t } = useTranslation();
  const { refused, paths } = plan;
  if (refused.length === 0) return null;
  const values = (run: RefusedRun) =>
    run.values
      .map((value, index) => `${fieldName(paths[index], t)} ${fieldValue(value, t)}`)
      .join(', ');
  const reason = ({ problems: [problem], issues: [issue] }: RefusedRun) => {
    if (problem) {
      return t(`problems.${problem.code}`, { ...problem.values, defaultValue: problem.message });
    }
    return issue ? `${fieldName(issue.path, t)}: ${issue.message}` : '';
  };
  return (
    <Alert color="yellow" title={t('experiments.builder.refused', { count: refused.length })}>
      <Box component="ul" m={0} pl="md">
        {refused.slice(0, shown).map((run) => (
          <li key={JSON.stringify(run.values)}>
            <strong>{values(run)}</strong>: {reason(run)}
          </li>
        ))}
        {refused.length > shown && <li>…</li>}
      </Box>
    </Alert>
  );
}

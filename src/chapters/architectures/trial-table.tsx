/**
 * @file Tasks in rows, architectures in columns, and in each cell how many targets were written without a
 * fault. A cell opens what lies behind it.
 */
import { Progress, Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type {
  ArchitectureTrialSettings,
  TrialEntry,
  TrialOutcome,
} from '../../experiment/architecture-trial-settings';
import { formatCount } from '../../pictures/format';
import type { LabState } from '../../state/types';

export interface TrialTableProps {
  ran: ArchitectureTrialSettings;
  outcomes: readonly TrialOutcome[];
  doing: LabState['architectures']['doing'];
  chosen: TrialEntry | null;
  onChoose: (entry: TrialEntry) => void;
}

export const isOf = (entry: TrialEntry) => (other: TrialEntry) =>
  other.task === entry.task && other.architecture === entry.architecture;

export const percent = (share: number) => `${(share * 100).toFixed(share < 1 ? 1 : 0)}%`;

export function TrialTable({ ran, outcomes, doing, chosen, onChoose }: TrialTableProps) {
  const { t } = useTranslation();
  return (
    <div
      className="picture picture-scroll"
      role="region"
      aria-label={t('architectures.trial.table')}
      tabIndex={0}
    >
      <table className="picture-table">
        <caption className="picture-hidden">{t('architectures.trial.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('architectures.trial.task')}</th>
            {ran.architectures.map((architecture) => (
              <th key={architecture} scope="col">
                {t(`architectures.names.${architecture}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ran.tasks.map((task) => (
            <tr key={task}>
              <th scope="row" className="picture-row-name">
                {t(`architectures.tasks.${task}`)}
              </th>
              {ran.architectures.map((architecture) => {
                const entry = { task, architecture };
                const outcome = outcomes.find(isOf(entry));
                const current = doing && isOf(entry)(doing) ? doing : null;
                return (
                  <td key={architecture}>
                    {outcome ? (
                      <UnstyledButton
                        className="trial-cell"
                        aria-pressed={chosen !== null && isOf(entry)(chosen)}
                        onClick={() => onChoose(entry)}
                      >
                        <Score share={outcome.exactMatch}>
                          {t('architectures.trial.parameters', {
                            parameters: formatCount(outcome.parameters),
                          })}
                        </Score>
                      </UnstyledButton>
                    ) : current ? (
                      <Score share={current.curve.at(-1)?.exactMatch ?? 0}>
                        {t('architectures.trial.atStep', { step: current.step })}
                      </Score>
                    ) : (
                      <Text fz="sm" c="dimmed">
                        –
                      </Text>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Score({ share, children }: { share: number; children: string }) {
  return (
    <Stack gap={3} miw={110}>
      <Text fz="sm" fw={600} className="picture-number">
        {percent(share)}
      </Text>
      <Progress value={share * 100} size="xs" aria-hidden="true" />
      <Text fz={11} c="dimmed">
        {children}
      </Text>
    </Stack>
  );
}

/**
 * @file The controls of the objective: what the model learns to do.
 */
import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { objectivesOf } from '../../state/estimates';
import { useLab } from '../../state/lab';
import { NumberField } from '../controls/number-field';
import { useProblem } from '../controls/use-problem';

export function ObjectiveFields() {
  const { t } = useTranslation();
  const objective = useLab((state) => state.spec.objective);
  const architecture = useLab((state) => state.spec.model.architecture);
  const editObjective = useLab((state) => state.editObjective);
  const problem = useProblem('objective.nextSentence');
  const { kind } = objective;
  const possible = objectivesOf[architecture];

  return (
    <div className="model-fields">
      <Select
        label={t('objectives.kind')}
        description={t(`objectives.kinds.${kind}.help`)}
        inputWrapperOrder={['label', 'input', 'description']}
        value={kind}
        data={possible.map((value) => ({ value, label: t(`objectives.kinds.${value}.name`) }))}
        allowDeselect={false}
        onChange={(chosen) => {
          const next = possible.find((candidate) => candidate === chosen);
          if (next) editObjective({ kind: next });
        }}
      />
      {(kind === 'masked' || kind === 'span-corruption') && (
        <NumberField
          path="objective.corruptedShare"
          label={t('objectives.fields.corruptedShare.label')}
          help={t('objectives.fields.corruptedShare.help')}
          value={objective.corruptedShare}
          onChange={(corruptedShare) => editObjective({ corruptedShare })}
          step={0.05}
        />
      )}
      {kind === 'span-corruption' && (
        <NumberField
          path="objective.meanSpan"
          label={t('objectives.fields.meanSpan.label')}
          help={t('objectives.fields.meanSpan.help')}
          value={objective.meanSpan}
          onChange={(meanSpan) => editObjective({ meanSpan })}
          step={1}
        />
      )}
      {kind === 'masked' && (
        <>
          <Switch
            label={t('objectives.fields.wholeWords.label')}
            description={t('objectives.fields.wholeWords.help')}
            checked={objective.wholeWords}
            onChange={(event) => editObjective({ wholeWords: event.currentTarget.checked })}
          />
          <Switch
            label={t('objectives.fields.nextSentence.label')}
            description={t('objectives.fields.nextSentence.help')}
            error={problem}
            checked={objective.nextSentence}
            onChange={(event) => editObjective({ nextSentence: event.currentTarget.checked })}
          />
        </>
      )}
    </div>
  );
}

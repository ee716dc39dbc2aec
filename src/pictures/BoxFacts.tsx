/**
 * @file What is known of one box of a block diagram: what it does, its formula, what it takes and gives,
 * and its parameters.
 */
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../language/use-numbers';
import type { Box } from '../models/diagram';
import { shapeSizes, shapeText, useBoxName } from './box-words';

export interface BoxFactsProps {
  box: Box;
  /** By name, also those that edges come from. */
  boxes: ReadonlyMap<string, Box>;
}

export function BoxFacts({ box, boxes }: BoxFactsProps) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const nameOf = useBoxName();
  const { formula, inputs, shape, parameters, shared, inner, parameterCount } = box;
  return (
    <div className="picture block-facts" aria-live="polite">
      <h4>{nameOf(box)}</h4>
      <p>{t(`diagram.kinds.${box.kind}.text`)}</p>
      <dl>
        {formula !== '' && (
          <>
            <dt>{t('diagram.facts.formula')}</dt>
            <dd className="picture-number">{formula}</dd>
          </>
        )}
        {inputs.length > 0 && (
          <>
            <dt>{t('diagram.facts.takes')}</dt>
            {inputs.map(({ from, shape: given }, index) => {
              const source = boxes.get(from);
              return (
                <dd key={from}>
                  <span className="picture-number">
                    {inputs.length > 1 && box.kind === 'sum' && `${'abc'[index]}: `}
                    {shapeText(given)}
                  </span>{' '}
                  {source && nameOf(source)}
                </dd>
              );
            })}
          </>
        )}
        <dt>{t('diagram.facts.gives')}</dt>
        <dd className="picture-number">{shapeText(shape)}</dd>
        {shared.length > 0 && (
          <>
            <dt>{t('diagram.facts.shared')}</dt>
            <dd className="picture-number">{shared.join(', ')}</dd>
          </>
        )}
        {inner.length > 0 && (
          <>
            <dt>{t('diagram.facts.total')}</dt>
            <dd>{t('diagram.parameters', { number: integer(parameterCount) })}</dd>
          </>
        )}
      </dl>
      {parameters.length > 0 && (
        <table className="picture-table">
          <caption className="picture-hidden">{t('diagram.facts.learned')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('diagram.facts.name')}</th>
              <th scope="col" className="is-number">
                {t('diagram.facts.shape')}
              </th>
              <th scope="col" className="is-number">
                {t('diagram.facts.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {parameters.map(({ name, shape: sizes }) => (
              <tr key={name}>
                <td className="picture-row-label">{name}</td>
                <td className="is-number">{shapeSizes(sizes.map((size) => ({ size })))}</td>
                <td className="is-number">
                  {integer(sizes.reduce((product, size) => product * size, 1))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/**
 * @file The block diagram of the model that is configured: shapes and counts, before any weights exist.
 */
import { Grid } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BlockDiagram } from '../../pictures/BlockDiagram';
import { BoxFacts } from '../../pictures/BoxFacts';
import { PictureFrame } from '../../pictures/PictureFrame';
import { boxesOf, modelDiagram, pathTo } from '../../state/diagram';
import { configOf, expectedVocabulary } from '../../state/estimates';
import { useLab } from '../../state/lab';

export function DiagramView() {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec);
  const facts = useLab((state) => state.tokenizer.facts);
  const vocabularySize = expectedVocabulary(spec, facts);
  const [name, setName] = useState('model');
  const root = useMemo(() => modelDiagram(configOf(spec, vocabularySize)), [spec, vocabularySize]);
  const boxes = useMemo(() => boxesOf(root), [root]);
  // What was chosen may be gone with another setting.
  const path = pathTo(root, name);
  return (
    <Grid gap={{ base: 24, md: 40 }}>
      <Grid.Col span={{ base: 12, sm: 7 }}>
        <PictureFrame title={t('diagram.title')} caption={t('diagram.caption')} file="model" drawn>
          <BlockDiagram path={path} boxes={boxes} onChoose={setName} />
        </PictureFrame>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 5 }}>
        <BoxFacts box={path[path.length - 1]} boxes={boxes} />
      </Grid.Col>
    </Grid>
  );
}

/**
 * @file The source of a chapter: the files that run when its page is used, as text, never as HTML.
 */
import { Drawer, Select, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChapterName } from '../controls/chapter-name';
import { readSource, sourceFiles } from './files';
import './source.css';

export interface SourceDrawerProps {
  chapter: ChapterName;
  opened: boolean;
  onClose: () => void;
}

export default function SourceDrawer({ chapter, opened, onClose }: SourceDrawerProps) {
  const { t } = useTranslation();
  const files = sourceFiles[chapter];
  const [path, setPath] = useState(files[0]);
  const [source, setSource] = useState<{ path: string; text: string } | null>(null);

  useEffect(() => {
    let isWanted = true;
    void readSource(path).then((text) => {
      if (isWanted) setSource({ path, text });
    });
    return () => {
      isWanted = false;
    };
  }, [path]);

  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={860}
      title={t('source.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text fz="sm" c="dimmed">
          {t('source.hint')}
        </Text>
        <Select
          label={t('source.file')}
          data={[...files]}
          value={path}
          allowDeselect={false}
          onChange={(next) => {
            if (next !== null) setPath(next);
          }}
        />
        {source?.path === path && (
          <div className="source" role="region" tabIndex={0} aria-label={path}>
            <ol>
              {source.text
                .trimEnd()
                .split('\n')
                .map((line, at) => (
                  <li key={at} className={isComment(line) ? 'is-comment' : undefined}>
                    <code>{line === '' ? '\u200b' : line}</code>
                  </li>
                ))}
            </ol>
          </div>
        )}
      </Stack>
    </Drawer>
  );
}

const isComment = (line: string) => /^\s*(\/\/|\/\*|\*)/.test(line);

/**
 * @file The frame of a picture: title, caption, and a menu that saves the picture and its data.
 */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { saveCsv, savePng, saveSvg } from './export-picture';

export interface PictureFrameProps {
  title: string;
  caption?: ReactNode;
  /** File name without ending; without it nothing can be saved. */
  file?: string;
  /** Whether the content is drawn (SVG, canvas) and can be saved as SVG and PNG. */
  drawn?: boolean;
  /** Makes the data as CSV, when asked for. */
  csv?: () => string;
  /** Controls that stand beside the title. */
  controls?: ReactNode;
  children: ReactNode;
}

export function PictureFrame(props: PictureFrameProps) {
  const { title, caption, file, drawn = false, csv, controls, children } = props;
  const { t } = useTranslation();
  const body = useRef<HTMLDivElement>(null);
  const save = (how: (root: HTMLElement, name: string) => void) => () => {
    if (body.current !== null && file !== undefined) how(body.current, file);
  };
  return (
    <figure className="picture-frame">
      <div className="picture-frame-head">
        <h3 className="picture-frame-title">{title}</h3>
        <div className="picture-frame-controls">
          {controls}
          {file !== undefined && (drawn || csv !== undefined) && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('pictures.frame.save', { title })}
                >
                  <IconDownload size={16} stroke={1.5} aria-hidden="true" />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {drawn && (
                  <>
                    <Menu.Item onClick={save(saveSvg)}>{t('pictures.frame.saveSvg')}</Menu.Item>
                    <Menu.Item onClick={save((root, name) => void savePng(root, name))}>
                      {t('pictures.frame.savePng')}
                    </Menu.Item>
                  </>
                )}
                {csv !== undefined && (
                  <Menu.Item onClick={() => saveCsv(csv(), file)}>
                    {t('pictures.frame.saveCsv')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </div>
      <div ref={body}>{children}</div>
      {caption !== undefined && <figcaption className="picture-caption">{caption}</figcaption>}
    </figure>
  );
}

/**
 * @file A text as coloured tokens with their ids. Pointing at a token marks every token with the
 * same id. Meant for up to about 2,000 tokens: more would be slow to lay out, so show a part.
 */
import { Switch } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tokenColorIndices } from './color';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { VisibleLabel, visibleText } from './visible-text';

/** A piece of the text that is not cut inside a character; it may take several tokens. */
export interface TokenStripItem {
  text: string;
  ids: number[];
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
}

export interface TokenStripProps {
  items: readonly TokenStripItem[];
  highlightedId?: number;
  onHoverId?: (id: number | undefined) => void;
  /** Whether ids are shown before the reader uses the switch. */
  idsShown?: boolean;
}

export function TokenStrip({ items, highlightedId, onHoverId, idsShown = true }: TokenStripProps) {
  const { t } = useTranslation();
  const [showIds, setShowIds] = useState(idsShown);
  const [ownId, setOwnId] = useState<number>();
  const colors = useMemo(() => tokenColorIndices(items.map((item) => item.ids[0] ?? 0)), [items]);
  const roving = useRovingIndex(items.length);
  const marked = highlightedId ?? ownId;

  const point = (target: EventTarget) => {
    const index = indexOfTarget(target);
    const id = index === undefined ? undefined : items[index]?.ids[0];
    if (id === ownId) return;
    setOwnId(id);
    onHoverId?.(id);
  };
  const leave = () => {
    setOwnId(undefined);
    onHoverId?.(undefined);
  };

  return (
    <div className="picture">
      <Switch
        size="xs"
        mb="sm"
        label={t('pictures.tokens.showIds')}
        checked={showIds}
        onChange={(event) => setShowIds(event.currentTarget.checked)}
      />
      <div
        className="picture-strip"
        role="list"
        aria-label={t('pictures.tokens.strip', { count: items.length })}
        onPointerOver={(event) => point(event.target)}
        onPointerLeave={leave}
        onKeyDown={roving.container.onKeyDown}
        onFocus={(event) => {
          roving.container.onFocus(event);
          point(event.target);
        }}
        onBlur={leave}
      >
        {items.map((item, index) => (
          <Token
            key={`${item.start}-${index}`}
            index={index}
            text={item.text}
            ids={item.ids.join(' ')}
            color={colors[index] ?? 0}
            same={marked !== undefined && item.ids.includes(marked)}
            showIds={showIds}
            tabIndex={roving.tabIndex(index)}
          />
        ))}
      </div>
    </div>
  );
}

interface TokenProps {
  index: number;
  text: string;
  ids: string;
  color: number;
  same: boolean;
  showIds: boolean;
  tabIndex: 0 | -1;
}

/** All props are plain values, so that pointing redraws only the tokens whose mark changes. */
const Token = memo(function Token(props: TokenProps) {
  const { t } = useTranslation();
  const label = visibleText(props.text);
  return (
    <>
      <span
        role="listitem"
        className={props.same ? 'picture-token is-same' : 'picture-token'}
        style={{ background: `var(--picture-token-${props.color})` }}
        data-index={props.index}
        tabIndex={props.tabIndex}
        aria-label={t('pictures.tokens.token', { label, ids: props.ids })}
      >
        <VisibleLabel label={label} />
        {props.showIds && <span className="picture-token-ids">{props.ids}</span>}
      </span>
      {props.text.endsWith('\n') && <br />}
    </>
  );
});

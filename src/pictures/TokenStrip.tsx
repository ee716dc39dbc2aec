/**
 * @file A text as coloured tokens with their ids. Pointing at a token marks every token with the
 * same id, or what `isMarked` says. Text between tokens has no colour. Meant for up to about 2,000 tokens: more would be slow to lay out, so show a part.
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
  ids: readonly number[];
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
}

export interface TokenStripProps {
  items: readonly TokenStripItem[];
  highlightedId?: number;
  onHoverId?: (id: number | undefined) => void;
  /** Which items are marked; without it, those with the id that is pointed at. */
  isMarked?: (item: TokenStripItem) => boolean;
  onHoverItem?: (item: TokenStripItem | undefined) => void;
  /** With it, the tokens are buttons. */
  onSelect?: (item: TokenStripItem) => void;
  /** Whether ids are shown before the reader uses the switch. */
  idsShown?: boolean;
}

export function TokenStrip(props: TokenStripProps) {
  const { items, highlightedId, onHoverId, onHoverItem, onSelect, idsShown = true } = props;
  const { t } = useTranslation();
  const [showIds, setShowIds] = useState(idsShown);
  const [ownId, setOwnId] = useState<number>();
  const colors = useMemo(() => tokenColorIndices(items.map((item) => item.ids[0] ?? 0)), [items]);
  const roving = useRovingIndex(items.length);
  const marked = highlightedId ?? ownId;
  const isMarked = props.isMarked ?? (({ ids }) => marked !== undefined && ids.includes(marked));

  const itemAt = (target: EventTarget): TokenStripItem | undefined => {
    const index = indexOfTarget(target);
    return index === undefined ? undefined : items.at(index);
  };
  const point = (target: EventTarget) => {
    const item = itemAt(target);
    onHoverItem?.(item);
    const id = item?.ids.at(0);
    if (id === ownId) return;
    setOwnId(id);
    onHoverId?.(id);
  };
  const leave = () => {
    setOwnId(undefined);
    onHoverId?.(undefined);
    onHoverItem?.(undefined);
  };
  const select = (target: EventTarget) => {
    const item = itemAt(target);
    if (item !== undefined && item.ids.length > 0) onSelect?.(item);
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
        role={onSelect ? 'group' : 'list'}
        aria-label={t('pictures.tokens.strip', {
          count: items.filter(({ ids }) => ids.length > 0).length,
        })}
        onPointerOver={(event) => point(event.target)}
        onPointerLeave={leave}
        onClick={(event) => select(event.target)}
        onKeyDown={(event) => {
          roving.container.onKeyDown(event);
          if (!onSelect || (event.key !== 'Enter' && event.key !== ' ')) return;
          event.preventDefault();
          select(event.target);
        }}
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
            same={isMarked(item)}
            showIds={showIds}
            isButton={onSelect !== undefined}
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
  isButton: boolean;
  tabIndex: 0 | -1;
}

/** All props are plain values, so that pointing redraws only the tokens whose mark changes. */
const Token = memo(function Token(props: TokenProps) {
  const { t } = useTranslation();
  const label = visibleText(props.text);
  const isToken = props.ids !== '';
  const kind = isToken && props.isButton ? 'picture-token is-button' : 'picture-token';
  return (
    <>
      <span
        role={props.isButton ? 'button' : 'listitem'}
        aria-disabled={props.isButton && !isToken ? true : undefined}
        className={props.same ? `${kind} is-same` : kind}
        style={isToken ? { background: `var(--picture-token-${props.color})` } : undefined}
        data-index={props.index}
        tabIndex={props.tabIndex}
        aria-label={
          isToken
            ? t('pictures.tokens.token', { label, ids: props.ids })
            : t('pictures.tokens.gap', { label })
        }
      >
        <VisibleLabel label={label} />
        {props.showIds && <span className="picture-token-ids">{props.ids}</span>}
      </span>
      {props.text.endsWith('\n') && <br />}
    </>
  );
});

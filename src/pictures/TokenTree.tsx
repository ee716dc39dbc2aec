/**
 * @file Texts as a tree of their tokens, from left to right: the drafts of a beam search, or many texts
 * with equal beginnings joined. What was given up stays, grey and dashed. Arrow keys walk along the
 * branches.
 */
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { roundPlace } from './scales';
import {
  boxHeight,
  layoutTokenTree,
  nodeAfterKey,
  pathTo,
  type PlacedToken,
  type TokenTreeNode,
} from './token-tree-layout';
import { useHoverLock } from './use-hover-lock';
import { indexOfTarget, useRovingIndex } from './use-roving-index';

export interface TreeToken extends TokenTreeNode {
  /** On the best path, on another that lives, or given up. */
  look: 'best' | 'alive' | 'pruned';
  /** Whether a text ends here. */
  isEnd: boolean;
  /** Of all texts, 0 to 1: how thick the branch is. */
  share?: number;
  /** All that is known of it, in one line. */
  detail: string;
}

export interface TokenTreeProps {
  /** What stands before all tokens. */
  root: string;
  tokens: readonly TreeToken[];
  /** The tree in a sentence. */
  description: string;
  /** Whether the newest tokens are scrolled into view. */
  followsEnd?: boolean;
}

/** What lives is drawn over what was given up. */
const drawingOrder = ['pruned', 'alive', 'best'] as const;
/** Pixels of a branch with all texts. */
const thickest = 12;

export function TokenTree({ root, tokens, description, followsEnd = false }: TokenTreeProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layoutTokenTree(root, tokens), [root, tokens]);
  const { active, locked, hover, leave, toggle } = useHoverLock<number>();
  const roving = useRovingIndex(tokens.length, (key, index) =>
    nodeAfterKey(key, index, tokens, layout),
  );
  const width = Math.ceil(layout.width);
  useEffect(() => {
    if (followsEnd) scroller.current?.scrollTo({ left: width });
  }, [followsEnd, width]);

  const shown = active !== undefined && active < tokens.length ? active : undefined;
  const path = new Set(shown === undefined ? [] : pathTo(tokens, shown));
  return (
    <div className="picture">
      <div className="picture-scroll" ref={scroller}>
        <svg
          className="picture-token-tree"
          width={width}
          height={Math.ceil(layout.height)}
          // A tree without a token would be an empty list.
          role={tokens.length > 0 ? 'tree' : 'img'}
          aria-label={description}
          onKeyDown={(event) => {
            const index = indexOfTarget(event.target);
            if (index !== undefined && (event.key === 'Enter' || event.key === ' ')) {
              event.preventDefault();
              toggle(index);
            } else roving.container.onKeyDown(event);
          }}
          onFocus={(event) => {
            roving.container.onFocus(event);
            const index = indexOfTarget(event.target);
            if (index !== undefined) hover(index);
          }}
          onPointerOver={(event) => {
            const index = indexOfTarget(event.target);
            if (index === undefined) leave();
            else hover(index);
          }}
          onPointerLeave={leave}
          onClick={(event) => {
            const index = indexOfTarget(event.target);
            if (index !== undefined) toggle(index);
          }}
        >
          {drawingOrder.flatMap((drawn) =>
            tokens.map(({ parent, look, share }, index) =>
              look !== drawn ? null : (
                <path
                  key={`${drawn} ${index}`}
                  className={`is-${look}${path.has(index) ? ' is-shown' : ''}`}
                  d={branch(parent < 0 ? layout.root : layout.nodes[parent], layout.nodes[index])}
                  style={{
                    strokeWidth: share === undefined ? undefined : roundPlace(1 + thickest * share),
                  }}
                />
              ),
            ),
          )}
          <Box placed={layout.root} />
          {tokens.map(({ look, isEnd, detail }, index) => (
            <g
              key={index}
              className={`is-${look}${path.has(index) ? ' is-shown' : ''}`}
              role="treeitem"
              aria-level={layout.nodes[index].level}
              aria-selected={index === locked}
              aria-label={detail}
              data-index={index}
              tabIndex={roving.tabIndex(index)}
            >
              <Box placed={layout.nodes[index]} isEnd={isEnd} />
            </g>
          ))}
        </svg>
      </div>
      <output className="picture-readout" aria-live="off">
        {shown === undefined ? t('pictures.tokenTree.hint') : tokens[shown].detail}
      </output>
    </div>
  );
}

function branch(from: PlacedToken, to: PlacedToken): string {
  const [left, right] = [roundPlace(from.x + from.width), roundPlace(to.x)];
  const middle = roundPlace(to.x - 15);
  const [start, end] = [roundPlace(from.y), roundPlace(to.y)];
  return `M${left} ${start}H${roundPlace(Math.max(left, to.x - 30))}C${middle} ${start} ${middle} ${end} ${right} ${end}`;
}

function Box({ placed, isEnd = false }: { placed: PlacedToken; isEnd?: boolean }) {
  const { x, y, width, label } = placed;
  const top = roundPlace(y - boxHeight / 2);
  return (
    <>
      <rect x={roundPlace(x)} y={top} width={roundPlace(width)} height={boxHeight} rx={5} />
      {isEnd && (
        <path
          d={`M${roundPlace(x + width + 4)} ${roundPlace(top + 3)}v${boxHeight - 6}`}
          className="is-end"
        />
      )}
      <text
        x={roundPlace(x + width / 2)}
        y={roundPlace(y)}
        dy="0.35em"
        textAnchor="middle"
        fontSize={12}
      >
        {label}
      </text>
    </>
  );
}

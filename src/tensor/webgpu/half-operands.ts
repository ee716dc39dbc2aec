/**
 * @file Operands that are stored as float16. A kernel's text speaks of f32 alone, and reaches an operand
 * only as `name[index]`, or sets it as `name[index] = value;`: here reading becomes widening and setting
 * becomes rounding, so that no kernel has two versions and all computing stays in f32.
 */
import type { Element, Operand } from './kernel';

type HalfElement = 'f16' | 'vec4<f16>';

export function halfOf({ element, variable }: Pick<Operand, 'element' | 'variable'>): HalfElement {
  switch (element) {
    case 'f32':
      return 'f16';
    case 'vec4<f32>':
      return 'vec4<f16>';
    case 'i32':
    case 'vec4<i32>':
      throw new TypeError(`${variable} is of integers`);
  }
}

/**
 * The text of a kernel some of whose operands are stored as float16.
 * @param operands those; no other variable of the kernel that is indexed may have their names
 */
export function withHalfOperands(
  code: string,
  operands: readonly Pick<Operand, 'element' | 'variable'>[],
): string {
  if (operands.length === 0) return code;
  const elements = new Map<string, Element>(
    operands.map(({ variable, element }) => [variable, element]),
  );
  const access = new RegExp(`\\b(${[...elements.keys()].join('|')})\\[`, 'g');
  const rewritten = (text: string): string => {
    let result = '';
    let done = 0;
    access.lastIndex = 0;
    for (let found = access.exec(text); found; found = access.exec(text)) {
      const [opening, variable] = found;
      const element = elements.get(variable) ?? 'f32';
      const start = found.index + opening.length;
      const end = closing(text, start);
      const place = `${variable}[${rewritten(text.slice(start, end))}]`;
      const rest = text.slice(end + 1);
      result += text.slice(done, found.index);
      done = end + 1;
      if (/^\s*[-+*/%&|^]=/.test(rest)) throw new TypeError(`${variable} is changed, not set`);
      if (/^\s*=(?!=)/.test(rest)) {
        const equals = end + 1 + rest.indexOf('=') + 1;
        done = text.indexOf(';', equals);
        const value = rewritten(text.slice(equals, done).trim());
        result += `${place} = ${halfOf({ variable, element })}(${value})`;
      } else result += `${element}(${place})`;
      access.lastIndex = done;
    }
    return result + text.slice(done);
  };
  return rewritten(code);
}

/** The place of the bracket that closes one which was opened just before `start`. */
function closing(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '[') depth++;
    if (text[at] === ']' && --depth === 0) return at;
  }
  throw new TypeError('a bracket is never closed');
}

import { describe, expect, it } from 'vitest';
import { withHalfOperands } from './half-operands';

const x = { variable: 'x', element: 'f32' } as const;
const outY = { variable: 'outY', element: 'f32' } as const;
const wide = { variable: 'a', element: 'vec4<f32>' } as const;

describe('operands stored as float16', () => {
  it.each([
    ['let v = x[i] + 1.0;', 'let v = f32(x[i]) + 1.0;'],
    ['outY[i] = x[i] * 2.0;', 'outY[i] = f16(f32(x[i]) * 2.0);'],
    [
      'outY[n[i] + 1u] = max(x[m[2u * i]], 0.0);',
      'outY[n[i] + 1u] = f16(max(f32(x[m[2u * i]]), 0.0));',
    ],
    ['let v = a[min(i, 3u)];', 'let v = vec4<f32>(a[min(i, 3u)]);'],
    ['a[i] = v;', 'a[i] = vec4<f16>(v);'],
    [
      'if (ok) { outY[i] = v; }\n  outY[j] = w;',
      'if (ok) { outY[i] = f16(v); }\n  outY[j] = f16(w);',
    ],
    ['let same = x[i] == x[j];', 'let same = f32(x[i]) == f32(x[j]);'],
    ['let less = x[i] <= v;', 'let less = f32(x[i]) <= v;'],
    // Other names that begin or end alike.
    ['let a0 = aTile[i] + xx[i] + index[i];', 'let a0 = aTile[i] + xx[i] + index[i];'],
  ])('%s', (code, expected) => {
    expect(withHalfOperands(code, [x, outY, wide])).toBe(expected);
  });

  it('leaves a kernel without them alone', () => {
    expect(withHalfOperands('outY[i] += x[i];', [])).toBe('outY[i] += x[i];');
  });

  it('refuses to round a sum again and again', () => {
    expect(() => withHalfOperands('outY[i] += x[i];', [outY])).toThrow('outY is changed, not set');
  });

  it('refuses integers', () => {
    const ids = { variable: 'ids', element: 'i32' } as const;
    expect(() => withHalfOperands('ids[i] = 1;', [ids])).toThrow('ids is of integers');
  });
});

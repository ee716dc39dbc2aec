/**
 * @file A table of numbers, one row for each thing that is compared; wide tables scroll sideways.
 */
import type { ReactNode } from 'react';

export interface NumberTableProps {
  /** What the table shows, for screen readers. */
  label: string;
  /** Of the first column, then of the numbers. */
  columns: readonly string[];
  rows: readonly { id: string; name: string; cells: readonly string[]; action?: ReactNode }[];
  /** Name of the column of what can be done with a row, if anything. */
  actions?: string;
}

export function NumberTable({ label, columns, rows, actions }: NumberTableProps) {
  return (
    <div className="picture picture-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="picture-table picture-numbers">
        <caption className="picture-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col" className={index > 0 ? 'is-number' : undefined}>
                {column}
              </th>
            ))}
            {actions !== undefined && <th scope="col">{actions}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, cells, action }) => (
            <tr key={id}>
              <th scope="row" className="picture-row-name">
                {name}
              </th>
              {cells.map((cell, index) => (
                <td key={index} className="is-number">
                  {cell}
                </td>
              ))}
              {actions !== undefined && <td>{action}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

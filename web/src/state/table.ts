import type { Table } from './state'

/** The same table with one row set. */
export const put = <T>(table: Table<T>, id: number, row: T): Table<T> => table[id] === row ? table : { ...table, [id]: row }

/** The same table with one row changed, if it is there. */
export function patch<T>(table: Table<T>, id: number, change: (row: T) => T): Table<T> {
  const row = table[id]
  return row === undefined ? table : put(table, id, change(row))
}

/** The same table without some rows. */
export function drop<T>(table: Table<T>, ids: readonly number[]): Table<T> {
  if (!ids.some(id => id in table)) return table
  const gone = new Set(ids.map(String))
  return Object.fromEntries(Object.entries(table).filter(([id]) => !gone.has(id)))
}

/** A record without one key. */
export function without<T>(record: { readonly [key: string]: T }, key: string): { readonly [key: string]: T } {
  if (!(key in record)) return record
  const { [key]: _, ...rest } = record
  return rest
}

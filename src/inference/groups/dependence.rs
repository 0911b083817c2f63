//! What independence expects of a cross table, and how far the table is from it.

use crate::inference::CrossTable;

/// Distance of a table from independence.
pub(super) struct Dependence {
    pub(super) chi_square: f64,
    pub(super) df: f64,
    pub(super) smallest_expected: f64,
    /// Share of cells that expect fewer than five units.
    pub(super) few_expected: f64,
}

/// Of a table of two rows and columns or more.
pub(super) fn dependence(table: &CrossTable) -> Dependence {
    let (rows, columns) = (table.row_sums(), table.column_sums());
    let n = table.n() as f64;
    let (mut chi_square, mut smallest, mut few) = (0.0, f64::INFINITY, 0.0);
    for (row, counts) in rows.iter().zip(table.counts()) {
        for (column, &count) in columns.iter().zip(counts) {
            let expected = *row as f64 * (*column as f64 / n);
            chi_square += (count as f64 - expected).powi(2) / expected;
            smallest = expected.min(smallest);
            few += f64::from(u8::from(expected < 5.0));
        }
    }
    Dependence {
        chi_square,
        df: (rows.len() - 1) as f64 * (columns.len() - 1) as f64,
        smallest_expected: smallest,
        few_expected: few / (rows.len() * columns.len()) as f64,
    }
}

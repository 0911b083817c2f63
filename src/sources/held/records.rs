//! How far the sheets of a workbook from before 2007 reach, by its records: its library makes room for all between their cells.
//!
//! Layout: [MS-XLS], sections 2.1.4, 2.4.28, 2.4.90.

use super::limits::MOST_CELLS;

/// Cells of the largest sheet before 2007.
const MOST_OF_SHEET: u64 = 65_536 * 256;

/// How often the bytes of a workbook may be read for its sheets: each has its own, but for writers that count from elsewhere.
const MOST_READINGS: u64 = 16;

/// True when a sheet claims to reach further than one can, or all of them take more room than there is.
pub(super) fn reach_too_far(stream: &[u8]) -> bool {
    let mut cells = 0_u64;
    let mut read = 0_u64;
    for start in starts(stream) {
        let Some(sheet) = stream.get(start..) else { continue };
        let (reach, length) = reach(sheet);
        read = read.saturating_add(length);
        let Some(reach) = reach else { return true };
        cells = cells.saturating_add(reach);
        if cells > MOST_CELLS || read / MOST_READINGS > stream.len() as u64 {
            return true;
        }
    }
    false
}

/// Where the sheets begin, as the first part of the workbook says.
fn starts(stream: &[u8]) -> impl Iterator<Item = usize> {
    let bound =
        |record: Record<'_>| (record.kind == BOUND_SHEET).then(|| long(record.data, 0)).flatten();
    records(stream).take_while(|record| record.kind != END).filter_map(bound).map(|at| at as usize)
}

/// Cells between the outermost ones of a sheet, and how many bytes it takes; none when it claims more than a sheet has.
fn reach(sheet: &[u8]) -> (Option<u64>, u64) {
    let mut extent = Extent::default();
    let mut read = 0;
    // A chart in a sheet has a beginning and an end of its own.
    let mut depth = 0_u64;
    for record in records(sheet) {
        read += record.data.len() as u64 + 4;
        match record.kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS if claimed(record.data).is_none_or(|cells| cells > MOST_OF_SHEET) => {
                return (None, read);
            }
            kind if CELLS.contains(&kind) => extent.take(record.data, kind == MANY_NUMBERS),
            _ => {}
        }
    }
    (Some(extent.cells()), read)
}

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const MANY_NUMBERS: u16 = 0x00BD;

/// Records that begin with a row and a column: formulas, numbers, texts, true or false.
const CELLS: [u16; 8] = [0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6, 0x00FD, MANY_NUMBERS];

/// Cells that a sheet says to have, counted like its library counts; none when it ends before it begins.
fn claimed(data: &[u8]) -> Option<u64> {
    let [first, last, left, right] = match data.len() {
        10 => [0, 2, 4, 6].map(|at| short(data, at)),
        14 | 16 => [long(data, 0), long(data, 4), short(data, 8), short(data, 10)],
        // Its library says what is wrong.
        _ => return Some(0),
    }
    .map(|number| u64::from(number.unwrap_or_default()));
    if last == 0 || right == 0 {
        return Some(1);
    }
    let left = if left > 0xFF || right < left { 0 } else { left };
    last.checked_sub(first)?.checked_mul(right - left)
}

/// The rows and columns between which there are cells.
#[derive(Default)]
struct Extent {
    /// First and last row, first and last column.
    found: Option<[u32; 4]>,
}

impl Extent {
    fn take(&mut self, data: &[u8], has_many: bool) {
        let (Some(row), Some(first)) = (short(data, 0), short(data, 2)) else { return };
        let last = if has_many { short(data, data.len().saturating_sub(2)) } else { None };
        let last = last.unwrap_or(first).max(first);
        let [top, bottom, left, right] = self.found.unwrap_or([row, row, first, last]);
        self.found = Some([top.min(row), bottom.max(row), left.min(first), right.max(last)]);
    }

    fn cells(&self) -> u64 {
        let Some([top, bottom, left, right]) = self.found else { return 0 };
        u64::from(bottom - top + 1) * u64::from(right - left + 1)
    }
}

struct Record<'s> {
    kind: u16,
    data: &'s [u8],
}

/// The records up to one that is cut off: there its library stops.
fn records(stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let kind = u16::from_le_bytes(*rest.first_chunk()?);
        let length = usize::from(u16::from_le_bytes(*rest.get(2..)?.first_chunk()?));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some(Record { kind, data })
    })
}

fn short(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(*data.get(at..)?.first_chunk()?)))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::reach_too_far;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("short");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn dimensions(last: u32, right: u16) -> Vec<u8> {
        let data = [&[0; 4][..], &last.to_le_bytes(), &[0; 2], &right.to_le_bytes(), &[0; 2]];
        record(0x0200, &data.concat())
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    }

    /// A workbook with so many sheets, all of them the same one.
    fn workbook(sheets: u32, sheet: &[Vec<u8>]) -> Vec<u8> {
        let start = sheets * 10 + 8 + 4;
        let mut stream = record(0x0809, &[0; 4]);
        for _ in 0..sheets {
            stream.extend(record(0x0085, &[&start.to_le_bytes()[..], &[0; 2]].concat()));
        }
        stream.extend(record(0x000A, &[]));
        stream.extend(record(0x0809, &[0; 4]));
        stream.extend(sheet.concat());
        stream.extend(record(0x000A, &[]));
        stream
    }

    #[test]
    fn a_sheet_from_before_2007_reaches_no_further_than_such_a_sheet_can() {
        for (sheets, sheet, too_far) in [
            (1, vec![dimensions(65_536, 256)], false),
            (1, vec![dimensions(4_000_000_000, 256)], true),
            (1, vec![dimensions(65_536, 60_000)], true),
            (1, vec![dimensions(0, 60_000)], false),
            (1, vec![number(0, 0), number(9, 9)], false),
            (1, vec![number(0, 0), number(65_535, 65_535)], true),
            (1, vec![number(65_535, 65_535)], false),
            (1, vec![number(0, 0), number(65_535, 255)], false),
            (2, vec![number(0, 0), number(65_535, 255)], true),
            (9_000, vec![vec![0; 40_000]], true),
            // A chart in a sheet ends before the sheet does.
            (
                1,
                vec![record(0x0809, &[]), record(0x000A, &[]), number(0, 0), number(65_535, 999)],
                true,
            ),
        ] {
            let stream = workbook(sheets, &sheet);
            assert_eq!(
                reach_too_far(&stream),
                too_far,
                "{sheets} times {:?}",
                sheet.concat().len()
            );
        }
    }

    #[test]
    fn many_numbers_of_one_row_reach_to_the_last() {
        let many = [&[0; 4][..], &[0; 12], &60_000_u16.to_le_bytes()].concat();
        let sheet = [record(0x00BD, &many), number(1_000, 0)];
        assert!(reach_too_far(&workbook(1, &sheet)));
        assert!(!reach_too_far(&[0; 10]));
    }
}

//! Chains of sectors in a compound file: its library follows them to their end, and one that comes back to itself has none.
//!
//! Layout: [MS-CFB], sections 2.2 to 2.6.

/// Numbers from here on are no sectors: free ones, ends of chains, and parts of the table itself.
const RESERVED: u32 = 0xFFFF_FFFA;

/// Streams that are shorter lie in small sectors.
const SMALL: u64 = 4096;

/// True when the directory, the table of small sectors or a stream goes on for ever.
pub(super) fn goes_on_for_ever(file: &[u8]) -> bool {
    ends(file) == Some(false)
}

/// False when a chain does not end; none when the file has not the form of a compound file, which its library says.
fn ends(file: &[u8]) -> Option<bool> {
    let size = match file.get(30..32)? {
        [0x09, 0x00] => 512,
        [0x0C, 0x00] => 4096,
        _ => return None,
    };
    let sectors = Sectors { file, size };
    let mut places: Vec<u32> = (76..512).step_by(4).filter_map(|at| number(file, at)).collect();
    let mut next = number(file, 68)?;
    let mut parts = 0;
    while next < RESERVED {
        parts += 1;
        if parts > sectors.most() {
            return Some(false);
        }
        places.extend(sectors.numbers(next));
        let Some(further) = places.pop() else { break };
        next = further;
    }
    places.retain(|place| *place < RESERVED);
    // The parts of the table are sectors of the file: more than it has are the same ones again and again.
    if places.len() > sectors.most() {
        return Some(false);
    }
    let table: Vec<u32> =
        places.into_iter().flat_map(|place| sectors.numbers(place).collect::<Vec<_>>()).collect();
    let (Some(directory), Some(small)) =
        (chain(number(file, 48)?, &table), chain(number(file, 60)?, &table))
    else {
        return Some(false);
    };
    let small: Vec<u32> =
        small.into_iter().flat_map(|place| sectors.numbers(place).collect::<Vec<_>>()).collect();
    let entries = directory.iter().flat_map(|place| sectors.bytes(*place).chunks_exact(128));
    let is_finite = |(at, entry): (usize, &[u8])| {
        let is_named = entry[0] != 0 || entry[1] != 0;
        let (Some(start), Some(length)) = (number(entry, 116), number(entry, 120)) else {
            return true;
        };
        let is_small = at > 0 && u64::from(length) < SMALL;
        !is_named || chain(start, if is_small { &small } else { &table }).is_some()
    };
    Some(entries.enumerate().all(is_finite))
}

/// The sectors of a file, which begin behind its header.
struct Sectors<'f> {
    file: &'f [u8],
    size: usize,
}

impl<'f> Sectors<'f> {
    /// More sectors than this no chain can have.
    fn most(&self) -> usize {
        self.file.len() / self.size + 1
    }

    /// What a sector holds; less, or nothing, where the file ends before it does.
    fn bytes(&self, place: u32) -> &'f [u8] {
        let start = (place as usize).saturating_add(1).saturating_mul(self.size);
        let end = start.saturating_add(self.size).min(self.file.len());
        self.file.get(start..end).unwrap_or_default()
    }

    fn numbers(&self, place: u32) -> impl Iterator<Item = u32> + use<'f> {
        self.bytes(place).chunks_exact(4).filter_map(|four| number(four, 0))
    }
}

/// The sectors from one to the end; none when there is no end.
fn chain(start: u32, table: &[u32]) -> Option<Vec<u32>> {
    let mut found = Vec::new();
    let mut next = start;
    while next < RESERVED {
        found.push(next);
        if found.len() > table.len() + 1 {
            return None;
        }
        // Beyond the table its library stops.
        let Some(further) = table.get(next as usize) else { break };
        next = *further;
    }
    Some(found)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::goes_on_for_ever;

    /// A file of three sectors: the table, the directory with one stream, and the stream.
    fn file(table: [u32; 3], start: u32) -> Vec<u8> {
        let mut file = vec![0; 512];
        let mut put =
            |at: usize, number: u32| file[at..at + 4].copy_from_slice(&number.to_le_bytes());
        put(30, 9);
        for (at, number) in [(48, 1), (60, u32::MAX - 1), (68, u32::MAX - 1), (76, 0)] {
            put(at, number);
        }
        (80..512).step_by(4).for_each(|at| put(at, u32::MAX));
        let sector = |numbers: &[(usize, u32)]| {
            let mut sector = vec![0xFF; 512];
            for (at, number) in numbers {
                sector[*at..at + 4].copy_from_slice(&number.to_le_bytes());
            }
            sector
        };
        let links: Vec<(usize, u32)> =
            table.into_iter().enumerate().map(|(at, next)| (at * 4, next)).collect();
        file.extend(sector(&links));
        file.extend(sector(&[(0, 0x57), (116, start), (120, 8192), (128, 0), (256, 0), (384, 0)]));
        file.extend(sector(&[]));
        file
    }

    #[test]
    fn a_chain_that_comes_back_to_itself_is_seen() {
        let end = u32::MAX - 1;
        for (table, start, is_endless) in [
            ([end, end, end], 2, false),
            ([end, end, 2], 2, true),
            ([end, 1, end], 2, true),
            ([end, 2, 1], 2, true),
            ([end, end, 0], 2, false),
            ([end, end, 77], 2, false),
        ] {
            assert_eq!(goes_on_for_ever(&file(table, start)), is_endless, "{table:?}");
        }
        // A table that is the same sector many times.
        let mut again = file([end, end, end], 2);
        again[76..512].fill(0);
        assert!(goes_on_for_ever(&again));
        for length in 0..600 {
            goes_on_for_ever(&file([end, end, end], 2)[..length]);
        }
    }
}

//! The streams of a compound file, followed before its library follows them: a chain of sectors that comes back to itself has no
//! end.
//!
//! Layout: [MS-CFB], sections 2.2 to 2.6.

/// Numbers from here on are no sectors: free ones, ends of chains, and parts of the table itself.
const RESERVED: u32 = 0xFFFF_FFFA;

/// Streams that are shorter lie in small sectors, of so many bytes.
const SMALL: u64 = 4096;
const SMALL_SECTOR: usize = 64;

/// The directory, a table or a stream goes on for ever.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Endless;

/// What the streams of these names hold; none when the file has not the form of a compound file, which its library says.
///
/// # Errors
///
/// When any chain of the file comes back to itself.
pub(super) fn streams(file: &[u8], names: &[&str]) -> Result<Vec<Vec<u8>>, Endless> {
    let Some(size) = sector_size(file) else { return Ok(Vec::new()) };
    let sectors = Sectors { bytes: file.get(size..).unwrap_or_default(), size };
    let table = table(file, &sectors)?;
    let head = |at| number(file, at).unwrap_or(RESERVED);
    let small_table: Vec<u32> = sectors.numbers(&chain(head(60), &table)?).collect();
    let directory = sectors.chained(&chain(head(48), &table)?, u64::MAX);

    let entries: Vec<Entry<'_>> =
        directory.chunks_exact(128).filter_map(|bytes| Entry::of(bytes, size)).collect();
    let root = entries.first().map(|root| Ok((chain(root.start, &table)?, root.length)));
    let (places, length) = root.transpose()?.unwrap_or_default();
    let small_bytes = sectors.chained(&places, length);
    let small = Sectors { bytes: &small_bytes, size: SMALL_SECTOR };

    let read = |entry: &Entry<'_>| {
        let is_small = entry.length < SMALL;
        let (links, of) = if is_small { (&small_table, &small) } else { (&table, &sectors) };
        Ok((chain(entry.start, links)?, of))
    };
    for entry in entries.iter().skip(1).filter(|entry| entry.is_named()) {
        read(entry)?;
    }
    // Its library takes the first entry of a name, were it the root.
    let first = names.iter().filter_map(|name| entries.iter().find(|entry| entry.is_called(name)));
    first.map(|entry| read(entry).map(|(places, of)| of.chained(&places, entry.length))).collect()
}

/// An entry of the directory.
struct Entry<'d> {
    name: &'d [u8],
    start: u32,
    length: u64,
}

impl<'d> Entry<'d> {
    /// Lengths have 64 bits where sectors are large; where they are small, half of them may be anything.
    fn of(bytes: &'d [u8], size: usize) -> Option<Self> {
        let low = u64::from(number(bytes, 120)?);
        let high = if size == 512 { 0 } else { u64::from(number(bytes, 124)?) };
        Some(Self { name: bytes.get(..64)?, start: number(bytes, 116)?, length: high << 32 | low })
    }

    fn is_named(&self) -> bool {
        self.name[..2] != [0, 0]
    }

    /// Letters may be large or small.
    fn is_called(&self, name: &str) -> bool {
        let letters = self.name.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
        let letters = letters.take_while(|letter| *letter != 0);
        char::decode_utf16(letters)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER).to_ascii_lowercase())
            .eq(name.chars().map(|letter| letter.to_ascii_lowercase()))
    }
}

/// The length of a sector, which the header's takes as well.
fn sector_size(file: &[u8]) -> Option<usize> {
    match file.get(30..32)? {
        [0x09, 0x00] => Some(512),
        [0x0C, 0x00] => Some(4096),
        _ => None,
    }
}

/// Which sector follows which.
fn table(file: &[u8], sectors: &Sectors<'_>) -> Result<Vec<u32>, Endless> {
    let mut places: Vec<u32> = (76..512).step_by(4).filter_map(|at| number(file, at)).collect();
    let mut next = number(file, 68).unwrap_or(RESERVED);
    let mut parts = 0;
    while next < RESERVED {
        parts += 1;
        if parts > sectors.most() {
            return Err(Endless);
        }
        places.extend(sectors.numbers(&[next]));
        let Some(further) = places.pop() else { break };
        next = further;
    }
    places.retain(|place| *place < RESERVED);
    // The parts of the table are sectors of the file: more than it has are the same ones again and again.
    if places.len() > sectors.most() {
        return Err(Endless);
    }
    Ok(sectors.numbers(&places).collect())
}

/// Bytes in sectors of one size.
struct Sectors<'f> {
    bytes: &'f [u8],
    size: usize,
}

impl<'f> Sectors<'f> {
    /// More sectors than this no chain can have.
    fn most(&self) -> usize {
        self.bytes.len() / self.size + 2
    }

    /// What a sector holds; less, or nothing, where the bytes end before it does.
    fn sector(&self, place: u32) -> &'f [u8] {
        let start = (place as usize).saturating_mul(self.size);
        let end = start.saturating_add(self.size).min(self.bytes.len());
        self.bytes.get(start..end).unwrap_or_default()
    }

    fn numbers(&self, places: &[u32]) -> impl Iterator<Item = u32> {
        let sectors = places.iter().map(|place| self.sector(*place));
        sectors.flat_map(|sector| sector.chunks_exact(4).filter_map(|four| number(four, 0)))
    }

    /// The first bytes of a chain, so many at most.
    fn chained(&self, places: &[u32], length: u64) -> Vec<u8> {
        let mut all = Vec::new();
        let most = usize::try_from(length).unwrap_or(usize::MAX);
        for place in places {
            all.extend_from_slice(self.sector(*place));
            if all.len() >= most {
                all.truncate(most);
                break;
            }
        }
        all
    }
}

/// The sectors from one to the end.
fn chain(start: u32, table: &[u32]) -> Result<Vec<u32>, Endless> {
    let mut found = Vec::new();
    let mut next = start;
    while next < RESERVED {
        found.push(next);
        if found.len() > table.len() + 1 {
            return Err(Endless);
        }
        // Beyond the table its library stops.
        let Some(further) = table.get(next as usize) else { break };
        next = *further;
    }
    Ok(found)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Endless, streams};

    const END: u32 = u32::MAX - 1;

    /// A file of three sectors: the table, the directory with one stream, and the stream.
    fn file(table: [u32; 3], start: u32) -> Vec<u8> {
        let mut file = vec![0; 512];
        let mut put =
            |at: usize, number: u32| file[at..at + 4].copy_from_slice(&number.to_le_bytes());
        put(30, 9);
        for (at, number) in [(48, 1), (60, END), (68, END), (76, 0)] {
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
        let name = u32::from(b'b');
        let entry = [(128, name), (116, END), (244, start), (248, 8192), (256, 0), (384, 0)];
        file.extend(sector(&[&[(0, 0x57), (120, 0)], &entry[..]].concat()));
        file.extend((0..128).flat_map(|_| 7_u32.to_le_bytes()));
        file
    }

    #[test]
    fn a_stream_is_what_its_chain_holds() {
        let held = streams(&file([END, END, END], 2), &["B"]);
        assert_eq!(held.as_deref().map(<[_]>::len), Ok(1));
        assert_eq!(held.expect("one stream")[0], [7, 0, 0, 0].repeat(128));
        assert_eq!(streams(&file([END, END, END], 2), &["Other"]), Ok(Vec::new()));
        assert_eq!(streams(b"no compound file", &["B"]), Ok(Vec::new()));
    }

    #[test]
    fn the_first_entry_of_each_name_is_the_one_that_counts() {
        let mut file = file([END, END, END], 2);
        let directory = 2 * 512;
        let mut put = |at: usize, number: u32| {
            file[directory + at..][..4].copy_from_slice(&number.to_le_bytes());
        };
        // Two more called `b`, which lead nowhere, and one that is not looked at for their sake.
        for at in [256, 384] {
            put(at, u32::from(b'b'));
            put(at + 116, END);
        }
        let held = streams(&file, &["W", "B"]).expect("no chain is endless");
        // The root is called `W`: it is small, and there are no small sectors.
        assert_eq!(held.iter().map(Vec::len).collect::<Vec<_>>(), [0, 512]);
    }

    #[test]
    fn a_chain_that_comes_back_to_itself_is_seen() {
        for (table, start, is_endless) in [
            ([END, END, END], 2, false),
            ([END, END, 2], 2, true),
            ([END, 1, END], 2, true),
            ([END, 2, 1], 2, true),
            ([END, END, 0], 2, false),
            ([END, END, 77], 2, false),
        ] {
            let found = streams(&file(table, start), &[]);
            assert_eq!(found == Err(Endless), is_endless, "{table:?}");
        }
        // A table that is the same sector many times.
        let mut again = file([END, END, END], 2);
        again[76..512].fill(0);
        assert_eq!(streams(&again, &[]), Err(Endless));
        for length in 0..2048 {
            let cut = &file([END, END, END], 2)[..length];
            assert!(streams(cut, &["b"]).is_ok(), "{length}");
        }
    }
}

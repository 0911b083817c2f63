//! How long the parts of a dataset say they are, seen before its library makes room for them.

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use dta::stata::dta::byte_order::ByteOrder;
use dta::stata::dta::header::Header;
use dta::stata::dta::release::Release;

use super::too_long;
use crate::sources::error::Unreadable;

/// What stands around the rows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// Notes about variables, before the rows.
    Notes,
    /// Long texts, after the rows.
    Texts,
    /// Labels of values, at the end.
    Labels,
}

/// How the entries of a part are laid out.
struct Layout {
    /// What the part begins with.
    open: &'static [u8],
    /// What an entry begins with.
    mark: &'static [u8],
    /// Bytes between the mark and the length of an entry.
    before: u64,
    /// Bytes of an entry beside its length and what is as long as that says.
    beside: u64,
    /// An entry that begins with 0 is the last.
    ends_with_zero: bool,
}

/// A file that is looked through beside its library.
pub(super) struct Bounds {
    path: PathBuf,
    length: u64,
    release: Release,
    order: ByteOrder,
}

impl Bounds {
    pub(super) fn new(path: &Path, length: u64, header: &Header) -> Self {
        Self {
            path: path.to_owned(),
            length,
            release: header.release(),
            order: header.byte_order(),
        }
    }

    /// Bytes of the part that begins at a place.
    ///
    /// # Errors
    ///
    /// When one of its entries says that it is longer than the file.
    pub(super) fn part(&self, part: Part, at: u64) -> Result<u64, Unreadable> {
        let Some(layout) = self.layout(part) else { return Ok(0) };
        let mut file = BufReader::new(File::open(&self.path)?);
        let mut next = at;
        let mut open = vec![0; layout.open.len()];
        file.seek(SeekFrom::Start(at))?;
        if file.read_exact(&mut open).is_ok() && open == layout.open {
            next += open.len() as u64;
        }
        let mark = layout.mark.len();
        let before = mark + usize::try_from(layout.before).expect("a few bytes");
        let mut head = vec![0; before + 4];
        loop {
            file.seek(SeekFrom::Start(next))?;
            let is_there = file.read_exact(&mut head).is_ok() && head.starts_with(layout.mark);
            // What else may stand here, the library judges.
            if !is_there || layout.ends_with_zero && head[0] == 0 {
                return Ok(next - at);
            }
            let length = head[before..].try_into().expect("four bytes");
            let length = match self.order {
                ByteOrder::BigEndian => u32::from_be_bytes(length),
                ByteOrder::LittleEndian => u32::from_le_bytes(length),
            };
            next += head.len() as u64 + layout.beside + u64::from(length);
            if next > self.length {
                return Err(too_long());
            }
        }
    }

    /// None where no part of a file of this version can say that it is long.
    fn layout(&self, part: Part) -> Option<Layout> {
        let is_marked = self.release.is_xml_like();
        let (open, mark): (&[u8], &[u8]) = match part {
            _ if !is_marked => (b"", b""),
            Part::Notes => (b"<characteristics>", b"<ch>"),
            Part::Texts => (b"<strls>", b"GSO"),
            Part::Labels => (b"<value_labels>", b"<lbl>"),
        };
        let (before, beside) = match part {
            Part::Notes if is_marked => (0, b"</ch>".len() as u64),
            Part::Notes if self.release >= Release::V110 => (1, 0),
            // The variable, the row, and what kind of text it is.
            Part::Texts if is_marked => (4 + self.row_number() + 1, 0),
            Part::Labels if is_marked => (0, self.name() + 3 + b"</lbl>".len() as u64),
            Part::Labels if self.release >= Release::V108 => (0, self.name() + 3),
            _ => return None,
        };
        let ends_with_zero = !is_marked && matches!(part, Part::Notes);
        Some(Layout { open, mark, before, beside, ends_with_zero })
    }

    /// Bytes of the name of a set of labels.
    fn name(&self) -> u64 {
        match self.release {
            release if release >= Release::V118 => 129,
            release if release >= Release::V110 => 33,
            _ => 9,
        }
    }

    /// Bytes of the number of a row.
    fn row_number(&self) -> u64 {
        if self.release >= Release::V118 { 8 } else { 4 }
    }
}

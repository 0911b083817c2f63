//! The rows of a dataset, unpacked one by one.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _};

use flate2::bufread::ZlibDecoder;

use super::damaged;
use super::dictionary::{Dictionary, PLACE, Packing};
use crate::sources::error::Unreadable;

/// Bytes that stand for something else than themselves.
mod commands {
    pub(super) const NOTHING: u8 = 0;
    pub(super) const END: u8 = 252;
    pub(super) const AS_IT_IS: u8 = 253;
    pub(super) const BLANKS: u8 = 254;
    pub(super) const EMPTY: u8 = 255;
}

/// An empty number: the lowest that there is.
pub(super) const EMPTY: f64 = -f64::MAX;

/// Rows, one after the other.
pub(super) struct Cases {
    input: Input,
    is_packed: bool,
    bias: f64,
    is_big_endian: bool,
    /// The row that was read last: its places one after the other.
    row: Vec<u8>,
    /// Commands that are still to be followed.
    commands: [u8; PLACE],
    next: usize,
    /// Rows that are still to come, where the file says it.
    left: Option<u64>,
    is_done: bool,
}

impl Cases {
    /// Rows of a file that stands behind its dictionary.
    pub(super) fn new(dictionary: &Dictionary, file: BufReader<File>) -> Result<Self, Unreadable> {
        let input = match dictionary.packing {
            Packing::Blocks => Input::blocks(file, dictionary.is_big_endian)?,
            _ => Input::Plain(file),
        };
        Ok(Self {
            input,
            is_packed: dictionary.packing != Packing::None,
            bias: dictionary.bias,
            is_big_endian: dictionary.is_big_endian,
            row: vec![0; dictionary.places * PLACE],
            commands: [0; PLACE],
            next: PLACE,
            left: dictionary.rows,
            is_done: false,
        })
    }

    /// The bytes of the next row; none behind the last one.
    pub(super) fn read(&mut self) -> Result<Option<&[u8]>, Unreadable> {
        for at in 0..self.row.len() / PLACE {
            if self.is_done || !self.place(at * PLACE)? {
                self.is_done = true;
                // A row that has begun has to be whole, and none may be missing.
                return match (at, self.left.unwrap_or_default()) {
                    (0, 0) => Ok(None),
                    (0, _) => Err(damaged("it ends before its last row")),
                    _ => Err(damaged("its last row is not whole")),
                };
            }
        }
        self.left = self.left.map(|left| left.saturating_sub(1));
        Ok(Some(&self.row))
    }

    /// Reads one place of the row; false at the end of the file.
    fn place(&mut self, at: usize) -> Result<bool, Unreadable> {
        let place = at..at + PLACE;
        if !self.is_packed {
            return self.input.fill(&mut self.row[place]);
        }
        loop {
            if self.next == PLACE {
                if !self.input.fill(&mut self.commands)? {
                    return Ok(false);
                }
                self.next = 0;
            }
            let command = self.commands[self.next];
            self.next += 1;
            let number = match command {
                commands::NOTHING => continue,
                commands::END => return Ok(false),
                commands::AS_IT_IS => {
                    let is_there = self.input.fill(&mut self.row[place])?;
                    return if is_there {
                        Ok(true)
                    } else {
                        Err(damaged("its last row is not whole"))
                    };
                }
                commands::BLANKS => {
                    self.row[place].fill(b' ');
                    return Ok(true);
                }
                commands::EMPTY => EMPTY,
                small => f64::from(small) - self.bias,
            };
            let bytes =
                if self.is_big_endian { number.to_be_bytes() } else { number.to_le_bytes() };
            self.row[place].copy_from_slice(&bytes);
            return Ok(true);
        }
    }
}

/// Where the bytes of the rows come from.
enum Input {
    Plain(BufReader<File>),
    /// Blocks that are packed each by itself, up to a place in the file.
    Blocks(Option<ZlibDecoder<io::Take<BufReader<File>>>>),
}

impl Input {
    /// Blocks of a file whose rows begin with where they are.
    fn blocks(mut file: BufReader<File>, is_big_endian: bool) -> Result<Self, Unreadable> {
        let mut place = || -> Result<u64, Unreadable> {
            let mut bytes = [0; 8];
            file.read_exact(&mut bytes).map_err(|_| damaged("it ends before its first row"))?;
            let place =
                if is_big_endian { u64::from_be_bytes(bytes) } else { u64::from_le_bytes(bytes) };
            Ok(place)
        };
        // Where the blocks begin, where what tells of them does, and how long that is.
        let (_, end, _) = (place()?, place()?, place()?);
        let begin = file.stream_position()?;
        let length = end.checked_sub(begin).ok_or_else(|| damaged("its blocks have no end"))?;
        Ok(Self::Blocks(Some(ZlibDecoder::new(file.take(length)))))
    }

    /// Fills a buffer; false where not even its first byte is there.
    fn fill(&mut self, buffer: &mut [u8]) -> Result<bool, Unreadable> {
        let mut filled = 0;
        while filled < buffer.len() {
            let read = match self {
                Self::Plain(file) => file.read(&mut buffer[filled..])?,
                Self::Blocks(open) => {
                    let Some(block) = open else { break };
                    let read = block.read(&mut buffer[filled..]);
                    let read = read.map_err(|_| damaged("a block cannot be unpacked"))?;
                    if read == 0 {
                        // The next block begins where this one ends.
                        let rest = open.take().map(ZlibDecoder::into_inner);
                        if let Some(mut rest) = rest
                            && !rest.fill_buf()?.is_empty()
                        {
                            *open = Some(ZlibDecoder::new(rest));
                        }
                        continue;
                    }
                    read
                }
            };
            if read == 0 {
                break;
            }
            filled += read;
        }
        match filled {
            0 => Ok(false),
            _ if filled == buffer.len() => Ok(true),
            _ => Err(damaged("its last row is not whole")),
        }
    }
}

//! What stands before the rows: names, widths, formats, labels.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::damaged;
use super::value::{Code, Format};
use crate::sources::error::Unreadable;

/// Bytes of a place in a row.
pub(super) const PLACE: usize = 8;
/// Widest text that is one variable to SPSS, and what each further one holds of a wider text.
const WIDEST: usize = 255;
const OF_A_WIDER: usize = 252;
const PLACES_OF_A_WIDER: usize = 32;
/// Most places of a row: a file of that width has a megabyte in each row.
const MOST_PLACES: usize = 1 << 17;

/// How rows are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    /// Small numbers and blanks in a byte.
    Bytes,
    /// The same, in blocks of zlib.
    Blocks,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    pub(super) name: String,
    /// What was asked.
    pub(super) label: String,
    /// First place in a row.
    pub(super) at: usize,
    /// Bytes of a text; none for a number.
    pub(super) width: Option<usize>,
    pub(super) format: Format,
    /// Values with their labels.
    pub(super) values: Vec<(Code, String)>,
    missing: Missing,
}

/// Values that are declared missing.
#[derive(Debug, Clone, Default)]
struct Missing {
    range: Option<(f64, f64)>,
    codes: Vec<Code>,
}

impl Variable {
    /// Places in a row.
    fn places(&self) -> usize {
        match self.width {
            None => 1,
            Some(width) if width <= WIDEST => width.div_ceil(PLACE),
            Some(width) => {
                let whole = width.div_ceil(OF_A_WIDER) - 1;
                whole * PLACES_OF_A_WIDER + (width - whole * OF_A_WIDER).div_ceil(PLACE)
            }
        }
    }

    /// The bytes of a text in a row.
    pub(super) fn text(&self, row: &[u8]) -> Vec<u8> {
        let width = self.width.unwrap_or_default();
        let own = &row[self.at * PLACE..][..self.places() * PLACE];
        if width <= WIDEST {
            return own[..width].to_vec();
        }
        // Of the places of each part all bytes but the last belong to the text.
        let parts = own.chunks(PLACES_OF_A_WIDER * PLACE);
        let mut text: Vec<u8> =
            parts.flat_map(|part| &part[..part.len().min(WIDEST)]).copied().collect();
        text.truncate(width);
        text
    }

    /// True for a value that is declared missing.
    pub(super) fn is_missing(&self, code: &Code) -> bool {
        let in_range = match code {
            Code::Number(bits) => self
                .missing
                .range
                .is_some_and(|(low, high)| (low..=high).contains(&f64::from_bits(*bits))),
            Code::Text(_) => false,
        };
        in_range || self.missing.codes.contains(code)
    }
}

/// Everything that stands before the rows.
#[derive(Debug)]
pub(super) struct Dictionary {
    pub(super) variables: Vec<Variable>,
    pub(super) encoding: &'static Encoding,
    pub(super) packing: Packing,
    /// What is added to a small number to make a byte of it.
    pub(super) bias: f64,
    /// Rows, where the file says it.
    pub(super) rows: Option<u64>,
    /// Places of a row.
    pub(super) places: usize,
    pub(super) is_big_endian: bool,
}

impl Dictionary {
    /// Reads a file up to its rows.
    pub(super) fn read(path: &Path) -> Result<(Self, BufReader<File>), Unreadable> {
        let file = File::open(path)?;
        let left = file.metadata()?.len();
        let mut bytes = Bytes { file: BufReader::new(file), left, is_big_endian: false };
        let mark = bytes.take(4)?;
        bytes.take(60)?;
        let layout = bytes.take(4)?;
        bytes.is_big_endian = match layout.as_slice() {
            [2 | 3, 0, 0, 0] => false,
            [0, 0, 0, 2 | 3] => true,
            _ => return Err(damaged("the order of its bytes is unknown")),
        };
        bytes.take(4)?;
        let packing = match (bytes.number()?, mark.as_slice()) {
            (0, _) => Packing::None,
            (1, _) => Packing::Bytes,
            (2, b"$FL3") => Packing::Blocks,
            _ => return Err(damaged("how its rows are packed is unknown")),
        };
        bytes.take(4)?;
        // Below 0 where the program that wrote the file could not tell yet.
        let rows = u64::try_from(bytes.number()?).ok();
        let bias = bytes.double()?;
        bytes.take(9 + 8 + 64 + 3)?;
        let mut draft = Draft::default();
        while draft.record(&mut bytes)? {}
        let dictionary = draft.finish(packing, bytes.is_big_endian)?;
        Ok((Dictionary { bias, rows, ..dictionary }, bytes.file))
    }
}

/// A file whose numbers are in one order; it gives no room for more than it has.
struct Bytes {
    file: BufReader<File>,
    left: u64,
    is_big_endian: bool,
}

impl Bytes {
    fn take(&mut self, length: usize) -> Result<Vec<u8>, Unreadable> {
        self.left = self.left.checked_sub(length as u64).ok_or_else(too_long)?;
        let mut bytes = vec![0; length];
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn skip(&mut self, length: usize) -> Result<(), Unreadable> {
        self.left = self.left.checked_sub(length as u64).ok_or_else(too_long)?;
        let length = i64::try_from(length).map_err(|_| too_long())?;
        Ok(self.file.seek_relative(length)?)
    }

    fn number(&mut self) -> Result<i32, Unreadable> {
        let bytes = self.take(4)?.try_into().expect("as many as asked for");
        Ok(if self.is_big_endian { i32::from_be_bytes(bytes) } else { i32::from_le_bytes(bytes) })
    }

    /// A number of things, which is not below nothing.
    fn count(&mut self) -> Result<usize, Unreadable> {
        usize::try_from(self.number()?).map_err(|_| damaged("a number of parts is below 0"))
    }

    fn double(&mut self) -> Result<f64, Unreadable> {
        Ok(double(&self.take(PLACE)?, self.is_big_endian))
    }
}

fn too_long() -> Unreadable {
    damaged("a part of it is longer than the file")
}

/// The number in a place.
pub(super) fn double(place: &[u8], is_big_endian: bool) -> f64 {
    let bytes = place.try_into().expect("a place has eight bytes");
    if is_big_endian { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) }
}

/// What was read so far, in the letters of the file.
#[derive(Default)]
struct Draft {
    variables: Vec<Raw>,
    /// Places so far, and which variable each begins.
    places: Vec<Option<usize>>,
    /// Labels that wait for their variables.
    labels: Vec<(Vec<u8>, Vec<u8>)>,
    long_names: Vec<u8>,
    long_texts: Vec<u8>,
    encoding: Option<&'static Encoding>,
    page: Option<i32>,
}

/// A variable in the letters of the file.
#[derive(Default)]
struct Raw {
    short: Vec<u8>,
    label: Vec<u8>,
    at: usize,
    width: usize,
    format: i32,
    values: Vec<(Vec<u8>, Vec<u8>)>,
    range: Option<(f64, f64)>,
    missing: Vec<Vec<u8>>,
}

impl Draft {
    /// Reads the next record; false when it was the last.
    fn record(&mut self, bytes: &mut Bytes) -> Result<bool, Unreadable> {
        match bytes.number()? {
            2 => self.variable(bytes)?,
            3 => self.values(bytes)?,
            4 => self.variables_of_values(bytes)?,
            6 => {
                let lines = bytes.count()?;
                bytes.skip(lines.saturating_mul(80))?;
            }
            7 => self.extension(bytes)?,
            999 => {
                bytes.take(4)?;
                return Ok(false);
            }
            _ => return Err(damaged("a part before its rows is unknown")),
        }
        Ok(true)
    }

    fn variable(&mut self, bytes: &mut Bytes) -> Result<(), Unreadable> {
        let width = bytes.number()?;
        let [has_label, missing, format, _] =
            [bytes.number()?, bytes.number()?, bytes.number()?, bytes.number()?];
        let short = bytes.take(PLACE)?;
        let mut raw = Raw { short, format, at: self.places.len(), ..Raw::default() };
        if has_label == 1 {
            let length = bytes.count()?;
            raw.label = bytes.take(length.div_ceil(4).saturating_mul(4))?;
            raw.label.truncate(length);
        }
        if !(-3..=3).contains(&missing) {
            return Err(damaged("its missing values are unknown"));
        }
        let mut single = missing;
        if missing <= -2 {
            raw.range = Some((bytes.double()?, bytes.double()?));
            single = -missing - 2;
        }
        for _ in 0..single.unsigned_abs() {
            raw.missing.push(bytes.take(PLACE)?);
        }
        if self.places.len() == MOST_PLACES {
            return Err(damaged("its rows are too wide"));
        }
        // A place that belongs to the text before it.
        if width < 0 {
            self.places.push(None);
            return Ok(());
        }
        raw.width = usize::try_from(width).expect("not below 0");
        self.places.push(Some(self.variables.len()));
        self.variables.push(raw);
        Ok(())
    }

    fn values(&mut self, bytes: &mut Bytes) -> Result<(), Unreadable> {
        self.labels.clear();
        for _ in 0..bytes.count()? {
            let value = bytes.take(PLACE)?;
            let length = usize::from(bytes.take(1)?[0]);
            let mut label = bytes.take((length + 1).div_ceil(PLACE) * PLACE - 1)?;
            label.truncate(length);
            self.labels.push((value, label));
        }
        Ok(())
    }

    fn variables_of_values(&mut self, bytes: &mut Bytes) -> Result<(), Unreadable> {
        let labels = std::mem::take(&mut self.labels);
        for _ in 0..bytes.count()? {
            let place = bytes.count()?.checked_sub(1);
            let variable = place.and_then(|place| self.places.get(place).copied().flatten());
            let variable = variable.ok_or_else(|| damaged("labels are of no variable"))?;
            self.variables[variable].values.clone_from(&labels);
        }
        Ok(())
    }

    fn extension(&mut self, bytes: &mut Bytes) -> Result<(), Unreadable> {
        let kind = bytes.number()?;
        let length = bytes.count()?.saturating_mul(bytes.count()?);
        match kind {
            // Eight numbers, the last of them the letters.
            3 if length == 32 => {
                bytes.skip(28)?;
                self.page = Some(bytes.number()?);
            }
            13 => self.long_names = bytes.take(length)?,
            14 => self.long_texts = bytes.take(length)?,
            20 => self.encoding = Encoding::for_label(bytes.take(length)?.trim_ascii()),
            _ => bytes.skip(length)?,
        }
        Ok(())
    }

    fn finish(self, packing: Packing, is_big_endian: bool) -> Result<Dictionary, Unreadable> {
        let encoding = self.encoding.or_else(|| page(self.page?)).unwrap_or(WINDOWS_1252);
        let text = |bytes: &[u8]| {
            encoding.decode_without_bom_handling(bytes).0.trim_end_matches([' ', '\0']).to_owned()
        };
        let named = |list: &[u8]| -> BTreeMap<String, String> {
            let list = text(list);
            let pairs = list.split('\t').filter_map(|pair| pair.split_once('='));
            pairs
                .map(|(short, long)| {
                    (short.trim().to_uppercase(), long.trim_matches(['\0', ' ']).to_owned())
                })
                .collect()
        };
        let (names, widths) = (named(&self.long_names), named(&self.long_texts));
        let mut variables = Vec::new();
        let mut raw = self.variables.into_iter();
        while let Some(Raw { short, label, at, width, format, values, range, missing }) = raw.next()
        {
            let key = text(&short).trim().to_uppercase();
            let mut whole = width;
            // A wider text is several variables, one after the other.
            if let Some(wide) = widths.get(&key).and_then(|width| width.parse::<usize>().ok())
                && wide > WIDEST
            {
                whole = wide;
                for _ in 1..wide.div_ceil(OF_A_WIDER) {
                    raw.next().ok_or_else(|| damaged("a long text has no end"))?;
                }
            }
            let code = |value: &[u8]| match width {
                0 => Code::of_number(double(value, is_big_endian)),
                _ => Code::Text(text(value)),
            };
            variables.push(Variable {
                name: names.get(&key).cloned().unwrap_or_else(|| text(&short)),
                label: text(&label),
                at,
                width: (width > 0).then_some(whole),
                format: Format::of(format),
                values: values.iter().map(|(value, label)| (code(value), text(label))).collect(),
                missing: Missing {
                    range,
                    codes: missing.iter().map(|value| code(value)).collect(),
                },
            });
        }
        if variables.is_empty() {
            return Err(Unreadable::Empty);
        }
        let places = self.places.len();
        let is_within = |variable: &Variable| variable.at + variable.places() <= places;
        if !variables.iter().all(is_within) {
            return Err(damaged("a text is wider than its row"));
        }
        Ok(Dictionary {
            variables,
            encoding,
            packing,
            bias: 0.0,
            rows: None,
            places,
            is_big_endian,
        })
    }
}

/// The letters of a code page.
fn page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        65_001 => "utf-8".to_owned(),
        28_591..=28_606 => format!("iso-8859-{}", number - 28_590),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        _ => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

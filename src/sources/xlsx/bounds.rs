//! How large the parts of a workbook may be, seen before its library unpacks them.

use std::io::{self, Read as _};
use std::path::Path;

use crate::sources::archive::{archive, broken, too_large};
use crate::sources::error::Unreadable;

/// Ends of the names of a workbook's parts that are read as a whole, in small letters, and their largest content: that of
/// shared texts and that of the rest.
const SHARED: &str = "sharedstrings.xml";
const MOST_SHARED: u64 = 512 << 20;
const WHOLE: &[&str] =
    &["[content_types].xml", ".rels", "workbook.xml", "styles.xml", "theme1.xml"];
const MOST_WHOLE: u64 = 64 << 20;

/// A sheet that says to be more times as large as packed, and is no small one, is none that anybody filled.
const HIGHEST_OF_SHEET: u64 = 300;

/// Largest text or element of a sheet; Excel's own cells end at 32,767 characters.
const LARGEST_PIECE: u64 = 4 << 20;

/// Refuses a workbook whose parts would be unpacked to more than they may be, or claim to hold more than they can.
pub(super) fn are_kept(path: &Path) -> Result<(), Unreadable> {
    let mut archive = archive(path)?;
    for at in 0..archive.len() {
        // What cannot be unpacked is not read either.
        let Ok(packed) = archive.by_index(at) else { continue };
        let Ok(name) = packed.name().map(std::borrow::Cow::into_owned) else { continue };
        let lower = name.to_lowercase();
        if lower.ends_with(SHARED) {
            shared_is_bounded(packed.take(MOST_SHARED + 1), &name)?;
        } else if WHOLE.iter().any(|end| lower.ends_with(end)) {
            let size = io::copy(&mut packed.take(MOST_WHOLE + 1), &mut io::sink());
            if size.map_err(|error| broken(&error))? > MOST_WHOLE {
                return Err(too_large(&name, MOST_WHOLE));
            }
        } else if Path::new(&lower).extension().is_some_and(|end| end == "xml") {
            let most = packed.compressed_size().saturating_mul(HIGHEST_OF_SHEET).max(MOST_WHOLE);
            if packed.size() > most {
                return Err(too_large(&name, most));
            }
            sheet_is_bounded(packed, &name)?;
        }
    }
    Ok(())
}

/// Looks through a part that is read piece by piece: none of its pieces is as large as a book, for one piece is held as a
/// whole. That it is no larger than it claims, the archive's reader sees.
fn sheet_is_bounded(mut content: impl io::Read, name: &str) -> Result<(), Unreadable> {
    let mut chunk = vec![0; 1 << 16];
    let mut piece = 0;
    loop {
        let read = content.read(&mut chunk).map_err(|error| broken(&error))?;
        if read == 0 {
            return Ok(());
        }
        for part in chunk[..read].split_inclusive(|byte| *byte == b'<') {
            piece += part.len() as u64;
            if piece > LARGEST_PIECE {
                let why = format!("`{name}` in it has a text of more than {LARGEST_PIECE} bytes");
                return Err(Unreadable::Damaged { why });
            }
            if part.ends_with(b"<") {
                piece = 0;
            }
        }
    }
}

/// Looks through the shared texts: how large they are, and how many they claim to be, for which room is made at once.
fn shared_is_bounded(mut content: impl io::Read, name: &str) -> Result<(), Unreadable> {
    let mut chunk = vec![0; 1 << 16];
    let mut begin: Vec<u8> = Vec::new();
    let mut size = 0;
    loop {
        let read = content.read(&mut chunk).map_err(|error| broken(&error))?;
        if read == 0 {
            break;
        }
        size += read as u64;
        if begin.len() < chunk.len() {
            begin.extend_from_slice(&chunk[..read]);
        }
        if size > MOST_SHARED {
            return Err(too_large(name, MOST_SHARED));
        }
    }
    // The shortest text takes as many bytes as `<si/>`; what does not begin within the first bytes hides something.
    let claimed = claimed(&begin).unwrap_or(u64::MAX);
    if claimed > size / 5 + 1 {
        let why = format!("`{name}` in it claims to hold {claimed} texts in {size} bytes");
        return Err(Unreadable::Damaged { why });
    }
    Ok(())
}

/// The largest number that an element `sst` claims, 0 where it claims none; nothing without such an element.
fn claimed(begin: &[u8]) -> Option<u64> {
    let elements = begin.windows(4).enumerate().filter(|(_, part)| {
        part.ends_with(b"sst") && (part.starts_with(b"<") || part.starts_with(b":"))
    });
    let claims = elements.map(|(at, _)| {
        let inside = &begin[at..];
        let end = inside.iter().position(|byte| *byte == b'>').unwrap_or(inside.len());
        let name = b"uniqueCount";
        let at = inside[..end].windows(name.len()).position(|part| part == name);
        at.and_then(|at| number(&inside[at + name.len()..])).unwrap_or(0)
    });
    claims.max()
}

fn number(text: &[u8]) -> Option<u64> {
    let is_mark = |byte: &u8| matches!(byte, b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n');
    let digits: Vec<u8> = text
        .iter()
        .copied()
        .skip_while(|byte| is_mark(byte))
        .take_while(u8::is_ascii_digit)
        .collect();
    // A number with more digits than fit is too large as well.
    let digits = String::from_utf8(digits).ok()?;
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u64::MAX)) }
}

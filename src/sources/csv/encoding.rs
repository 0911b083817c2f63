//! Which encoding a text file has.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::sources::error::{Unreadable, did_you_mean};

/// Labels that are suggested; every label of the standard is understood.
const COMMON: &[&str] = &[
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "macintosh",
    "shift_jis",
    "gbk",
    "big5",
    "euc-kr",
];

/// The encoding of a file: by its mark, its label, its NUL bytes, else UTF-8 when it is that, else Windows-1252.
///
/// The whole file is looked at: many an export is ASCII up to the first name with an accent, a million rows down.
pub(super) fn of(path: &Path, label: Option<&str>) -> Result<&'static Encoding, Unreadable> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(4096).read_to_end(&mut head)?;
    if let Some((marked, _)) = Encoding::for_bom(&head) {
        return Ok(marked);
    }
    if let Some(label) = label {
        return Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| Unreadable::Encoding {
            found: label.to_owned(),
            hint: did_you_mean(label, COMMON.iter().copied()),
        });
    }
    if let Some(wide) = two_bytes_each(&head) {
        return Ok(wide);
    }
    Ok(if is_utf_8(head.as_slice().chain(file))? { UTF_8 } else { WINDOWS_1252 })
}

/// Whether a file that begins like this is a text.
pub(super) fn looks_like_text(head: &[u8]) -> bool {
    if Encoding::for_bom(head).is_some() || two_bytes_each(head).is_some() {
        return true;
    }
    // A NUL here and there is the padding of a careless database; other control characters no export writes.
    let is_odd = |byte: &&u8| matches!(**byte, 0x00..=0x08 | 0x0e..=0x19 | 0x1b..=0x1f);
    head.iter().filter(is_odd).count() * 20 <= head.len()
        && !head.starts_with(b"PK\x03\x04")
        && !head.starts_with(b"PAR1")
}

/// UTF-16 without a mark: in Western texts every other byte is NUL.
fn two_bytes_each(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let nuls = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (nuls(0), nuls(1));
    if pairs == 0 {
        None
    } else if second * 10 >= pairs * 4 && first * 20 <= pairs {
        Some(UTF_16LE)
    } else if first * 10 >= pairs * 4 && second * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// True for a text whose bytes are UTF-8, or would be but for a few that were cut or pasted in.
///
/// In a text of another encoding almost no accented letter happens to be a sequence of UTF-8, so the two are told apart
/// by which kind is the more frequent.
fn is_utf_8(mut input: impl io::Read) -> io::Result<bool> {
    let (mut whole, mut broken) = (0_u64, 0_u64);
    let mut bytes = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let read = input.read(&mut bytes[kept..])?;
        let filled = kept + read;
        kept = 0;
        let mut at = 0;
        if let Ok(text) = std::str::from_utf8(&bytes[..filled]) {
            whole += continuing(text);
            at = filled;
        }
        for chunk in bytes[at..filled].utf8_chunks() {
            whole += continuing(chunk.valid());
            at += chunk.valid().len() + chunk.invalid().len();
            if chunk.invalid().is_empty() {
                continue;
            }
            if at == filled && read > 0 {
                // Perhaps only the buffer ends here, and not the sequence.
                kept = chunk.invalid().len();
            } else {
                broken += 1;
            }
        }
        if read == 0 {
            return Ok(whole >= broken);
        }
        bytes.copy_within(filled - kept..filled, 0);
    }
}

/// Bytes of a text that go on with a letter.
fn continuing(text: &str) -> u64 {
    (text.len() - text.chars().count()) as u64
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_16BE, UTF_16LE};

    use super::{is_utf_8, looks_like_text, two_bytes_each};

    #[test]
    fn utf_16_is_known_by_its_nul_bytes() {
        let little: Vec<u8> = "id;Größe\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "id;Größe\n".encode_utf16().flat_map(u16::to_be_bytes).collect();

        assert_eq!(two_bytes_each(&little), Some(UTF_16LE));
        assert_eq!(two_bytes_each(&big), Some(UTF_16BE));
        assert_eq!(two_bytes_each(b"id,n\n"), None);
        assert_eq!(two_bytes_each(b""), None);
    }

    #[test]
    fn one_foreign_byte_late_in_a_file_is_seen() {
        let plain = vec![b'a'; 300_000];
        assert!(is_utf_8(plain.as_slice()).unwrap());
        let mut late = plain.clone();
        late.push(0xe9);
        assert!(!is_utf_8(late.as_slice()).unwrap());
    }

    #[test]
    fn letters_across_the_buffer_are_whole_and_one_that_is_cut_at_the_end_does_not_outweigh_them() {
        let mut letters = format!("x{}", "é".repeat(100_000)).into_bytes();
        assert!(is_utf_8(letters.as_slice()).unwrap());
        letters.pop();
        assert!(is_utf_8(letters.as_slice()).unwrap());
    }

    #[test]
    fn a_picture_is_no_text() {
        assert!(!looks_like_text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02"));
        assert!(looks_like_text(
            b"id,name\n1,\0\0\n1,Zo\xeb and a longer line of text without any"
        ));
    }
}

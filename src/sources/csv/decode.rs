//! A file's text, a window at a time.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Decoder, Encoding};

use crate::machine::{Phase, stopwatch};

/// Bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// The text of a file, seen through a window that moves forward.
pub(super) struct Text {
    input: Box<dyn Read>,
    decoder: Decoder,
    window: String,
    /// Where in the window the text was read up to.
    at: usize,
    /// Where in the window the text begins that may have to be read again.
    anchor: Option<usize>,
    bytes: Vec<u8>,
    is_done: bool,
}

impl Text {
    pub(super) fn open(path: &Path, encoding: &'static Encoding) -> io::Result<Self> {
        Ok(Self::new(Box::new(File::open(path)?), encoding))
    }

    /// A text from its bytes; the mark at its beginning is not part of it.
    pub(super) fn new(input: Box<dyn Read>, encoding: &'static Encoding) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            window: String::new(),
            at: 0,
            anchor: None,
            bytes: vec![0; CHUNK],
            is_done: false,
        }
    }

    /// What is in sight.
    pub(super) fn rest(&self) -> &str {
        &self.window[self.at..]
    }

    /// Moves on by some bytes of what is in sight.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Keeps in sight what comes from here on, to come back to it.
    pub(super) fn drop_anchor(&mut self) {
        self.anchor = Some(self.at);
    }

    /// Bytes since the anchor.
    pub(super) fn since_anchor(&self) -> usize {
        self.anchor.map_or(0, |anchor| self.at - anchor)
    }

    /// Does not come back to the anchor.
    pub(super) fn weigh_anchor(&mut self) {
        self.anchor = None;
    }

    /// Comes back to the anchor.
    pub(super) fn back_to_anchor(&mut self) {
        if let Some(anchor) = self.anchor.take() {
            self.at = anchor;
        }
    }

    /// Brings more text in sight; false when there is none.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        let _timed = stopwatch(Phase::Read);
        let keep = self.anchor.unwrap_or(self.at);
        self.window.drain(..keep);
        self.at -= keep;
        self.anchor = self.anchor.map(|_| 0);
        let before = self.window.len();
        while !self.is_done && self.window.len() == before {
            let read = self.input.read(&mut self.bytes)?;
            self.is_done = read == 0;
            let bytes = &self.bytes[..read];
            let most = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * CHUNK);
            self.window.reserve(most);
            let decoded = self.decoder.decode_to_string(bytes, &mut self.window, self.is_done);
            debug_assert_eq!(decoded.1, read, "the window has room for all that was read");
            if self.window.as_bytes()[before..].contains(&0) {
                // NUL is padding, not text.
                let fresh = self.window.split_off(before);
                self.window.extend(fresh.chars().filter(|letter| *letter != '\0'));
            }
        }
        Ok(self.window.len() > before)
    }

    /// Whether at least so many bytes are in sight, once all that can be was brought there.
    pub(super) fn has(&mut self, bytes: usize) -> io::Result<bool> {
        while self.rest().len() < bytes {
            if !self.more()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The next byte, if there is one.
    pub(super) fn next_byte(&mut self) -> io::Result<Option<u8>> {
        Ok(if self.has(1)? { Some(self.window.as_bytes()[self.at]) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

    use super::Text;

    #[test]
    fn the_window_forgets_what_was_read_and_keeps_what_is_anchored() {
        let bytes = "ab".repeat(100_000);
        let mut text = Text::new(Box::new(std::io::Cursor::new(bytes)), UTF_8);
        assert!(text.has(1).unwrap());
        text.skip(60_000);
        text.drop_anchor();
        text.skip(5_000);
        assert!(text.more().unwrap());
        assert_eq!(text.since_anchor(), 5_000);
        text.back_to_anchor();
        assert_eq!(text.window.len(), 2 * super::CHUNK - 60_000);
        assert!(text.rest().starts_with("abab"));
    }

    #[test]
    fn nul_is_no_text() {
        let mut text = Text::new(Box::new(&b"a\0b\0\0"[..]), UTF_8);
        assert!(text.has(2).unwrap());
        assert_eq!(text.rest(), "ab");
        assert!(!text.more().unwrap());
    }
}

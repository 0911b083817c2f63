//! The report as an e-mail to be sent: plain text and HTML of the same words, nothing to be fetched.
//!
//! Mail programs know little: styles stand at their elements, tables make the layout, nothing is a script or a picture.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::plan::Edition;

use super::evidence::Evidence;
use super::template::fill;
use super::{ReportError, ReportInput, view};

/// Octets of text on a line of 76 characters.
const OCTETS_A_LINE: usize = 57;
/// Octets of a word of a header: with its frame, 75 characters.
const OCTETS_A_WORD: usize = 45;

/// Writes an e-mail without sender and receiver: who opens it adds them and sends it.
///
/// # Errors
///
/// [`ReportError`], which no data should bring about.
pub fn email(input: &ReportInput<'_>, edition: &Edition) -> Result<String, ReportError> {
    let language = input.language_of(edition);
    let kpis = language.measures(input.kpis);
    let input = ReportInput { kpis: &kpis, ..input.clone() };
    let brief = view::brief(&Evidence::new(&input, edition, &language))?;
    let plain = fill(&language, "email.txt", include_str!("email.txt"), &brief)?;
    let html = fill(&language, "email.html", include_str!("email.html"), &brief)?;
    Ok(message(&brief.title, &plain, &html))
}

/// A message of two alternatives; the later one is the richer.
fn message(subject: &str, plain: &str, html: &str) -> String {
    // Not by lot: the same words give the same bytes. Base64 has no hyphen, so no body holds it.
    let boundary =
        format!("--mentorlens-{}", STANDARD_NO_PAD.encode(&Sha256::digest(html.as_bytes())[..9]));
    let part = |kind: &str, body: &str| {
        format!(
            "--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
            encoded(body)
        )
    };
    [
        format!("MIME-Version: 1.0\r\nX-Unsent: 1\r\nSubject: {}\r\n", header(subject)),
        format!("Content-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n"),
        part("plain", plain),
        part("html", html),
        format!("--{boundary}--\r\n"),
    ]
    .concat()
}

/// Base64 on lines of 76 characters, with line ends as mail has them.
fn encoded(body: &str) -> String {
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    let lines = body.as_bytes().chunks(OCTETS_A_LINE);
    lines.map(|line| STANDARD.encode(line) + "\r\n").collect()
}

/// A header in words of RFC 2047, on as many lines as it needs; none is parted within a letter.
fn header(text: &str) -> String {
    let mut words = vec![String::new()];
    for letter in text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }) {
        let is_full =
            words.last().is_some_and(|word| word.len() + letter.len_utf8() > OCTETS_A_WORD);
        if is_full {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    let words: Vec<String> =
        words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word))).collect();
    words.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_of_any_letters_becomes_short_words() {
        let subject = header("Río Bravo – mentoría 2024–25: übersicht für alle\r\nBcc: x@y");
        assert!(!subject.contains("Bcc"), "{subject}");
        for line in subject.split("\r\n ") {
            assert!(line.len() <= 75 && line.is_ascii(), "{line}");
            let word = line.trim_start_matches("=?utf-8?B?").trim_end_matches("?=");
            assert!(String::from_utf8(STANDARD.decode(word).unwrap()).is_ok(), "{line}");
        }
    }

    #[test]
    fn lines_keep_to_what_mail_carries() {
        let message = message("A title", &"a long line ".repeat(400), "<p>one\ntwo</p>");
        for line in message.split("\r\n") {
            assert!(line.len() <= 100 && !line.contains('\n'), "{line}");
        }
    }
}

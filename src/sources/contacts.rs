//! Names of files, sheets and columns that are somebody's address or number: names stand in messages, and these must not.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// Phone numbers as people write them; dates and ids are none.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\+\d[\d ().-]{7,}\d|\(\d{3}\) ?\d{3}[ .-]\d{4}|\b\d{3}[ .-]\d{3}[ .-]\d{4}\b")
        .expect("the pattern is tried by a test")
});

/// What of a person a name holds: an e-mail address, or a phone number.
pub fn contact_in(name: &str) -> Option<&'static str> {
    if holds_address(name) {
        return Some("an e-mail address");
    }
    PHONE.is_match(name).then_some("a phone number")
}

/// A text without the phone numbers in it.
pub fn without_phones(text: &str) -> Cow<'_, str> {
    PHONE.replace_all(text, "[phone]")
}

/// A name for a message: of what is called by an address or a number, that it is.
pub(super) fn in_words<'n>(what: &str, name: &'n str) -> Cow<'n, str> {
    match contact_in(name) {
        Some(contact) => Cow::Owned(format!("{what} called by {contact}")),
        None => Cow::Borrowed(name),
    }
}

fn holds_address(text: &str) -> bool {
    let is_of_name = |letter: char| letter.is_alphanumeric() || "._%+-'".contains(letter);
    text.match_indices('@').any(|(at, _)| {
        let host: String = text[at + 1..].chars().take_while(|c| is_of_name(*c)).collect();
        let has_dot = host.trim_end_matches('.').split('.').filter(|part| !part.is_empty()).count();
        text[..at].ends_with(is_of_name) && has_dot > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_by_a_contact_is_said_to_be_so_and_nothing_else_is() {
        for (name, found) in [
            ("ada@example.org.csv", "a sheet called by an e-mail address"),
            ("Notes for +1 555 777 0199", "a sheet called by a phone number"),
            ("(555) 777-0199", "a sheet called by a phone number"),
            ("meetings-2024-09-01", "meetings-2024-09-01"),
            ("20240901 87654321", "20240901 87654321"),
            ("hours @ school", "hours @ school"),
        ] {
            assert_eq!(in_words("a sheet", name), found);
        }
    }
}

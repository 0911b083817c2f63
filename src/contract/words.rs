//! Texts in a form in which they can be compared.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Small letters without accents and apostrophes, words divided by single blanks.
pub(crate) fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let words: String = letters
        .filter(|c| !matches!(c, '’' | '\''))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn accents_capitals_and_marks_do_not_matter() {
        for (text, expected) in [
            ("  José  O’Neil-Ruiz ", "jose oneil ruiz"),
            ("Jose\u{301}", "jose"),
            ("N/A", "n a"),
            ("Ann@x.org", "ann x org"),
            ("李小龙", "李小龙"),
            ("--", ""),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}

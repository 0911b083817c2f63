//! How wide a text is, without a font: a table of advances, kept on the wide side.
//!
//! The page uses the reader's own sans-serif. The table follows Helvetica with an eighth added, so a text that
//! fits here fits in Segoe, Roboto and San Francisco, and in all but the widest fonts.

/// What stands for the end of a shortened text.
const ELLIPSIS: char = '…';
/// Added to Helvetica's advances.
const ROOM: f64 = 1.12;

/// Width in pixels of a text at a font size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * ROOM * size
}

/// Advance in ems.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' | 'í' | 'ì' | 'î' | 'ï' | 'ı' => 0.25,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '!' | 'I' | '/' | '·' => 0.29,
        '(' | ')' | '-' | 'r' | 'f' | 't' | '[' | ']' | '‘' | '’' | '“' | '”' => 0.36,
        '\u{202f}' | '\u{2009}' => 0.24,
        'c' | 's' | 'x' | 'y' | 'z' | 'k' | 'v' | 'J' => 0.51,
        'm' | 'M' | 'w' | '%' | '@' | '—' | '…' => 0.89,
        'W' => 0.95,
        '–' => 0.56,
        '−' | '+' | '=' | '<' | '>' | '→' | '←' => 0.6,
        'A'..='Z' => 0.71,
        // Accents, Hebrew points and Arabic marks stand above and below their letters.
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{64b}'..='\u{65f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2066}'..='\u{2069}' => 0.0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffef}' | '\u{1f000}'..='\u{3ffff}' => 1.0,
        other if other.is_uppercase() => 0.75,
        _ => 0.56,
    }
}

/// The text, shortened with an ellipsis to the room.
pub(super) fn shorten(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if width(&kept, size) + width("…", size) > room {
            kept.pop();
            break;
        }
    }
    let mut short = kept.trim_end().to_owned();
    short.push(ELLIPSIS);
    short
}

/// The text in at most so many lines of the room; the last one is shortened when it must be.
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while lines.len() + 1 < most && width(rest, size) > room {
        let end = break_at(rest, size, room);
        if end == rest.len() {
            break;
        }
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines.push(shorten(rest, size, room));
    lines
}

/// Where a line ends: after the last word that fits, or inside a word that alone is too long.
fn break_at(text: &str, size: f64, room: f64) -> usize {
    let mut last_space = None;
    for (start, character) in text.char_indices() {
        if character == ' ' && start > 0 {
            last_space = Some(start);
        }
        let end = start + character.len_utf8();
        if width(&text[..end], size) > room {
            let first = text.chars().next().map_or(0, char::len_utf8);
            return last_space.unwrap_or(start.max(first));
        }
    }
    text.len()
}

/// True when a text runs from right to left, in part at least.
pub(super) fn is_right_to_left(text: &str) -> bool {
    text.chars().any(|character| {
        matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_text_fits_and_says_that_it_is_short() {
        let short = shorten("Confidence in one’s own ability to learn", 13.0, 100.0);
        assert!(short.ends_with('…') && width(&short, 13.0) <= 100.0, "{short}");
        assert_eq!(shorten("Belonging", 13.0, 100.0), "Belonging");
    }

    #[test]
    fn a_wrapped_text_breaks_between_words_and_within_a_word_that_is_too_long() {
        let lines = wrap("How long the match will last", 13.0, 120.0, 2);
        assert_eq!(lines, ["How long the", "match will last"]);
        let lines = wrap("Selbstwirksamkeitserwartungsskala der Jugendlichen", 13.0, 120.0, 2);
        assert!(lines.iter().all(|line| width(line, 13.0) <= 120.0), "{lines:?}");
        assert_eq!(wrap("", 13.0, 100.0, 2), [""]);
        assert_eq!(wrap("ש", 13.0, 1.0, 3).len(), 1);
    }

    #[test]
    fn hebrew_and_arabic_run_from_right_to_left() {
        assert!(is_right_to_left("מנטור") && is_right_to_left("علي (n 3)"));
        assert!(!is_right_to_left("Zoë"));
    }
}

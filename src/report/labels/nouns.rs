//! How a word is bent to its place.

/// The first letter large, as at the start of a sentence; isolates and quotation marks are passed.
pub(in crate::report) fn capitalised(text: &str) -> String {
    let mut done = false;
    let mut capital = String::with_capacity(text.len());
    for character in text.chars() {
        if !done && character.is_alphanumeric() {
            capital.extend(character.to_uppercase());
            done = true;
        } else {
            capital.push(character);
        }
    }
    capital
}

/// Words of a header as they are set in print: curved apostrophes, quotation marks for back ticks.
pub(in crate::report) fn typeset(text: &str) -> String {
    let curved = text.replace('\'', "’");
    let parts = curved.split('`').enumerate();
    parts
        .map(|(place, part)| match place {
            0 => part.to_owned(),
            place if place % 2 == 1 => format!("“{part}"),
            _ => format!("”{part}"),
        })
        .collect()
}

/// `career_placement` → `career placement`.
pub(in crate::report) fn spaced(id: &str) -> String {
    id.replace('_', " ")
}

/// A text of at most so many characters; a longer one ends with an ellipsis.
pub(in crate::report) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(most - 1).collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

//! What earlier rooms say in English, in another language.
//!
//! Remarks, units, alarms and hints come from rooms that know no languages. Each has a message whose English pattern is what
//! the room says, with places for what changes; the text is laid against these patterns, and what fills the places is said
//! by the message of the other language. What fills a place may itself be such a text.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

use super::Language;
use super::read::Messages;

/// Messages with such a name are patterns: what rooms say.
pub(super) const PREFIX: &str = "said-";
/// Places that hold a name of the data or of the plan.
const NAMES: [&str; 8] =
    ["source", "table", "column", "measure", "subject", "term", "instrument", "key"];
/// Texts within texts: deeper than any that there is.
const DEEPEST: usize = 12;

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Place(String),
}

/// The patterns, those with the most text of their own first.
#[derive(Debug, Clone, Default)]
pub(super) struct Patterns(Vec<(String, Vec<Piece>)>);

impl Patterns {
    /// The patterns of English.
    pub(super) fn of(english: &Messages) -> Self {
        let mut patterns = Vec::new();
        english.each_pattern(|id, pattern| {
            if id.starts_with(PREFIX)
                && let Some(pieces) = pieces(pattern)
            {
                patterns.push((id.to_owned(), pieces));
            }
        });
        patterns.sort_by_key(|(id, pieces)| (std::cmp::Reverse(own_text(pieces)), id.clone()));
        Self(patterns)
    }

    /// The text in a language, or as it is.
    pub(super) fn translated(&self, language: &Language, text: &str) -> String {
        self.deep(language, text, 0).unwrap_or_else(|| text.to_owned())
    }

    fn deep(&self, language: &Language, text: &str, depth: usize) -> Option<String> {
        let found = self.0.iter().find_map(|(id, pieces)| Some((id, filled(pieces, text)?)));
        let (id, filled) = found.filter(|_| depth < DEEPEST)?;
        let mut arguments = fluent_bundle::FluentArgs::new();
        for (name, part) in filled {
            // A name of the data or of the plan stays, also where it is a word elsewhere.
            let deeper =
                if NAMES.contains(&name) { None } else { self.deep(language, part, depth + 1) };
            let said = deeper.unwrap_or_else(|| part.to_owned());
            arguments.set(name.to_owned(), number_or_text(language, part, said));
        }
        language.formatted(id, Some(&arguments))
    }
}

/// A whole number chooses a plural form and is grouped; a broken one gets the language's decimal sign.
fn number_or_text(language: &Language, part: &str, said: String) -> super::Value<'static> {
    if let Ok(whole) = part.replace(',', "").parse::<u64>()
        && !part.starts_with('0')
        && !part.is_empty()
    {
        return super::Value::from(whole);
    }
    let is_broken = part.split_once('.').is_some_and(|(whole, digits)| {
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number(whole.trim_start_matches(['-', '−'])) && is_number(digits)
    });
    if is_broken {
        return super::Value::from(part.replace('.', &language.numbering().decimal().to_string()));
    }
    super::Value::from(said)
}

/// The pieces of a pattern without variants.
fn pieces(pattern: &Pattern<&str>) -> Option<Vec<Piece>> {
    let piece = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value }
        | PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::StringLiteral { value }),
        } => Some(Piece::Text((*value).to_owned())),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(Piece::Place(id.name.to_owned())),
        PatternElement::Placeable { .. } => None,
    };
    pattern.elements.iter().map(piece).collect()
}

fn own_text(pieces: &[Piece]) -> usize {
    let length = |piece: &Piece| if let Piece::Text(text) = piece { text.len() } else { 0 };
    pieces.iter().map(length).sum()
}

/// A place that is named so takes a number alone.
const NUMBER: &str = "number";

/// True when a text may fill a place.
fn fits(name: &str, text: &str) -> bool {
    let is_of_number = |letter: char| letter.is_ascii_digit() || "-−.,".contains(letter);
    !text.is_empty() && (!name.starts_with(NUMBER) || text.chars().all(is_of_number))
}

/// What fills the places, where the text has the form of the pattern.
fn filled<'p, 't>(pieces: &'p [Piece], text: &'t str) -> Option<Vec<(&'p str, &'t str)>> {
    match pieces {
        [] => text.is_empty().then(Vec::new),
        [Piece::Text(own), rest @ ..] => filled(rest, text.strip_prefix(own.as_str())?),
        [Piece::Place(name)] => fits(name, text).then(|| vec![(name.as_str(), text)]),
        [Piece::Place(name), rest @ ..] => {
            let Some(Piece::Text(next)) = rest.first() else { return None };
            // The shortest filling with which the rest fits.
            let ends = text.match_indices(next.as_str()).map(|(at, _)| at);
            ends.filter(|at| fits(name, &text[..*at])).find_map(|at| {
                let mut found = filled(rest, &text[at..])?;
                found.insert(0, (name.as_str(), &text[..at]));
                Some(found)
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> Piece {
        Piece::Place(name.to_owned())
    }

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    #[test]
    fn a_text_fills_the_places_of_its_pattern() {
        let pattern = [
            text("needs at least "),
            place("n"),
            text(" "),
            place("what"),
            text(", found "),
            place("m"),
        ];
        let found = filled(&pattern, "needs at least 2 complete pairs, found 1");
        assert_eq!(found, Some(vec![("n", "2"), ("what", "complete pairs"), ("m", "1")]));
        assert_eq!(filled(&pattern, "needs at least 2 pairs"), None);
        let range = [place("number_low"), text(" to "), place("number_high")];
        assert!(filled(&range, "-2 to 2").is_some());
        assert_eq!(filled(&range, "How often to meet"), None);
    }
}

//! What people wrote, in their own words: quotes that a person of the program has accepted.

use crate::report::evidence::Evidence;
use crate::report::language::{Language, say};

use super::parts::{QuoteLine, Quoted, QuotedTheme};

/// Measures that say how many name a theme.
const MEASURES: [&str; 2] = ["themes", "themes_coded"];

/// The quotes of the edition, theme by theme; nothing where it prints none.
///
/// A theme whose number is hidden has no quotes: that somebody names it would tell of few.
pub(super) fn quotes(evidence: &Evidence<'_>) -> Option<Quoted> {
    let (input, language) = (evidence.input, evidence.language());
    let rules = input.plan.quotes.as_ref()?;
    if !input.plan.quoting().any(|edition| edition.id == evidence.edition.id) {
        return None;
    }
    let is_shown = |theme: &str| {
        MEASURES
            .iter()
            .flat_map(|measure| evidence.overall(measure))
            .any(|finding| finding.subject.as_deref() == Some(theme) && finding.estimate.is_some())
    };
    let voices = &input.run.voices;
    let of_theme = |theme: &crate::plan::Theme| {
        let own = voices.printed.iter().filter(|quote| quote.theme == theme.id);
        let lines: Vec<QuoteLine> = own.map(|quote| line(language, quote)).collect();
        (!lines.is_empty() && is_shown(&theme.id))
            .then(|| QuotedTheme { name: evidence.names.heading.subject(&theme.id), lines })
    };
    let themes: Vec<QuotedTheme> = input.plan.themes.iter().filter_map(of_theme).collect();
    if themes.is_empty() {
        return None;
    }
    let printed: usize = themes.iter().map(|theme| theme.lines.len()).sum();
    let intro = say!(
        language,
        "quotes-intro",
        seed = rules.seed.to_string(),
        drawn = voices.drawn,
        printed = printed
    );
    Some(Quoted { intro, themes })
}

fn line(language: &Language, quote: &crate::report::Quote) -> QuoteLine {
    let own = || {
        let role = quote.role.replace('_', " ");
        let sound = if role.starts_with(['a', 'e', 'i', 'o', 'u']) { "vowel" } else { "other" };
        say!(language, "writer", role = role, sound = sound)
    };
    let who = language.named("writer", &quote.role).unwrap_or_else(own);
    let who = if quote.edited { say!(language, "writer-edited", who = who) } else { who };
    QuoteLine { text: say!(language, "quoted", text = &quote.text), who }
}

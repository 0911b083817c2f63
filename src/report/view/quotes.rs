//! What people wrote, in their own words: quotes that a person of the program has accepted.

use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::noun;

use super::parts::{QuoteLine, Quoted, QuotedTheme};

/// Family of measures that stands above the quotes.
pub(super) const FAMILY: &str = "voices";

/// Measures that say how many name a theme.
const MEASURES: [&str; 2] = ["themes", "themes_coded"];

/// The quotes of the edition, theme by theme; nothing where it prints none.
///
/// A theme whose number is hidden has no quotes: that somebody names it would tell of few.
pub(super) fn quotes(evidence: &Evidence<'_>) -> Option<Quoted> {
    let input = evidence.input;
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
        let lines: Vec<QuoteLine> = own.map(line).collect();
        (!lines.is_empty() && is_shown(&theme.id))
            .then(|| QuotedTheme { name: evidence.names.heading.subject(&theme.id), lines })
    };
    let themes: Vec<QuotedTheme> = input.plan.themes.iter().filter_map(of_theme).collect();
    if themes.is_empty() {
        return None;
    }
    let printed: usize = themes.iter().map(|theme| theme.lines.len()).sum();
    let intro = format!(
        "Quotes were drawn by lot within each theme (seed {}), among people who agreed to be quoted, and only where enough people \
         write about it. What tells who is meant was taken out; somebody at the program read each one before it was printed. Of \
         {} that were drawn, {} are here.",
        rules.seed,
        format::count(voices.drawn),
        format::count(printed as u64),
    );
    Some(Quoted { intro, themes })
}

fn line(quote: &crate::report::Quote) -> QuoteLine {
    let who = noun(&quote.role).one;
    let who = if who == "case" { quote.role.replace('_', " ") } else { who.to_owned() };
    let article = if who.starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" };
    let changed = if quote.edited { ", wording changed by the program" } else { "" };
    QuoteLine { text: format!("“{}”", quote.text), who: format!("{article} {who}{changed}") }
}

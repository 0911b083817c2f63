//! The wording of measures: each says in its header how its number is read.
//!
//! `says` is the sentence and `card` what a headline card says under the number. `{value}` is the number with its unit and
//! interval, `{size}` the same without a sign, where a pair such as `{smaller|larger}` takes the word for its direction,
//! `{subject}` the scale, item or role, `{scale}` its range. A measure without them takes its title.

use crate::measures::Kpi;

/// The sentence of a measure's headline.
pub(super) fn sentence<'k>(kpi: &'k Kpi, answer: &str) -> Option<&'k str> {
    is_headline(kpi, answer).then(|| kpi.keys.get("says").map(String::as_str)).flatten()
}

/// What a card says about a measure's headline.
pub(in crate::report) fn card(kpi: &Kpi, answer: &str, subject: &str) -> Option<String> {
    let words = is_headline(kpi, answer).then(|| kpi.keys.get("card")).flatten();
    words.map(|words| words.replace("{subject}", subject))
}

/// The wording is that of the first answer that the header lists; of whatever comes first where it lists none. An answer may
/// go on with its day: `survival_365`.
fn is_headline(kpi: &Kpi, answer: &str) -> bool {
    let listed = kpi.keys.get("answers").and_then(|answers| answers.split(',').next());
    listed.is_none_or(|first| answer.starts_with(first.trim()))
}

//! Themes of open answers; a trend of many terms.

use super::cases::case;
use super::fixtures::{Case, finding, hidden, in_term, point};

/// One theme is hidden, and one is named by so few that only its share is known.
pub(super) fn themes() -> Case {
    let share = |id: &str, value: f64, n| {
        finding("share", Some(id), "share", (value, value - 0.06, value + 0.07), n)
    };
    let findings = vec![
        share("fun", 0.12, 171),
        hidden(share("anything", 0.5, 7)),
        share("belonging", 0.31, 171),
        share("listens", 0.09, 171),
    ];
    let named = |id: &str, n| point("distribution", Some(id), None, (1.0, 0.1), n);
    case("themes", "person", findings, vec![named("fun", 21), named("belonging", 53)])
}

/// As many as an overview shows of its runs: names and values give way to one another.
pub(super) fn many_terms() -> Case {
    let terms = (0..24_u8).map(|place| {
        let value = 0.6 + f64::from(place) / 100.0;
        let share = finding("share", None, "share", (value, value - 0.05, value + 0.06), 1240);
        in_term(share, &format!("run{place}"))
    });
    let mut case = case("trend", "match", terms.collect(), Vec::new());
    case.labels.terms = (0..24_u8)
        .map(|place| (format!("run{place}"), format!("{}\u{a0}Sep 2025", place + 1)))
        .collect();
    case
}

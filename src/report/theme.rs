//! The colours of page and charts: named once in `theme.css`, asked for by role in the charts.
//!
//! A drawing carries `var(--a,#0b6e6e)`: the page's variable, which follows light, dark and print, and the
//! light colour for a reader that knows no variables.

use std::collections::BTreeMap;

/// The style sheet that defines every colour; the page puts it before its own.
pub(super) const STYLE_SHEET: &str = include_str!("theme.css");

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Text and marks that are read first.
    Ink,
    /// Text and marks that are read second.
    Soft,
    /// Grid and borders.
    Line,
    /// The ground behind a drawing.
    Card,
    /// First group.
    A,
    /// Second group.
    B,
    /// Third group, and what shows no clear direction.
    N,
    /// Interval of the first group.
    BandA,
    /// Interval of the second group.
    BandB,
    /// Interval of the third group.
    BandN,
    /// A target that is met.
    Good,
    /// A target that may or may not be met.
    Warn,
    /// Answer on a ramp from 0, the lowest, over 3, the middle, to 6.
    Ramp(u8),
    /// Text upon that answer.
    OnRamp(u8),
    /// Category 0 to 5; later ones share the last.
    Category(u8),
}

const PLAIN: [(Role, &str); 12] = [
    (Role::Ink, "ink"),
    (Role::Soft, "soft"),
    (Role::Line, "line"),
    (Role::Card, "card"),
    (Role::A, "a"),
    (Role::B, "b"),
    (Role::N, "n"),
    (Role::BandA, "a-band"),
    (Role::BandB, "b-band"),
    (Role::BandN, "n-band"),
    (Role::Good, "good"),
    (Role::Warn, "warn"),
];
const RAMP: [&str; 7] = ["lk0", "lk0-1", "lk1", "lk2", "lk3", "lk3-4", "lk4"];
const ON_RAMP: [&str; 7] =
    ["on-lk0", "on-lk0-1", "on-lk1", "on-lk2", "on-lk3", "on-lk3-4", "on-lk4"];
const CATEGORY: [&str; 6] = ["c0", "c1", "c2", "c3", "c4", "c5"];

impl Role {
    /// Every role with a colour of its own.
    pub fn all() -> Vec<Self> {
        let plain = PLAIN.iter().map(|(role, _)| *role);
        let numbered = |make: fn(u8) -> Self, last: u8| (0..=last).map(make);
        plain
            .chain(numbered(Role::Ramp, 6))
            .chain(numbered(Role::OnRamp, 6))
            .chain(numbered(Role::Category, 5))
            .collect()
    }

    /// The name of its CSS variable, without the dashes.
    pub fn variable(self) -> &'static str {
        let pick = |names: &'static [&'static str], place: u8| {
            names[usize::from(place).min(names.len() - 1)]
        };
        match self {
            Role::Ramp(place) => pick(&RAMP, place),
            Role::OnRamp(place) => pick(&ON_RAMP, place),
            Role::Category(place) => pick(&CATEGORY, place),
            plain => {
                let found = PLAIN.iter().find(|(role, _)| *role == plain);
                found.map(|(_, name)| *name).expect("every plain role is in its list")
            }
        }
    }

    /// The colour of the interval of a group.
    #[must_use]
    pub fn band(self) -> Self {
        match self {
            Role::A => Role::BandA,
            Role::B => Role::BandB,
            _ => Role::BandN,
        }
    }
}

/// The colours as the charts use them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    colours: BTreeMap<&'static str, String>,
}

impl Default for Theme {
    fn default() -> Self {
        Self::read(STYLE_SHEET)
    }
}

impl Theme {
    /// Reads the light colours, those of the sheet's first block.
    pub fn read(style_sheet: &'static str) -> Self {
        Self { colours: light(style_sheet).collect() }
    }

    /// The value of a `fill` or `stroke`: `var(--a,#0b6e6e)`.
    pub fn paint(&self, role: Role) -> String {
        let name = role.variable();
        match self.colours.get(name) {
            Some(colour) => format!("var(--{name},{colour})"),
            None => format!("var(--{name})"),
        }
    }
}

/// The names of a style sheet's light colours, and what they are: for what knows no variables.
pub(super) fn light(style_sheet: &str) -> impl Iterator<Item = (&str, String)> {
    let block = style_sheet.split_once('}').map_or(style_sheet, |(first, _)| first);
    block
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'))
        .map(|(name, value)| (name, value.trim().trim_end_matches(';').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_colour_in_the_light_and_in_the_dark() {
        for role in Role::all() {
            let declared = format!("--{}: #", role.variable());
            assert_eq!(STYLE_SHEET.matches(&declared).count(), 2, "{declared}");
        }
    }

    #[test]
    fn a_paint_names_the_variable_and_the_light_colour() {
        assert_eq!(Theme::default().paint(Role::A), "var(--a,#0b6e6e)");
        assert_eq!(Theme::default().paint(Role::Category(9)), "var(--c5,#757d88)");
    }
}

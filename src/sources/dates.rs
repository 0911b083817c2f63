//! In which form the dates of a column are written: decided from all of them, or left undecided.

use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime::BrokenDownTime;

use super::months::in_plain_words;

/// Days, months and years in the orders and with the marks that exports use.
const DAYS: &[&str] = &[
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%m.%d.%Y",
    "%d.%m.%y",
    "%m.%d.%y",
    "%Y.%m.%d",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d-%m-%y",
    "%m-%d-%y",
    "%d %b %Y",
    "%d %B %Y",
    "%d %B, %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %y",
    "%Y %b %d",
    "%Y-%m-%d",
    "%Y%m%d",
];

/// Times of day that may follow.
const TIMES: &[&str] = &[
    "",
    " %H:%M",
    " %H:%M:%S",
    ", %H:%M",
    ", %H:%M:%S",
    " %I:%M %p",
    " %I:%M:%S %p",
    ", %I:%M %p",
    ", %I:%M:%S %p",
];

/// Years that a date of a program may have; a pattern that reads another one reads something else.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// What the dates of a column look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateForm {
    /// ISO 8601, with or without a time of day.
    Iso,
    /// A `strptime` pattern that reads all of them.
    Pattern(String),
    /// Two patterns read all of them, as different days.
    Undecided(String, String),
    /// They are no dates.
    None,
}

/// The forms that all texts so far can have.
#[derive(Debug, Clone)]
pub struct DateForms {
    is_iso: bool,
    /// Patterns that fit all texts so far; nothing before the first text.
    patterns: Option<Vec<String>>,
    /// True once the first two of them have read a text as different days.
    differ: bool,
}

impl Default for DateForms {
    fn default() -> Self {
        Self { is_iso: true, patterns: None, differ: false }
    }
}

impl DateForms {
    /// Looks at one more text; false once no form is left.
    pub fn add(&mut self, text: &str) -> bool {
        let text = text.trim();
        self.is_iso &= is_iso(text);
        // The shortest date is `1/2/24`, the longest has its time beside it; a column of other texts is done with soon.
        let figures = text.bytes().filter(u8::is_ascii_digit).count();
        let may_be = (6..=60).contains(&text.len()) && figures >= 3;
        match &mut self.patterns {
            None if !may_be => self.patterns = Some(Vec::new()),
            None => {
                let all = DAYS
                    .iter()
                    .flat_map(|day| TIMES.iter().map(move |time| format!("{day}{time}")));
                // Most texts are no dates at all: whether this one holds a month is looked at once.
                let has_month = in_plain_words("%b", text).is_some();
                let fit = all
                    .filter(|pattern| {
                        has_month || !pattern.contains("%b") && !pattern.contains("%B")
                    })
                    .filter(|pattern| read(pattern, text).is_some());
                // What reads a text as it stands says more about it than what reads its words.
                let (as_is, in_words): (Vec<_>, Vec<_>) =
                    fit.partition(|pattern| BrokenDownTime::parse(pattern, text).is_ok());
                self.patterns = Some(as_is.into_iter().chain(in_words).collect());
            }
            Some(patterns) => patterns.retain(|pattern| may_be && read(pattern, text).is_some()),
        }
        if let Some([one, other, ..]) = self.patterns.as_deref() {
            self.differ |=
                read(one, text).map(DateTime::date) != read(other, text).map(DateTime::date);
        }
        self.is_iso || self.patterns.as_ref().is_some_and(|patterns| !patterns.is_empty())
    }

    /// What all texts are.
    pub fn decide(&self) -> DateForm {
        match self.patterns.as_deref() {
            None => DateForm::None,
            _ if self.is_iso => DateForm::Iso,
            Some([one, other, ..]) if self.differ => {
                DateForm::Undecided(one.clone(), other.clone())
            }
            Some([one, ..]) => DateForm::Pattern(one.clone()),
            Some([]) => DateForm::None,
        }
    }
}

/// True for `2025-06-30`, with or without a time of day.
fn is_iso(text: &str) -> bool {
    let Some(day) = text.get(..10) else { return false };
    matches!(text.as_bytes().get(10), None | Some(b'T' | b' ')) && day.parse::<Date>().is_ok()
}

/// A text as a moment; midnight when it has no time of day.
pub(super) fn read(pattern: &str, text: &str) -> Option<DateTime> {
    let in_words = || {
        let (pattern, text) = in_plain_words(pattern, text)?;
        BrokenDownTime::parse(pattern, text).ok()
    };
    let parts = BrokenDownTime::parse(pattern, text).ok().or_else(in_words)?;
    let date = parts.to_date().ok().filter(|date| YEARS.contains(&date.year()))?;
    Some(parts.to_datetime().unwrap_or_else(|_| date.to_datetime(jiff::civil::Time::midnight())))
}

/// A text in ISO 8601 as a moment; what follows the seconds, such as an offset, is not looked at.
pub(super) fn read_iso(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let upto = text.char_indices().nth(19).map_or(text.len(), |(at, _)| at);
    text[..upto].replacen(' ', "T", 1).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{DateForm, DateForms};

    fn form(texts: &[&str]) -> DateForm {
        let mut forms = DateForms::default();
        for text in texts {
            forms.add(text);
        }
        forms.decide()
    }

    fn pattern(text: &str) -> DateForm {
        DateForm::Pattern(text.to_owned())
    }

    #[test]
    fn day_or_month_first_is_decided_by_all_values() {
        assert_eq!(form(&["03/04/2024", "25/04/2024"]), pattern("%d/%m/%Y"));
        assert_eq!(form(&["04/25/2024", "03/04/2024"]), pattern("%m/%d/%Y"));
        assert_eq!(
            form(&["03/04/2024", "05/06/2024"]),
            DateForm::Undecided("%d/%m/%Y".to_owned(), "%m/%d/%Y".to_owned())
        );
        assert_eq!(
            form(&["04/04/2024", "05/05/2024"]),
            pattern("%d/%m/%Y"),
            "both are the same day"
        );
        assert_eq!(form(&["25/04/2024", "04/25/2024"]), DateForm::None, "no order fits both");
    }

    #[test]
    fn marks_years_and_times_of_day_are_seen() {
        assert_eq!(form(&["14/11/22, 09:29:07"]), pattern("%d/%m/%y, %H:%M:%S"));
        assert_eq!(form(&["11/19/2021 9:54:15 AM"]), pattern("%m/%d/%Y %I:%M:%S %p"));
        assert_eq!(form(&["15.11.2024", "1.2.2025"]), pattern("%d.%m.%Y"));
        assert_eq!(form(&["2024-09-01", "2024-09-02 10:15"]), DateForm::Iso);
        assert_eq!(form(&["31 July, 2022"]), pattern("%d %B, %Y"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for texts in [&["3"][..], &["12.5"], &["M-001"], &["99/99/2024"], &[""], &["1/2/0022"], &[]]
        {
            assert_eq!(form(texts), DateForm::None, "{texts:?}");
        }
    }
}

//! Dates as a reader says them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `30 June 2025`.
pub(super) fn date(date: Date) -> String {
    let month = usize::try_from(date.month()).unwrap_or(1);
    format!("{}\u{a0}{} {}", date.day(), MONTHS[(month - 1).min(11)], date.year())
}

/// An ISO date as a reader says it; any other text stays as it is.
pub(super) fn iso(text: &str) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iso_date_is_written_out_and_other_words_stay() {
        assert_eq!(iso("2025-06-30"), "30\u{a0}June 2025");
        assert_eq!(iso("the end of the year"), "the end of the year");
    }
}

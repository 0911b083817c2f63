//! Dates as a reader says them.

use jiff::civil::Date;

use super::language::{Language, say};

impl Language {
    /// `30 June 2025`.
    pub(in crate::report) fn date(&self, date: Date) -> String {
        let month = self.named("month", &date.month().to_string()).unwrap_or_default();
        let (day, year) = (date.day().to_string(), date.year().to_string());
        say!(self, "date", day = day, month = month, year = year)
    }

    /// An ISO date as a reader says it; any other text stays as it is.
    pub(in crate::report) fn iso(&self, text: &str) -> String {
        text.parse::<Date>().map_or_else(|_| text.to_owned(), |date| self.date(date))
    }

    /// `30 Jun 2025`, where there is little room; any other text stays as it is.
    pub(in crate::report) fn short_date(&self, text: &str) -> String {
        let Ok(date) = text.parse::<Date>() else { return text.to_owned() };
        let (day, year) = (date.day().to_string(), date.year().to_string());
        say!(self, "short-date", day = day, month = self.short_month(date.month()), year = year)
    }

    /// `Jun`, where there is little room.
    pub(in crate::report) fn short_month(&self, month: i8) -> String {
        self.named("short-month", &month.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iso_date_is_written_out_and_other_words_stay() {
        let english = Language::english();
        assert_eq!(english.iso("2025-06-30"), "30\u{a0}June 2025");
        assert_eq!(english.short_date("2025-06-30"), "30\u{a0}Jun 2025");
        assert_eq!(english.iso("the end of the year"), "the end of the year");
        let spanish = Language::shipped("es").unwrap();
        assert_eq!(spanish.iso("2025-06-30"), "30\u{a0}de junio de 2025");
    }
}

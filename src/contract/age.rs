//! How old an export is.

use jiff::civil::Date;

use crate::plan::Source;

use super::parse::days;

/// The day of an export, in days since 1970-01-01: what the plan says, else the last date in the file's name.
pub(super) fn export_day(source: &Source, name: &str) -> Option<i64> {
    source.exported_on.or_else(|| date_in(name)).map(days)
}

/// The last whole date in a name: `2025-01-31`, `2025_01_31`, `2025.01.31`, `20250131`.
fn date_in(name: &str) -> Option<Date> {
    let is_digit = |at: usize| name.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    (0..name.len()).rev().filter(|&at| is_digit(at) && (at == 0 || !is_digit(at - 1))).find_map(
        |at| {
            let rest = &name[at..];
            let is_long = rest.len() >= 10 && !is_digit(at + 10) && is_separated(rest);
            let text = match (is_long, rest.len() >= 8 && !is_digit(at + 8)) {
                (true, _) => rest.get(..10)?.replace(['_', '.'], "-"),
                (false, true) => {
                    format!("{}-{}-{}", rest.get(..4)?, rest.get(4..6)?, rest.get(6..8)?)
                }
                (false, false) => return None,
            };
            // Other numbers of eight digits are no days of a program.
            text.parse().ok().filter(|day: &Date| (2000..2100).contains(&day.year()))
        },
    )
}

fn is_separated(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes[4], b'-' | b'_' | b'.') && bytes[4] == bytes[7]
}

#[cfg(test)]
mod tests {
    use super::date_in;

    #[test]
    fn a_date_is_read_from_a_name_where_it_stands_whole() {
        let cases = [
            ("inbox/matches-2025-01-31.csv", Some("2025-01-31")),
            ("inbox/20250131_matches.csv", Some("2025-01-31")),
            ("2024.09.01/matches_2025_01_31.csv", Some("2025-01-31")),
            ("2024-09-01/matches.csv", Some("2024-09-01")),
            ("matches-2025-01.csv", None),
            ("matches-2025-13-41.csv", None),
            ("matches-120250131.csv", None),
            ("matches-2025-01-310.csv", None),
            ("é2025-01-31é.csv", Some("2025-01-31")),
            ("12340101.csv", None),
            ("12345678é.csv", None),
            ("", None),
        ];
        for (name, date) in cases {
            assert_eq!(date_in(name), date.map(|date| date.parse().unwrap()), "{name}");
        }
    }
}

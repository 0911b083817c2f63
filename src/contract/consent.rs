//! What people agreed to, purpose by purpose: to be counted in reports, to be quoted, to have their rows passed on.
//!
//! A withdrawn consent to be counted takes all rows with it. One to be quoted takes the quotes, and leaves the answers to be
//! counted. One to be passed on is asked when rows leave the program: what nobody said counts as a no there.

use std::collections::BTreeSet;

use polars::prelude::*;

/// What rows are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be counted: everybody who is in the warehouse.
    Report,
    /// To be quoted: persons with `quote_ok`, and their comments that say nothing else.
    Quote,
    /// To be passed on to others row by row: persons with `share_ok`.
    Share,
}

impl Purpose {
    /// Column of `people` that holds the consent; none where everybody in the warehouse is meant.
    pub fn column(self) -> Option<&'static str> {
        match self {
            Self::Report => None,
            Self::Quote => Some("quote_ok"),
            Self::Share => Some("share_ok"),
        }
    }
}

/// Consent to be counted, row by row of `people`: where no export says it, the consent to pass rows on counts for both.
pub(crate) fn to_be_counted(people: &DataFrame) -> PolarsResult<Vec<Option<bool>>> {
    let report = people.column("report_ok")?.bool()?;
    let share = people.column("share_ok")?.bool()?;
    Ok(report.iter().zip(share.iter()).map(|(report, share)| report.or(share)).collect())
}

/// Who is there, and who said what about being quoted.
#[derive(Debug, Default)]
pub(crate) struct Consent {
    known: BTreeSet<i64>,
    quoted: BTreeSet<i64>,
    unquoted: BTreeSet<i64>,
}

impl Consent {
    /// Reads `people` as they are kept.
    pub(crate) fn read(&mut self, people: &DataFrame) -> PolarsResult<()> {
        let ids = people.column("person_id")?.i64()?;
        let quotes = people.column("quote_ok")?.bool()?;
        for (id, quote) in ids.iter().zip(quotes.iter()) {
            let Some(id) = id else { continue };
            self.known.insert(id);
            match quote {
                Some(true) => drop(self.quoted.insert(id)),
                Some(false) => drop(self.unquoted.insert(id)),
                None => {}
            }
        }
        Ok(())
    }

    /// True for somebody who is in `people`.
    pub(crate) fn knows(&self, person: i64) -> bool {
        self.known.contains(&person)
    }

    /// Comments with the consent that counts: a no of the person or of the form is a no, else the form's word counts, and
    /// where it has none, the person's.
    pub(crate) fn of_comments(&self, mut comments: DataFrame) -> PolarsResult<DataFrame> {
        let persons = comments.column("person_id")?.i64()?;
        let own = comments.column("quote_ok")?.bool()?;
        let counted: BooleanChunked = persons
            .iter()
            .zip(own.iter())
            .map(|(person, own)| {
                let is_in =
                    |persons: &BTreeSet<i64>| person.is_some_and(|id| persons.contains(&id));
                if is_in(&self.unquoted) {
                    Some(false)
                } else {
                    own.or_else(|| is_in(&self.quoted).then_some(true))
                }
            })
            .collect();
        comments.with_column(counted.into_column().with_name("quote_ok".into()))?;
        Ok(comments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_of_the_person_or_of_the_form_is_a_no_and_silence_is_filled_from_the_person() {
        let people = df!(
            "person_id" => [1_i64, 2, 3],
            "quote_ok" => [Some(true), Some(false), None],
        );
        let mut consent = Consent::default();
        consent.read(&people.unwrap()).unwrap();
        let comments = df!(
            "person_id" => [1_i64, 1, 1, 2, 2, 3, 3, 4],
            "quote_ok" => [None, Some(true), Some(false), None, Some(true), None, Some(true), None],
        );
        let comments = consent.of_comments(comments.unwrap()).unwrap();
        let counted: Vec<_> = comments.column("quote_ok").unwrap().bool().unwrap().iter().collect();
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(counted, [yes, yes, no, no, no, None, yes, None]);
    }
}

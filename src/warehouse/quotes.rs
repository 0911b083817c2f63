//! Proposed quotes, for a person to accept: a file beside the plan that its owner alone may read.

use std::path::{Path, PathBuf};

use super::{WarehouseError, sheet};
use crate::voices::Proposal;

/// Columns of the file. `answer` and `content` say which answer it is, by the program's key.
const HEADER: &[&str] =
    &["accept", "quote", "theme", "who", "question", "taken_out", "answer", "content"];

/// Where the proposals are.
pub fn quotes_beside(dir: &Path) -> PathBuf {
    dir.join("mentorlens.quotes.csv")
}

/// The proposed quotes and what was said of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuoteReview {
    rows: Vec<Vec<String>>,
}

/// A quote about which something was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedQuote {
    /// Id of the answer; none when the cell was changed.
    pub answer: Option<i64>,
    /// What the answer said, as a seal.
    pub content: String,
    /// Theme that it was drawn for.
    pub theme: String,
    /// What is to be printed.
    pub quote: String,
    /// What stands in the column `accept`.
    pub said: String,
    /// Yes, no, or nothing that is known to mean either.
    pub accepted: Option<bool>,
    /// `mentorlens.quotes.csv:4`.
    pub position: String,
}

impl QuoteReview {
    /// Reads the file; one that is not there has no proposals.
    ///
    /// # Errors
    ///
    /// What the file system says; [`WarehouseError::QuoteReview`] for a file that is no table of quotes.
    pub fn read(path: &Path) -> Result<Self, WarehouseError> {
        let wrong = || WarehouseError::QuoteReview { path: path.to_owned() };
        let rows = sheet::read(path, HEADER, "cannot read the proposed quotes", wrong)?;
        Ok(Self { rows })
    }

    /// Writes the file, for its owner alone; one without proposals is removed.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn write(&self, path: &Path) -> Result<(), WarehouseError> {
        sheet::write(path, HEADER, self.rows.iter())
    }

    /// What was said so far, row by row.
    pub fn judged(&self, path: &Path) -> Vec<JudgedQuote> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let said = self.rows.iter().enumerate().filter(|(_, row)| !row[0].is_empty());
        said.map(|(at, row)| JudgedQuote {
            answer: id(&row[6]),
            content: row[7].clone(),
            theme: row[2].clone(),
            quote: row[1].clone(),
            said: row[0].clone(),
            accepted: sheet::accepted(&row[0]),
            // The header is the first line; no cell of ours has a line break.
            position: format!("{name}:{}", at + 2),
        })
        .collect()
    }

    /// Takes in what is proposed now, with the question and the seal of each: what was said stays where `stands` says that the
    /// answer does, a proposal that nobody has looked at gives way.
    pub fn renew(
        &mut self,
        proposed: &[(Proposal, String, String)],
        stands: impl Fn(i64, &str) -> bool,
    ) {
        self.rows.retain(|row| {
            !row[0].is_empty() && id(&row[6]).is_some_and(|answer| stands(answer, &row[7]))
        });
        self.rows.extend(proposed.iter().map(|(one, question, content)| {
            let answer = format!("{:016x}", one.answer);
            let told = [&one.text, &one.theme, &one.role, question, &one.taken, &answer, content];
            std::iter::once(String::new()).chain(told.into_iter().cloned()).collect()
        }));
    }

    /// Number of proposals.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when nothing is proposed.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Number of proposals that nobody has looked at.
    pub fn open(&self) -> usize {
        self.rows.iter().filter(|row| row[0].is_empty()).count()
    }

    /// Removes answers; true when there was one.
    pub fn forget(&mut self, is_gone: impl Fn(i64) -> bool) -> bool {
        let before = self.rows.len();
        // Whose a row is that was changed nobody knows.
        self.rows.retain(|row| id(&row[6]).is_some_and(|answer| !is_gone(answer)));
        self.rows.len() < before
    }
}

fn id(cell: &str) -> Option<i64> {
    i64::from_str_radix(cell, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposal(answer: i64, text: &str) -> (Proposal, String, String) {
        let proposal = Proposal {
            answer,
            theme: "trips".to_owned(),
            role: "mentee".to_owned(),
            text: text.to_owned(),
            taken: "1 name".to_owned(),
        };
        (proposal, "What was good?".to_owned(), format!("seal{answer}"))
    }

    #[test]
    fn what_was_said_stays_and_the_rest_is_proposed_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = quotes_beside(folder.path());
        let mut review = QuoteReview::read(&path).unwrap();
        assert!(review.is_empty());
        review.renew(
            &[proposal(1, "=fine, trips"), proposal(2, "more trips"), proposal(3, "x")],
            |_, _| true,
        );
        review.write(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(",\"'=fine, trips\",trips,mentee,What was good?,1 name,"), "{text}");
        let said = text.replace("\n,\"'=fine", "\nyes,\"'=fine").replace("\n,more", "\nno,more");
        std::fs::write(&path, said).unwrap();

        let mut review = QuoteReview::read(&path).unwrap();
        let told: Vec<_> = review.judged(&path);
        assert_eq!(told.len(), 2);
        assert_eq!(
            (told[0].answer, told[0].accepted, &*told[0].quote),
            (Some(1), Some(true), "=fine, trips")
        );
        assert_eq!(
            (told[1].accepted, &*told[1].position),
            (Some(false), "mentorlens.quotes.csv:3")
        );

        review.renew(&[proposal(4, "other")], |answer, content| {
            content == format!("seal{answer}") && answer != 2
        });
        assert_eq!((review.len(), review.open()), (2, 1));
        assert!(review.forget(|answer| answer == 1) && !review.forget(|answer| answer == 1));
        assert_eq!(review.len(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn its_owner_alone_may_read_it_and_another_table_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = quotes_beside(folder.path());
        let mut review = QuoteReview::default();
        review.renew(&[proposal(1, "fine")], |_, _| true);
        review.write(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&path, "id,name\n1,Ann\n").unwrap();
        assert!(matches!(QuoteReview::read(&path), Err(WarehouseError::QuoteReview { .. })));
    }
}

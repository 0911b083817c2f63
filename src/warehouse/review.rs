//! Proposed links, for a person to accept: a file with names, beside the plan, that its owner alone may read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{WarehouseError, sheet};
use crate::contract::{Candidate, Forgotten};

/// Columns of the file; those of the two persons say from which side they come.
const HEADER: &[&str] = &[
    "accept",
    "score",
    "why",
    "survey_id",
    "survey_name",
    "survey_born_on",
    "survey_school",
    "survey_email",
    "roster_id",
    "roster_name",
    "roster_born_on",
    "roster_school",
    "roster_email",
];

/// What is shown of a person, in the order of the columns.
const SHOWN: &[&str] = &["name", "born_on", "school", "email"];

/// Places of the two ids.
const SURVEY: usize = 3;
const ROSTER: usize = 8;

/// Where the proposals are.
pub fn review_beside(dir: &Path) -> PathBuf {
    dir.join("mentorlens.links.csv")
}

/// The proposals and what was said of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    rows: Vec<Vec<String>>,
}

/// A proposal about which something was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Id of the person whom no roster knows.
    pub alias: String,
    /// Id of the person who is the same.
    pub person: String,
    /// What stands in the column `accept`.
    pub said: String,
    /// Yes, no, or nothing that is known to mean either.
    pub accepted: Option<bool>,
    /// `mentorlens.links.csv:4`.
    pub position: String,
}

impl Review {
    /// Reads the file; one that is not there has no proposals.
    ///
    /// # Errors
    ///
    /// What the file system says; [`WarehouseError::Review`] for a file that is no table of proposals.
    pub fn read(path: &Path) -> Result<Self, WarehouseError> {
        let wrong = || WarehouseError::Review { path: path.to_owned() };
        let rows = sheet::read(path, HEADER, "cannot read the proposed links", wrong)?;
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
    pub fn verdicts(&self, path: &Path) -> Vec<Verdict> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let said = self.rows.iter().enumerate().filter(|(_, row)| !row[0].is_empty());
        said.map(|(at, row)| Verdict {
            alias: row[SURVEY].clone(),
            person: row[ROSTER].clone(),
            said: row[0].clone(),
            accepted: sheet::accepted(&row[0]),
            // The header is the first line; no cell of ours has a line break.
            position: format!("{name}:{}", at + 2),
        })
        .collect()
    }

    /// Takes in what is proposed now: what was said of a pair stays, a proposal that nobody has looked at gives way.
    pub fn renew(&mut self, proposed: &[Candidate]) {
        self.rows.retain(|row| !row[0].is_empty());
        let known: BTreeSet<(String, String)> =
            self.rows.iter().map(|row| (row[SURVEY].clone(), row[ROSTER].clone())).collect();
        for one in proposed {
            let (own, other) = (&one.unlinked, &one.known);
            if known.contains(&(own.person.clone(), other.person.clone())) {
                continue;
            }
            let shown = |person: &crate::contract::Known| -> Vec<String> {
                let part = |name: &&str| person.parts.get(*name).cloned().unwrap_or_default();
                let cells = std::iter::once(person.person.clone()).chain(SHOWN.iter().map(part));
                cells.map(|cell| cell.split(['\n', '\r']).collect::<Vec<_>>().join(" ")).collect()
            };
            let mut row = vec![String::new(), format!("{:.2}", one.score), one.why.clone()];
            row.extend(shown(own));
            row.extend(shown(other));
            self.rows.push(row);
        }
    }

    /// Number of proposals that nobody has looked at.
    pub fn open(&self) -> usize {
        self.rows.iter().filter(|row| row[0].is_empty()).count()
    }

    /// Removes what names somebody who is forgotten; true when there was something.
    pub fn forget(&mut self, forgotten: &Forgotten) -> bool {
        let before = self.rows.len();
        self.rows.retain(|row| !forgotten.holds(&row[SURVEY]) && !forgotten.holds(&row[ROSTER]));
        self.rows.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Known;

    fn proposal(alias: &str, person: &str) -> Candidate {
        let known = |id: &str, name: &str| Known {
            person: id.to_owned(),
            parts: [("name".to_owned(), name.to_owned())].into(),
            ..Known::default()
        };
        Candidate {
            score: 0.91,
            why: "name 91 % alike".to_owned(),
            unlinked: known(alias, "=Ann\nLee"),
            known: known(person, "Anne Lee"),
        }
    }

    #[test]
    fn what_was_said_stays_and_the_rest_is_proposed_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = review_beside(folder.path());
        assert_eq!(Review::read(&path).unwrap(), Review::default());
        let mut review = Review::default();
        review.renew(&[proposal("s1", "M1"), proposal("s2", "M2"), proposal("-3", "M3")]);
        review.write(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("\n,0.91,name 91 % alike,s1,'=Ann Lee,"), "{text}");
        assert!(text.contains(",'-3,"), "{text}");

        let said = text
            .replacen("\n,0.91", "\nYes,0.91", 1)
            .replace("\n,0.91,name 91 % alike,s2", "\nno,0.91,name 91 % alike,s2");
        // A spreadsheet in another country writes it so.
        std::fs::write(&path, format!("\u{feff}{}", said.replace(',', ";"))).unwrap();
        let mut review = Review::read(&path).unwrap();
        let verdicts = review.verdicts(&path);
        let told: Vec<_> = verdicts
            .iter()
            .map(|one| {
                (one.alias.as_str(), one.person.as_str(), one.accepted, one.position.as_str())
            })
            .collect();
        assert_eq!(
            told,
            [
                ("s1", "M1", Some(true), "mentorlens.links.csv:2"),
                ("s2", "M2", Some(false), "mentorlens.links.csv:3")
            ]
        );

        review.renew(&[proposal("s2", "M2"), proposal("s4", "M4")]);
        assert_eq!((review.rows.len(), review.open()), (3, 1));
        let mut forgotten = Forgotten::new(b"key", std::collections::BTreeSet::new());
        forgotten.add("M1");
        assert!(review.forget(&forgotten) && !review.forget(&forgotten));
        assert_eq!(review.rows.len(), 2);
    }

    #[test]
    #[cfg(unix)]
    fn its_owner_alone_may_read_it_and_an_empty_one_is_none() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = review_beside(folder.path());
        let mut review = Review::default();
        review.renew(&[proposal("s1", "M1")]);
        review.write(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        Review::default().write(&path).unwrap();
        assert!(!path.exists());
    }

    #[test]
    fn another_table_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = review_beside(folder.path());
        std::fs::write(&path, "id,name\n1,Ann\n").unwrap();
        assert!(matches!(Review::read(&path), Err(WarehouseError::Review { .. })));
    }
}

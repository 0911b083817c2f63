//! A KPI: one SQL file, its header read.

use std::collections::BTreeMap;

use super::Fault;
use crate::contract::nearest;

/// One measure: what its `.sql` file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kpi {
    /// Name of the file, such as `skill_growth`.
    pub id: String,
    /// Title; `{subject}` stands for the scale, item or outcome.
    pub title: String,
    /// The question it answers, with the same placeholder.
    pub question: String,
    /// Family, such as `skill_growth`: a section of the report and the circle of its corrections.
    pub family: String,
    /// Results-based accountability: `how_much`, `how_well` or `better_off`.
    pub rba: String,
    /// What one row is about: `mentee`, `mentor`, `person`, `match`, `meeting`, `response`, `goal`, `credential`, `cost`.
    pub unit: String,
    /// One row per what, in words.
    pub grain: String,
    /// Unit of the values, in words.
    pub scale: String,
    /// `higher`, `lower` or `neither`.
    pub better: String,
    /// What happens to missing values, in words.
    pub missing: String,
    /// Design: which columns the query returns and what may be asked of them.
    pub design: String,
    /// Chart.
    pub chart: String,
    /// Highest rung of the claim ladder that this kind of measure can reach by itself, such as `L1`.
    pub claim: String,
    /// Version of the definition.
    pub version: String,
    /// Where the definition comes from.
    pub cite: String,
    /// Every header key with its text, also those of later rooms (`tests`, `effect`, `at`, `top_box`).
    pub keys: BTreeMap<String, String>,
    /// The query.
    pub sql: String,
    /// True when it comes from the program's own `queries/`.
    pub own: bool,
}

/// Keys that every header has.
const REQUIRED: &[&str] = &[
    "id", "title", "question", "family", "rba", "unit", "grain", "scale", "better", "missing",
    "design", "chart", "claim", "version", "cite",
];

impl Kpi {
    /// Reads a `.sql` file: a header of `-- key: text` lines, then the query.
    ///
    /// # Errors
    ///
    /// One fault per problem: a missing key, a key given twice, a word that is not allowed, an id that is not the file's name.
    pub fn parse(stem: &str, text: &str, own: bool) -> Result<Self, Vec<Fault>> {
        let mut problems = Vec::new();
        let keys = header(text, &mut problems);
        for key in REQUIRED {
            if !keys.contains_key(*key) {
                problems.push(Fault::at(None, format!("the header has no `{key}`")));
            }
        }
        let line = |key: &str| key_line(text, key);
        let get = |key: &str| keys.get(key).cloned().unwrap_or_default();
        if keys.contains_key("id") && get("id") != stem {
            let message = format!("`id` is {}, allowed: {stem}, the name of the file", get("id"));
            problems.push(Fault::at(line("id"), message));
        }
        for (key, words) in [("rba", RBA), ("better", BETTER), ("unit", UNITS)] {
            let found = get(key);
            if keys.contains_key(key) && !words.contains(&found.as_str()) {
                let message = format!("`{key}` is {found}, allowed: {}", words.join(", "));
                let near = nearest(&found, words.iter().copied());
                let hint = near.map(|near| format!("did you mean `{near}`?"));
                problems.push(Fault { hint, ..Fault::at(line(key), message) });
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            id: get("id"),
            title: get("title"),
            question: get("question"),
            family: get("family"),
            rba: get("rba"),
            unit: get("unit"),
            grain: get("grain"),
            scale: get("scale"),
            better: get("better"),
            missing: get("missing"),
            design: get("design"),
            chart: get("chart"),
            claim: get("claim"),
            version: get("version"),
            cite: get("cite"),
            keys,
            sql: text.to_owned(),
            own,
        })
    }

    /// The line of a header key.
    pub fn line(&self, key: &str) -> Option<usize> {
        key_line(&self.sql, key)
    }
}

fn key_line(text: &str, key: &str) -> Option<usize> {
    let is_key = |line: &str| {
        let rest = line.strip_prefix("-- ").and_then(|line| line.strip_prefix(key));
        rest.is_some_and(|rest| rest.starts_with(':'))
    };
    text.lines().take_while(|line| line.starts_with("--")).position(is_key).map(|at| at + 1)
}

const RBA: &[&str] = &["how_much", "how_well", "better_off"];
const BETTER: &[&str] = &["higher", "lower", "neither"];

/// What a row may be about; `match` joins segments by match, the others by person.
pub(super) const UNITS: &[&str] =
    &["mentee", "mentor", "person", "match", "meeting", "response", "goal", "credential", "cost"];

/// The leading comment lines as keys; a line without a key goes on with the line above.
fn header(text: &str, problems: &mut Vec<Fault>) -> BTreeMap<String, String> {
    let mut keys = BTreeMap::<String, String>::new();
    let mut last = None::<String>;
    for (at, line) in text.lines().map_while(|line| line.strip_prefix("--")).enumerate() {
        let is_key =
            |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        match line
            .strip_prefix(' ')
            .and_then(|line| line.split_once(':'))
            .filter(|(key, _)| is_key(key))
        {
            Some((key, value)) => {
                if keys.insert(key.to_owned(), value.trim().to_owned()).is_some() {
                    problems.push(Fault::at(Some(at + 1), format!("the header has `{key}` twice")));
                }
                last = Some(key.to_owned());
            }
            None => {
                if let Some(above) = last.as_ref().and_then(|key| keys.get_mut(key)) {
                    above.push(' ');
                    above.push_str(line.trim());
                }
            }
        }
    }
    keys
}

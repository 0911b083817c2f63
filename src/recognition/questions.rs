//! What only a person knows: questions with candidates, and what an answer changes in the draft.

use super::draft::Draft;
use super::sources::Source;

/// What an answer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decides {
    /// In which form a column of the contract is written in a column of the file; the candidates are the forms.
    Dates { name: String, column: String },
    /// Which column names the match that met.
    Match,
    /// Which word of the contract a text is.
    Word { column: String, text: String },
    /// Which part people have: everybody in a list, or everybody who answered.
    Part,
    /// At which time a survey was answered.
    Wave,
}

/// A question about a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Id of the source that it is about.
    pub source: String,
    /// The question.
    pub text: String,
    /// Answers that are possible; what the draft assumes is the first where it assumes something.
    pub candidates: Vec<String>,
    pub(super) decides: Decides,
}

impl Asked {
    pub(super) fn new(text: String, candidates: &[&str], decides: Decides) -> Self {
        let candidates = candidates.iter().map(|candidate| (*candidate).to_owned()).collect();
        Self { source: String::new(), text, candidates, decides }
    }
}

impl Draft {
    /// What could not be decided, in the order of the sources.
    pub fn questions(&self) -> Vec<Asked> {
        let of = |source: &Source| {
            let own = source.questions.iter().cloned();
            let id = source.id.clone();
            own.map(|question| Asked { source: id.clone(), ..question }).collect::<Vec<_>>()
        };
        self.sources.iter().flat_map(of).collect()
    }

    /// Takes an answer: the number of a candidate, from 0.
    pub fn answer(&mut self, question: &Asked, choice: usize) {
        let Some(answer) = question.candidates.get(choice).cloned() else { return };
        let Some(source) = self.sources.iter_mut().find(|source| source.id == question.source)
        else {
            return;
        };
        source.questions.retain(|own| own.decides != question.decides);
        source.reasons.push(format!("asked: {} {answer}", question.text));
        match &question.decides {
            Decides::Dates { name, column } => {
                source.date_format = Some(answer);
                source.columns.push((name.clone(), column.clone()));
                source.candidates.retain(|line| {
                    !line.starts_with(&format!("`{column}`: day or month"))
                        && !line.starts_with("date_format")
                });
            }
            Decides::Match => {
                source.columns.insert(0, ("match_id".to_owned(), answer));
                source.left_out = None;
                source.candidates.retain(|line| !line.starts_with("columns.match_id"));
            }
            Decides::Word { column, text } => {
                source.values.entry(column.clone()).or_default().push((text.clone(), answer));
                source.candidates.retain(|line| {
                    !(line.starts_with(&format!("values.{column}"))
                        && line.contains(&format!("\"{text}\"")))
                });
            }
            Decides::Part if source.table == "people" => {
                if let Some(role) = source.constants.iter_mut().find(|(name, _)| name == "role") {
                    role.1 = answer;
                }
            }
            Decides::Part => {
                let own = source.instrument.clone();
                let form = self.instruments.iter_mut().find(|form| Some(&form.id) == own.as_ref());
                if let Some(form) = form {
                    form.role = known_role(&answer);
                }
            }
            Decides::Wave => {
                let before = source.constants.iter_mut().find(|(name, _)| name == "wave");
                let Some((_, wave)) = before else { return };
                let own = source.instrument.clone();
                let form = self.instruments.iter_mut().find(|form| Some(&form.id) == own.as_ref());
                if let Some(form) = form {
                    let now = super::waves::settled(&answer);
                    form.waves
                        .iter_mut()
                        .filter(|own| **own == wave.as_str())
                        .for_each(|own| *own = now);
                }
                *wave = answer;
            }
        }
    }
}

/// Parts that people may have in a survey or a list.
pub(super) const PARTS: &[&str] = &["mentee", "mentor", "parent", "teacher", "staff"];

fn known_role(answer: &str) -> &'static str {
    PARTS.iter().find(|part| **part == answer).copied().unwrap_or("mentee")
}

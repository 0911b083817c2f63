//! Which answers are proposed to be quoted, and which of those that were accepted may still be printed.

use std::collections::{BTreeMap, BTreeSet};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::redaction::Redactor;
use super::words::{folded, visible};
use crate::plan::{Plan, Quotes};

/// An open answer, with what decides whether it may be quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its id.
    pub id: i64,
    /// Who wrote it.
    pub person: i64,
    /// Instrument and item.
    pub question: (String, String),
    /// What was written.
    pub text: String,
    /// What it is about.
    pub themes: BTreeSet<String>,
    /// True when the person agreed to be quoted, and nowhere refused.
    pub may_be_quoted: bool,
}

impl Answer {
    /// What the answer says, as a keyed hash: it shows whether the answer is still the same, and without the key nobody can try
    /// out which name stood in it.
    pub fn seal(&self, key: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
        for part in ["quote", &self.question.0, &self.question.1, &self.text] {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        hex::encode(&mac.finalize().into_bytes()[..16])
    }
}

/// An answer without what tells who is meant, for a person to accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Id of the answer.
    pub answer: i64,
    /// Theme that it was drawn for.
    pub theme: String,
    /// Part of its writer in the program.
    pub role: String,
    /// What would be printed.
    pub text: String,
    /// What was taken out, in words: `2 names, 1 phone`.
    pub taken: String,
}

/// A quote that may be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printable {
    /// Part of its writer in the program.
    pub role: String,
    /// What is printed.
    pub text: String,
    /// True when its wording was changed by hand.
    pub edited: bool,
}

/// Why a quote that was accepted is not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The answer is no longer there, or says something else.
    Gone,
    /// Its writer does not agree to be quoted.
    Consent,
    /// Too few people write about it.
    Few,
    /// It holds what may tell who is meant.
    Tells,
    /// It is longer than quotes are.
    Long,
}

impl Refusal {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Gone => "the answer is gone or says something else now",
            Self::Consent => "whoever wrote it does not agree to be quoted",
            Self::Few => "too few people in this part of the program write about the theme",
            Self::Tells => {
                "it holds a name, an address or a number, or a word that is one in the exports; take it out of the quote"
            }
            Self::Long => "it is longer than `longest` in [quotes]; shorten it",
        }
    }
}

/// Open answers by what they are about, with the number of people behind each theme.
#[derive(Debug)]
pub struct Voices<'a> {
    plan: &'a Plan,
    rules: &'a Quotes,
    answers: &'a [Answer],
    /// Theme and role → people.
    groups: BTreeMap<(&'a str, &'a str), BTreeSet<i64>>,
}

impl<'a> Voices<'a> {
    /// Counts the people behind each theme.
    pub fn new(plan: &'a Plan, rules: &'a Quotes, answers: &'a [Answer]) -> Self {
        let mut groups = BTreeMap::<_, BTreeSet<i64>>::new();
        for answer in answers {
            let Some(role) = role_of(plan, answer) else { continue };
            for theme in &answer.themes {
                groups.entry((theme.as_str(), role)).or_default().insert(answer.person);
            }
        }
        Self { plan, rules, answers, groups }
    }

    /// True when so many people of a part of the program write about a theme that one of them stays unknown.
    fn is_large(&self, theme: &str, role: &str) -> bool {
        let people = self.groups.get(&(theme, role)).map_or(0, BTreeSet::len);
        people as u64 >= self.plan.fewest_behind_a_quote()
    }

    /// Draws by lot, theme by theme in the order of the plan. `settled` are answers about which something was said, with
    /// their theme: they keep their places, so that nobody refuses quotes until a better one comes.
    ///
    /// The order of the lot depends on the seed, the theme and the text alone: never on ids, which come from the key.
    pub fn draw(&self, redactor: &Redactor, settled: &[(i64, String)]) -> Vec<Proposal> {
        let answer_of = |id: i64| self.answers.iter().find(|answer| answer.id == id);
        let settled: Vec<(&Answer, &str)> = settled
            .iter()
            .filter_map(|(id, theme)| Some((answer_of(*id)?, theme.as_str())))
            .collect();
        let mut quoted: BTreeSet<i64> = settled.iter().map(|(answer, _)| answer.person).collect();
        let mut texts: BTreeSet<String> =
            settled.iter().map(|(answer, _)| folded(&answer.text)).collect();
        let writers = self.writers();
        let mut proposals = Vec::new();
        for theme in &self.plan.themes {
            let taken = settled.iter().filter(|(_, own)| *own == theme.id).count() as u64;
            let mut places = self.rules.per_theme.saturating_sub(taken);
            let mut drawn: Vec<(&Answer, &str)> = self
                .answers
                .iter()
                .filter_map(|answer| {
                    let role = role_of(self.plan, answer)?;
                    let is_meant = answer.may_be_quoted && answer.themes.contains(&theme.id);
                    (is_meant && self.is_large(&theme.id, role)).then_some((answer, role))
                })
                .collect();
            drawn.sort_by_cached_key(|(answer, role)| {
                let lot = lot(self.rules.seed, &theme.id, &answer.text);
                (lot, (*role).to_owned(), writers.get(&answer.person), answer.id)
            });
            for (answer, role) in drawn {
                let text = folded(&answer.text);
                if places == 0 || quoted.contains(&answer.person) || texts.contains(&text) {
                    continue;
                }
                let Some(proposal) = self.proposed(redactor, answer, &theme.id, role) else {
                    continue;
                };
                places -= 1;
                quoted.insert(answer.person);
                texts.insert(text);
                proposals.push(proposal);
            }
        }
        proposals
    }

    /// What each person wrote, sorted: what tells two of them apart without their ids.
    fn writers(&self) -> BTreeMap<i64, Vec<&str>> {
        let mut writers = BTreeMap::<i64, Vec<&str>>::new();
        for answer in self.answers {
            writers.entry(answer.person).or_default().push(&answer.text);
        }
        for texts in writers.values_mut() {
            texts.sort_unstable();
        }
        writers
    }

    /// The answer as it would be printed; nothing when it is too long, or too little is left of it.
    fn proposed(
        &self,
        redactor: &Redactor,
        answer: &Answer,
        theme: &str,
        role: &str,
    ) -> Option<Proposal> {
        let found = redactor.redacted(&answer.text);
        let fits = found.text.chars().count() as u64 <= self.rules.longest;
        // What is proposed must stay as it is when it is looked at again before it is printed.
        let is_settled = redactor.redacted(&found.text).text == found.text;
        (found.is_quotable && fits && is_settled).then(|| Proposal {
            answer: answer.id,
            theme: theme.to_owned(),
            role: role.to_owned(),
            taken: found
                .taken
                .iter()
                .map(|(what, times)| {
                    format!("{times} {}", what.placeholder().trim_matches(['[', ']']))
                })
                .collect::<Vec<_>>()
                .join(", "),
            text: found.text,
        })
    }

    /// An accepted quote as it is printed.
    ///
    /// # Errors
    ///
    /// Why it may not.
    pub fn printable(
        &self,
        redactor: &Redactor,
        answer: Option<&Answer>,
        theme: &str,
        quote: &str,
    ) -> Result<Printable, Refusal> {
        let answer = answer.ok_or(Refusal::Gone)?;
        let role = role_of(self.plan, answer).ok_or(Refusal::Gone)?;
        if !answer.may_be_quoted {
            return Err(Refusal::Consent);
        }
        if !answer.themes.contains(theme) {
            return Err(Refusal::Gone);
        }
        if !self.is_large(theme, role) {
            return Err(Refusal::Few);
        }
        let quote = visible(quote);
        if redactor.redacted(&quote).text != quote {
            return Err(Refusal::Tells);
        }
        if quote.chars().count() as u64 > self.rules.longest {
            return Err(Refusal::Long);
        }
        let edited = redactor.redacted(&answer.text).text != quote;
        Ok(Printable { role: role.to_owned(), text: quote, edited })
    }
}

/// Who answers the question, by the plan.
fn role_of<'p>(plan: &'p Plan, answer: &Answer) -> Option<&'p str> {
    let form = plan.instruments.iter().find(|form| form.id == answer.question.0)?;
    Some(&form.role)
}

/// The place of a text in the lot.
fn lot(seed: u64, theme: &str, text: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [&seed.to_string(), theme, text] {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().into()
}

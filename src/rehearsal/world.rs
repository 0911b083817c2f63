//! A made-up program: its people and matches, and from when to when it runs.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Fields;
use super::lot::{Lot, later};
use crate::plan::{EvaluationDesign, Plan, Source};

/// How many people there are in each part.
const MENTEES: usize = 60;
const MENTORS: usize = 48;
const OTHERS: usize = 20;

/// Someone in the program.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) role: String,
    pub(super) enrolled: Date,
    /// How they answer, from -1 to 1.
    pub(super) leaning: f64,
}

/// A pair of people.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) id: String,
    pub(super) mentor: String,
    pub(super) mentee: String,
    pub(super) matched: Date,
    pub(super) first_met: Date,
    pub(super) ended: Option<Date>,
}

/// A made-up program.
pub(super) struct World {
    pub(super) lot: Lot,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) people: Vec<Person>,
    pub(super) matches: Vec<Match>,
    /// What was made up about people and matches, so that every file says the same: table, id, fields.
    pub(super) told: std::collections::BTreeMap<(&'static str, String), Fields>,
}

impl World {
    pub(super) fn new(plan: &Plan, seed: u64) -> Self {
        let mut lot = Lot::new(seed);
        let (from, to) = span(plan);
        let mut people = Vec::new();
        for role in roles(plan) {
            let (letter, count) = match role.as_str() {
                "mentee" => ("S", MENTEES),
                "mentor" => ("V", MENTORS),
                "comparison" => ("C", MENTEES),
                _ => (&role[..1], OTHERS),
            };
            let quarter = later(from, (to - from).get_days() / 4);
            for number in 1..=count {
                people.push(Person {
                    id: format!("{}-{number:03}", letter.to_uppercase()),
                    role: role.clone(),
                    enrolled: lot.day(from, quarter),
                    leaning: lot.bell(),
                });
            }
        }
        let mut world =
            Self { lot, from, to, people, matches: Vec::new(), told: Default::default() };
        world.match_up();
        world
    }

    /// People of a role.
    pub(super) fn of_role(&self, role: &str) -> Vec<Person> {
        self.people.iter().filter(|person| person.role == role).cloned().collect()
    }

    /// Each mentee gets a mentor; a few mentors have two.
    fn match_up(&mut self) {
        let (mentees, mentors) = (self.of_role("mentee"), self.of_role("mentor"));
        for (at, mentee) in mentees.iter().enumerate() {
            let mentor = mentors.get(at % mentors.len().max(1)).map_or("V-001", |own| &own.id);
            let days = |part: i32| (self.to - self.from).get_days() * part / 100;
            let matched = self.lot.day(mentee.enrolled, later(mentee.enrolled, days(15)));
            let first_met = self.lot.day(matched, later(matched, days(5))).min(self.to);
            // Two of five matches end before the cut-off.
            let ends = self.lot.chance(40);
            let ended = self.lot.day(later(first_met, days(15)), self.to);
            self.matches.push(Match {
                id: format!("M-{:03}", at + 1),
                mentor: mentor.to_owned(),
                mentee: mentee.id.clone(),
                matched: matched.min(self.to),
                first_met: first_met.max(matched.min(self.to)),
                ended: ends.then_some(ended.min(self.to)),
            });
        }
    }
}

/// First and last day: those of the terms, else the year before the cut-off.
fn span(plan: &Plan) -> (Date, Date) {
    let usual = jiff::civil::date(2025, 6, 30);
    let last = plan.terms.iter().map(|term| term.ends_on).max();
    let to = [plan.analysis.as_of, last].into_iter().flatten().min().unwrap_or(usual);
    let first = plan.terms.iter().map(|term| term.starts_on).min().filter(|first| *first < to);
    (first.unwrap_or_else(|| later(to, -300)), to)
}

/// Parts that the plan knows, mentees and mentors always among them.
fn roles(plan: &Plan) -> Vec<String> {
    let mut roles: BTreeSet<String> =
        plan.instruments.iter().map(|form| form.role.clone()).collect();
    let people = plan.sources.iter().filter(|source| source.table == "people");
    roles.extend(people.flat_map(|source| roles_of(source).unwrap_or_default()));
    if plan.program.design != EvaluationDesign::PrePost {
        roles.insert("comparison".to_owned());
    }
    roles.extend(["mentee".to_owned(), "mentor".to_owned()]);
    roles.into_iter().collect()
}

/// Parts that a list of people can say; nothing for a column whose words are the contract's own.
pub(super) fn roles_of(source: &Source) -> Option<Vec<String>> {
    if let Some(role) = source.constants.get("role") {
        return Some(vec![role.clone()]);
    }
    let words = source.values.get("role")?;
    let roles: BTreeSet<String> = words.values().cloned().collect();
    Some(roles.into_iter().collect())
}

//! The checked plan: what `mentorlens.toml` says, with every reference resolved.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::edition::Edition;
use super::logic::LogicStep;
pub use super::promise::{
    Commitment, DAYS_PER_MONTH, DefinitionChange, EvaluationDesign, Program, Term,
};
use super::protection::{Privacy, Retention};
use super::voice::{Quotes, Theme};

/// A program's evaluation plan.
///
/// Invariant: ids are unique, every reference (a scale's items, a pair's scales, a source's instrument) resolves, ranges have
/// a lower end below their upper end, terms do not overlap. No later room checks this again.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Folder that holds the plan; file globs are relative to it.
    pub dir: PathBuf,
    /// The plan's text.
    pub text: String,
    /// SHA-256 of the plan's text, in hexadecimal.
    pub hash: String,
    /// The program.
    pub program: Program,
    /// What mentors and mentees promise one another.
    pub commitment: Commitment,
    /// Terms, in order of their start.
    pub terms: Vec<Term>,
    /// Days from which something is counted in another way, in order.
    pub changes: Vec<DefinitionChange>,
    /// Sources, in the order written: where two hold the same row and one has no day, the later one wins.
    pub sources: Vec<Source>,
    /// When two ids are one person.
    pub identity: Identity,
    /// Survey instruments.
    pub instruments: Vec<Instrument>,
    /// Measured outcomes beside surveys: grades, attendance, profits.
    pub outcomes: Vec<Outcome>,
    /// Scales that mentors and mentees answer about the same thing.
    pub alignment: Vec<AlignmentPair>,
    /// What people write about in open answers.
    pub themes: Vec<Theme>,
    /// Which open answers may be quoted; none when absent.
    pub quotes: Option<Quotes>,
    /// Groups to show every measure by.
    pub segments: Vec<Segment>,
    /// How those who are eligible are made up.
    pub populations: Vec<Population>,
    /// Targets.
    pub targets: Vec<Target>,
    /// How the program is meant to work, in the order of the stages.
    pub logic_model: Vec<LogicStep>,
    /// Choices of the analysis, made before the data is seen.
    pub analysis: Analysis,
    /// Rules that keep small groups private.
    pub privacy: Privacy,
    /// How long states of the warehouse are kept.
    pub retention: Retention,
    /// Editions of the report.
    pub editions: Vec<Edition>,
}

/// `[[sources]]`: files of one form and the table they fill.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Short name, unique.
    pub id: String,
    /// File globs, relative to the plan's folder.
    pub files: Vec<String>,
    /// Table of the contract that the rows fill.
    pub table: String,
    /// Name of the format; recognised from the file when absent.
    pub format: Option<String>,
    /// Sheet of a workbook; the first one when absent.
    pub sheet: Option<String>,
    /// Delimiter of a text file; detected when absent.
    pub delimiter: Option<char>,
    /// Encoding of a text file; detected when absent.
    pub encoding: Option<String>,
    /// Name of a column that is added and holds the place of each row.
    pub numbered: Option<String>,
    /// Unit of the column that is read as `minutes`.
    pub minutes_in: TimeUnit,
    /// Decimal mark of numbers: `.` or `,`.
    pub decimal: char,
    /// `strptime` pattern of dates, such as `%d.%m.%Y`; ISO 8601 when absent.
    pub date_format: Option<String>,
    /// Texts that mean missing, besides the empty cell.
    pub missing: Vec<String>,
    /// Contract column → column of the file.
    pub columns: BTreeMap<String, String>,
    /// Contract column → what is put before each of its ids.
    pub prefixes: BTreeMap<String, String>,
    /// Contract column → the same value for every row.
    pub constants: BTreeMap<String, String>,
    /// Contract column → text in the file → text of the contract.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Day of the export; of two that hold the same row the later one wins. Read from the file's name when absent.
    pub exported_on: Option<Date>,
    /// Days after which a new export is expected.
    pub expect_every_days: Option<u64>,
    /// Column of the file → texts; rows with another text are not this source's business.
    pub keep: BTreeMap<String, Vec<String>>,
    /// Instrument of a survey.
    pub instrument: Option<String>,
    /// Columns of the file that make up a code which people gave themselves, in place of a person's id.
    pub code: Vec<String>,
    /// Columns of the file with the moments at which a form was begun and sent off.
    pub times: Option<(String, String)>,
    /// What is known of a person → column of the file: read to propose links, and kept nowhere.
    pub link_by: BTreeMap<String, String>,
    /// Columns of the file that make up a person's name: kept in the vault alone, for lists that staff act on.
    pub name: Vec<String>,
    /// Open question → columns of the file with the themes that coders gave its answer, the coder who counts first.
    pub codes: BTreeMap<String, Vec<String>>,
    /// `mentor` or `mentee`, or both → column of the file: by whom the match is found, where the file has no id of it.
    pub match_by: BTreeMap<String, String>,
    /// Items that this file's form does not have.
    pub not_asked: Vec<String>,
    /// One row per respondent (wide) or per answer (long).
    pub shape: Shape,
    /// Wide sources: item, outcome or attribute id → column of the file; every item of the instrument has one.
    pub spread: BTreeMap<String, String>,
}

/// Shape of a survey, outcome or attribute file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One row per value.
    #[default]
    Long,
    /// One row per person (and wave), a column per value.
    Wide,
}

/// `[identity]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Differences between two ids that do not matter.
    pub same_id: Vec<SameId>,
    /// Which of two forms of one person in one wave counts.
    pub duplicates: Duplicates,
}

/// A difference between two ids that does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameId {
    /// Two ways to write one letter.
    Unicode,
    /// Capitals and spaces in an e-mail address.
    Email,
    /// Capitals in any id.
    Case,
    /// Spaces within any id.
    Spaces,
    /// Zeros at the start of a number.
    Zeros,
}

/// Which of two forms of one person in one wave counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duplicates {
    /// The last one in the file.
    Last,
    /// The first one in the file.
    First,
    /// The one with most answers; of two alike the last.
    MostComplete,
}

/// Unit of a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Minutes.
    #[default]
    Minutes,
    /// Hours.
    Hours,
}

/// `[[instruments]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// Short name.
    pub id: String,
    /// Name as the reader knows it.
    pub title: String,
    /// Version: a change breaks the trend.
    pub version: String,
    /// Who answers: `mentee`, `mentor`, `parent`, `teacher`, `manager` or `staff`.
    pub role: String,
    /// Items.
    pub items: Vec<Item>,
    /// Scales.
    pub scales: Vec<Scale>,
    /// Waves in which everyone in the role is asked, for the response rate.
    pub waves: Vec<String>,
    /// Text in the file → why there is no answer.
    pub states: BTreeMap<String, String>,
}

/// `[[instruments.items]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Short name, also the default name of its column in a wide file.
    pub id: String,
    /// What the item asks, in the program's own words; ours never hold item wording.
    pub title: Option<String>,
    /// What the item is.
    pub kind: ItemKind,
    /// Lowest answer; 0, like `maximum`, for an open answer.
    pub minimum: f64,
    /// Highest answer.
    pub maximum: f64,
    /// Labels of the answers from `minimum` up; recognised in the file as well as numbers.
    pub labels: Vec<String>,
    /// The question whose boxes belong together.
    pub question: Option<String>,
    /// The text of a box, where a cell lists all that are ticked.
    pub ticked: Option<String>,
    /// Item → its answers after which this one is asked; everybody is asked when it is empty.
    pub asked_when: BTreeMap<String, Vec<String>>,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Part of a scale.
    Rating,
    /// A satisfaction question, reported as share of the top answers.
    Satisfaction,
    /// "How likely are you to recommend …", 0 to 10.
    Nps,
    /// A box to tick: 1 when it is, 0 when it is not.
    Checkbox,
    /// An open answer.
    Text,
}

/// `[[instruments.scales]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Short name; the same on two instruments means the same construct.
    pub id: String,
    /// Name as the reader knows it.
    pub title: String,
    /// What the scale is for.
    pub kind: ScaleKind,
    /// Items, each one of the instrument's.
    pub items: Vec<String>,
    /// Items whose answers point the other way: `x' = minimum + maximum − x`.
    pub reverse: Vec<String>,
    /// Share of the items that must be answered for a score.
    pub minimum_answered: f64,
    /// How items become a score.
    pub score: ScoreRule,
    /// Score below which the program takes a relationship to be at risk.
    pub at_risk_below: Option<f64>,
    /// Reliability of the score: test–retest, or else alpha, from the manual.
    pub reliability: Option<f64>,
    /// Standard deviation of the score in a reference sample.
    pub reference_deviation: Option<f64>,
    /// Which direction is good.
    pub better: Better,
}

/// What a scale is for: which measures pick it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleKind {
    /// A skill or attitude that may grow.
    Skill,
    /// Quality of the relationship.
    Relationship,
    /// What is expected of the match; compared between mentor and mentee.
    Expectation,
}

/// How items become a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreRule {
    /// Mean of the answered items.
    Mean,
    /// Mean of the answered items times the number of items.
    Sum,
}

/// Which direction of a number is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither.
    Neither,
}

/// `[[outcomes]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Short name, such as `gpa`.
    pub id: String,
    /// Name as the reader knows it.
    pub title: String,
    /// Domain.
    pub domain: Domain,
    /// Unit, such as `grade points`.
    pub unit: String,
    /// Lowest possible value.
    pub minimum: Option<f64>,
    /// Highest possible value.
    pub maximum: Option<f64>,
    /// Which direction is good.
    pub better: Better,
}

/// Domain of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// School.
    Academic,
    /// Work.
    Career,
    /// Behaviour.
    Behaviour,
    /// Wellbeing.
    Wellbeing,
}

/// `[[alignment]]`: two scales about the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct AlignmentPair {
    /// Short name.
    pub id: String,
    /// Name as the reader knows it.
    pub title: String,
    /// The mentor's side: `instrument.scale`.
    pub mentor: ScaleRef,
    /// The mentee's side: `instrument.scale`.
    pub mentee: ScaleRef,
    /// Wave in which they are compared.
    pub wave: String,
}

/// `instrument.scale`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleRef {
    /// Instrument id.
    pub instrument: String,
    /// Scale id.
    pub scale: String,
}

/// `[[segments]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Dimension, such as `site`.
    pub id: String,
    /// Name as the reader knows it.
    pub title: String,
    /// Where the level comes from: `people.site`, `matches.mode`, `attributes.grade`.
    pub from: String,
    /// Declared as primary before the data was seen; others are labelled exploratory.
    pub primary: bool,
    /// Other segments: gaps between these groups are also shown among those who are alike in them.
    pub adjust: Vec<String>,
}

/// `[[populations]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// Segment, such as `gender`.
    pub segment: String,
    /// One of its levels.
    pub level: String,
    /// Share of the level among all who are eligible.
    pub share: f64,
    /// Who counted.
    pub source: Option<String>,
}

/// `[[targets]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Measure, such as `satisfaction_mentee`.
    pub measure: String,
    /// Answer, such as `top_box`; the measure's first one when absent.
    pub answer: Option<String>,
    /// Scale, item or outcome, when the measure has several.
    pub subject: Option<String>,
    /// Value in the answer's own unit: a share is 0 to 1.
    pub value: f64,
    /// Whether the estimate should be at least or at most the value.
    pub at_most: bool,
    /// Who set it.
    pub source: Option<String>,
    /// When it was set.
    pub set_on: Option<Date>,
}

/// `[analysis]`
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// Confidence level of every interval.
    pub confidence: f64,
    /// Measures that were declared primary.
    pub primary: Vec<String>,
    /// Correction for many tests.
    pub correction: Correction,
    /// Wave that counts as before.
    pub baseline_wave: String,
    /// Wave that counts as after.
    pub followup_wave: String,
    /// Wave in which people look back at how they were before.
    pub retrospective_wave: Option<String>,
    /// Measures that are computed on request only.
    pub also: Vec<String>,
    /// Arm that others are compared with.
    pub reference_arm: Option<String>,
    /// Cut-off date; the newest date in the data when absent.
    pub as_of: Option<Date>,
}

/// Correction for many tests, within a family of measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Benjamini–Hochberg false discovery rate.
    BenjaminiHochberg,
    /// Benjamini–Yekutieli false discovery rate, whatever the tests have to do with one another.
    BenjaminiYekutieli,
    /// Holm family-wise error rate.
    Holm,
    /// None; said in the report.
    None,
}

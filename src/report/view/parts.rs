//! The parts of a page.

use serde::Serialize;

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Page {
    /// The language of the page: `es-MX`.
    pub(in crate::report) language: String,
    /// Which way it is written: `ltr` or `rtl`.
    pub(in crate::report) direction: &'static str,
    /// Class of the page: how much it shows.
    pub(in crate::report) class: &'static str,
    pub(in crate::report) title: String,
    pub(in crate::report) kicker: String,
    pub(in crate::report) heading: String,
    pub(in crate::report) lede: Vec<String>,
    /// What kind of evaluation it is.
    pub(in crate::report) facts: Vec<Aside>,
    pub(in crate::report) alarms: Vec<String>,
    /// How to read the numbers.
    pub(in crate::report) reading: String,
    pub(in crate::report) cards: Vec<Card>,
    pub(in crate::report) contents: Vec<Link>,
    pub(in crate::report) parts: Vec<Part>,
    pub(in crate::report) footer: Footer,
    /// The program's logo, as an address that holds it; empty without one.
    pub(in crate::report) logo: String,
    pub(in crate::report) theme: String,
    pub(in crate::report) style: String,
}

/// A part of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(in crate::report) enum Part {
    Section(Section),
    Families { families: Vec<Section> },
    Targets(Targets),
    LogicModel(LogicModel),
    Quality(Quality),
    Methods(Methods),
    Limits { limits: Vec<String> },
    Glossary { glossary: Vec<Aside> },
}

/// Where the numbers come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Footer {
    pub(in crate::report) lines: Vec<String>,
    /// The files that were read, with their fingerprints.
    pub(in crate::report) inputs: Option<Table>,
}

/// A headline number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Card {
    pub(in crate::report) value: String,
    pub(in crate::report) unit: String,
    pub(in crate::report) what: String,
    /// Interval and n.
    pub(in crate::report) detail: String,
    pub(in crate::report) status: Option<Status>,
    /// Section that it is from.
    pub(in crate::report) link: String,
}

/// How a target stands: a sign, a word and a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Status {
    pub(in crate::report) sign: String,
    pub(in crate::report) word: String,
    pub(in crate::report) class: String,
    pub(in crate::report) target: String,
}

/// A line of the contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Link {
    pub(in crate::report) id: String,
    pub(in crate::report) name: String,
    /// The number that the part is known for.
    pub(in crate::report) number: Option<String>,
}

/// The targets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Targets {
    pub(in crate::report) say: String,
    /// `3 of 6 met`, for the contents.
    #[serde(skip)]
    pub(in crate::report) number: String,
    pub(in crate::report) figure: Option<Figure>,
    /// Empty where the drawing says it all.
    pub(in crate::report) rows: Vec<TargetRow>,
}

/// One target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct TargetRow {
    pub(in crate::report) measure: String,
    pub(in crate::report) actual: String,
    pub(in crate::report) interval: String,
    pub(in crate::report) n: String,
    pub(in crate::report) status: Status,
    pub(in crate::report) source: String,
}

/// How the program is meant to work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct LogicModel {
    pub(in crate::report) stages: Vec<LogicStage>,
}

/// A column of the logic model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct LogicStage {
    pub(in crate::report) name: String,
    pub(in crate::report) steps: Vec<Step>,
}

/// A step, with the measures that show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Step {
    pub(in crate::report) text: String,
    pub(in crate::report) indicators: Vec<Indicator>,
}

/// A measure in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Indicator {
    pub(in crate::report) measure: String,
    /// Empty where there is no number.
    pub(in crate::report) number: String,
    /// Interval and n, or why there is no number.
    pub(in crate::report) detail: String,
    pub(in crate::report) status: Option<Status>,
    /// Measure that it leads to; the report as a whole where the page does not tell it.
    pub(in crate::report) link: String,
}

/// A family of measures, or another part that is made of drawings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Section {
    pub(in crate::report) id: String,
    pub(in crate::report) name: String,
    /// The number that the contents show beside the name.
    #[serde(skip)]
    pub(in crate::report) number: Option<String>,
    pub(in crate::report) kicker: String,
    pub(in crate::report) heading: String,
    pub(in crate::report) says: Vec<String>,
    pub(in crate::report) blocks: Vec<Block>,
    /// Small drawings side by side.
    pub(in crate::report) gallery: Vec<Figure>,
    /// Several measures in one table.
    pub(in crate::report) table: Option<Table>,
    /// What people wrote, in their own words.
    pub(in crate::report) quotes: Option<Quoted>,
    /// Measures of which only a sentence is shown.
    pub(in crate::report) more: Vec<More>,
}

/// Quotes, and how they came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Quoted {
    pub(in crate::report) intro: String,
    pub(in crate::report) themes: Vec<QuotedTheme>,
}

/// The quotes of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct QuotedTheme {
    pub(in crate::report) name: String,
    pub(in crate::report) lines: Vec<QuoteLine>,
}

/// A quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct QuoteLine {
    pub(in crate::report) text: String,
    /// Part of its writer in the program; nothing else is said of them.
    pub(in crate::report) who: String,
}

/// A measure in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct More {
    pub(in crate::report) id: String,
    pub(in crate::report) title: String,
    pub(in crate::report) say: String,
}

/// How a measure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::report) enum Style {
    /// Over the whole width, with remarks in the margin.
    Lead,
    /// Beside another one, with a small drawing.
    Tile,
    /// Its first sentence; the rest on demand.
    Folded,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Block {
    pub(in crate::report) id: String,
    pub(in crate::report) style: Style,
    /// Heading; absent when the section's says it all.
    pub(in crate::report) heading: Option<String>,
    /// The measure's question, where no heading asks it.
    pub(in crate::report) question: Option<String>,
    /// Its number, where a drawing would have a single mark.
    pub(in crate::report) stat: Option<Card>,
    pub(in crate::report) says: Vec<String>,
    pub(in crate::report) figures: Vec<Figure>,
    pub(in crate::report) limits: Vec<String>,
    pub(in crate::report) groups: Option<Groups>,
    /// Remarks in the margin.
    pub(in crate::report) aside: Vec<Aside>,
    pub(in crate::report) computed: Computed,
}

/// The numbers of a measure, and how they were computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Computed {
    pub(in crate::report) tables: Vec<Table>,
    pub(in crate::report) remarks: Vec<Aside>,
    /// The query that gives the rows.
    pub(in crate::report) sql: Option<String>,
}

/// Results by group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Groups {
    pub(in crate::report) summary: String,
    /// Which groups differ from the others.
    pub(in crate::report) says: Vec<String>,
    pub(in crate::report) figures: Vec<Figure>,
    pub(in crate::report) tables: Vec<Table>,
}

/// A drawing in two widths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Figure {
    /// Heading, where a measure has several drawings.
    pub(in crate::report) heading: Option<String>,
    /// Absent for a small drawing.
    pub(in crate::report) wide: Option<String>,
    pub(in crate::report) narrow: String,
    pub(in crate::report) caption: String,
}

/// A remark beside a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Aside {
    pub(in crate::report) title: String,
    pub(in crate::report) text: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Table {
    pub(in crate::report) caption: String,
    pub(in crate::report) columns: Vec<String>,
    pub(in crate::report) groups: Vec<Group>,
}

/// Rows with a common heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Group {
    pub(in crate::report) name: Option<String>,
    pub(in crate::report) rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(in crate::report) struct Row {
    /// Name within the page, for links to a number.
    pub(in crate::report) id: Option<String>,
    pub(in crate::report) head: String,
    pub(in crate::report) cells: Vec<String>,
    /// Stands in place of the cells: hidden, or not computed.
    pub(in crate::report) message: Option<String>,
    pub(in crate::report) note: Option<String>,
}

/// How good the data are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Quality {
    pub(in crate::report) says: Vec<String>,
    pub(in crate::report) sources: Table,
    pub(in crate::report) problems: Vec<Problem>,
    /// True where the problems stand in a fold.
    pub(in crate::report) folded: bool,
    pub(in crate::report) blocks: Vec<Block>,
    pub(in crate::report) more: Vec<More>,
    pub(in crate::report) hidden: String,
    pub(in crate::report) not_measured: Vec<Aside>,
}

/// A rule that rows broke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Problem {
    pub(in crate::report) rule: String,
    pub(in crate::report) cost: String,
    pub(in crate::report) place: String,
    pub(in crate::report) count: String,
    pub(in crate::report) examples: Vec<String>,
    pub(in crate::report) hint: String,
}

/// Methods, limits, glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct Methods {
    pub(in crate::report) statistics: Vec<Aside>,
    pub(in crate::report) correction: String,
    pub(in crate::report) levels: Vec<Aside>,
    pub(in crate::report) privacy: Vec<String>,
    /// Every measure that the edition shows: what it counts, what is missing, where it comes from.
    pub(in crate::report) definitions: Vec<Aside>,
}

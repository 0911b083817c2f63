//! The parts of a page.

use serde::Serialize;

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Page {
    pub(in crate::report) title: String,
    pub(in crate::report) kicker: String,
    pub(in crate::report) heading: String,
    pub(in crate::report) lede: Vec<String>,
    pub(in crate::report) alarms: Vec<String>,
    /// How to read the numbers.
    pub(in crate::report) reading: String,
    pub(in crate::report) cards: Vec<Card>,
    pub(in crate::report) contents: Vec<Link>,
    pub(in crate::report) targets: Option<Targets>,
    pub(in crate::report) sections: Vec<Section>,
    pub(in crate::report) quality: Quality,
    pub(in crate::report) methods: Methods,
    pub(in crate::report) footer: Vec<String>,
    /// The program's logo, as an address that holds it; empty without one.
    pub(in crate::report) logo: String,
    pub(in crate::report) theme: String,
    pub(in crate::report) style: String,
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
}

/// The targets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Targets {
    pub(in crate::report) say: String,
    pub(in crate::report) figure: Option<Figure>,
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

/// A family of measures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Section {
    pub(in crate::report) id: String,
    pub(in crate::report) name: String,
    pub(in crate::report) kicker: String,
    pub(in crate::report) heading: String,
    pub(in crate::report) blocks: Vec<Block>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::report) struct Block {
    pub(in crate::report) id: String,
    /// True for a measure in the second row: its first sentence is shown, the rest on demand.
    pub(in crate::report) folded: bool,
    /// Heading; absent when the section's says it all.
    pub(in crate::report) heading: Option<String>,
    /// The measure's question, where no heading asks it.
    pub(in crate::report) question: Option<String>,
    pub(in crate::report) says: Vec<String>,
    pub(in crate::report) figures: Vec<Figure>,
    pub(in crate::report) limits: Vec<String>,
    pub(in crate::report) tables: Vec<Table>,
    pub(in crate::report) groups: Option<Groups>,
    pub(in crate::report) aside: Vec<Aside>,
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
    pub(in crate::report) wide: String,
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
    pub(in crate::report) blocks: Vec<Block>,
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
    pub(in crate::report) limits: Vec<String>,
    pub(in crate::report) glossary: Vec<Aside>,
}

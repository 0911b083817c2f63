//! Charts: a measure's findings and series become one drawing.
//!
//! A chart takes numbers that are computed, labels that are written, and a width; it gives an `<svg>` and
//! the sentence under it. It computes nothing but positions. Each one draws a wide and a narrow variant, so
//! no text shrinks on a phone; shows n and the interval; says what is hidden or not computed; and carries
//! its meaning in shapes, dashes and words beside colour.
//!
//! To add one: a file here with `pub(super) const CHART: Chart`, its line in [`CHARTS`], a case in
//! `tests/cases.rs`.

use std::collections::BTreeMap;

use crate::inference::{Finding, SeriesPoint};
use crate::measures::Kpi;

use super::language::{Language, say};
use super::theme::Theme;

mod bars;
mod bland_altman;
mod bullet;
mod calendar;
mod contrast_dots;
mod dumbbell;
mod flow;
mod funnel;
mod group_dots;
mod histogram;
mod incidence;
mod likert;
mod paired_dots;
mod parts;
mod slopes;
mod survival;
#[cfg(test)]
pub(crate) mod tests;
mod themes;
mod totals;
mod trend;

/// Every chart, in alphabetical order.
pub const CHARTS: &[Chart] = &[
    bars::CHART,
    bland_altman::CHART,
    bullet::CHART,
    calendar::CHART,
    contrast_dots::CHART,
    dumbbell::CHART,
    flow::CHART,
    funnel::CHART,
    group_dots::CHART,
    histogram::CHART,
    incidence::CHART,
    likert::CHART,
    paired_dots::CHART,
    slopes::CHART,
    survival::CHART,
    themes::CHART,
    totals::CHART,
    trend::CHART,
];

/// The chart of a name, as a measure's header gives it.
pub fn chart(name: &str) -> Option<&'static Chart> {
    CHARTS.iter().find(|chart| chart.name == name)
}

/// One kind of chart.
#[derive(Debug, Clone, Copy)]
pub struct Chart {
    /// Name, as in a measure's `chart:` header.
    pub name: &'static str,
    /// What it shows, for help texts.
    pub about: &'static str,
    /// Designs whose answers it can draw.
    pub accepts: &'static [&'static str],
    /// Draws; nothing when every number is hidden or undefined, so that the page says so in words.
    pub draw: fn(&ChartData<'_>, &Theme, Width) -> Result<Option<Drawing>, ChartError>,
}

/// Width of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 680 pixels: a screen or paper.
    Wide,
    /// 340 pixels: a phone.
    Narrow,
}

impl Width {
    /// Pixels.
    pub fn pixels(self) -> f64 {
        match self {
            Width::Wide => 680.0,
            Width::Narrow => 340.0,
        }
    }
}

/// A finished drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// A complete `<svg>` for a page, `role="img"`, with title and description.
    pub svg: String,
    /// How to read the drawing and what it leaves out, for the caption.
    pub caption: Option<String>,
}

/// Why a chart could not be drawn; each one is a fault of ours, never of the data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// plotters refused a mark, or wrote what we do not understand.
    #[error("the drawing library failed: {0}")]
    Backend(String),
    /// A position is no finite number, or far outside the drawing.
    #[error("a chart's position is not a finite number")]
    NotFinite,
}

/// What a chart draws from.
#[derive(Debug, Clone)]
pub struct ChartData<'a> {
    /// Accessible name of the drawing; escaped here.
    pub title: &'a str,
    /// The drawing in a sentence, for who cannot see it; escaped here.
    pub description: &'a str,
    /// The measure; none in a chart across measures, such as the targets.
    pub kpi: Option<&'a Kpi>,
    /// Findings, the headline answer first, in the slices that are to be shown.
    pub findings: Vec<&'a Finding>,
    /// Series of the same slices.
    pub series: Vec<&'a SeriesPoint>,
    /// Names for ids.
    pub labels: &'a Labels,
    /// What a match promises to last.
    pub commitment_days: Option<f64>,
    /// What a match promises, in the measure's own unit.
    pub promised: Option<f64>,
    /// Curves end where fewer are followed.
    pub min_at_risk: u64,
}

impl<'a> ChartData<'a> {
    /// The language of the drawing.
    pub fn language(&self) -> &'a Language {
        &self.labels.language
    }
}

/// Names for ids, as the plan gives them; an id without a name is made readable.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labels {
    /// The language that drawings are labelled in.
    pub language: Language,
    /// Measure → title.
    pub measures: BTreeMap<String, String>,
    /// Scale, item, outcome, alignment pair → title.
    pub subjects: BTreeMap<String, String>,
    /// Dimension of a segment → title.
    pub dimensions: BTreeMap<String, String>,
    /// Level of a segment → title.
    pub levels: BTreeMap<String, String>,
    /// Terms and their titles, in order of time.
    pub terms: Vec<(String, String)>,
    /// Cause, stage, kind, arm, wave, role → title.
    pub words: BTreeMap<String, String>,
    /// Subject → labels of its answers from the lowest up.
    pub answers: BTreeMap<String, Vec<String>>,
    /// Subject → lowest and highest possible value.
    pub ranges: BTreeMap<String, (f64, f64)>,
}

impl Labels {
    /// Title of a measure.
    pub fn measure(&self, id: &str) -> String {
        self.measures.get(id).cloned().unwrap_or_else(|| readable(id))
    }

    /// Title of a subject; `gpa at followup` is an outcome and its wave.
    pub fn subject(&self, id: &str) -> String {
        if let Some(title) = self.subjects.get(id) {
            return title.clone();
        }
        match id.split_once(" at ") {
            Some((subject, wave)) => {
                format!("{}, {}", self.subject(subject), self.word(wave).to_lowercase())
            }
            None => self.word(id),
        }
    }

    /// Title of a dimension.
    pub fn dimension(&self, id: &str) -> String {
        self.dimensions.get(id).cloned().unwrap_or_else(|| readable(id))
    }

    /// Title of a segment's level.
    pub fn level(&self, id: &str) -> String {
        let known = self.levels.get(id).cloned().or_else(|| self.language.level(id));
        known.unwrap_or_else(|| readable(id))
    }

    /// Title of a term.
    pub fn term(&self, id: &str) -> String {
        let found = self.terms.iter().find(|(term, _)| term == id);
        found.map_or_else(|| readable(id), |(_, title)| title.clone())
    }

    /// Title of a cause, stage, kind, arm, wave or role.
    pub fn word(&self, id: &str) -> String {
        let known = self.words.get(id).cloned().or_else(|| self.language.subject(id));
        known.unwrap_or_else(|| readable(id))
    }

    /// A contrast in words: `mentee vs control` → `mentees vs comparison group`.
    pub fn contrast(&self, contrast: &str) -> String {
        let sides = contrast.split(" vs ").map(|side| self.word(side));
        let joined = sides.reduce(|one, two| say!(self.language, "versus", one = one, two = two));
        joined.unwrap_or_default()
    }

    /// Lowest and highest possible value of a subject.
    pub fn range(&self, subject: &str) -> Option<(f64, f64)> {
        let outcome = || subject.split_once(" at ").and_then(|(id, _)| self.ranges.get(id));
        self.ranges.get(subject).or_else(outcome).copied()
    }
}

/// `career_placement` → `Career placement`.
fn readable(id: &str) -> String {
    let spaced = id.replace('_', " ");
    let mut characters = spaced.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => spaced,
    }
}

/// The level of confidence of the findings' intervals: `95 % intervals`.
fn intervals(data: &ChartData<'_>) -> String {
    say!(data.language(), "intervals", level = level(data))
}

/// The same of one: `95 % interval`.
fn interval(data: &ChartData<'_>) -> String {
    say!(data.language(), "interval", level = level(data))
}

fn level(data: &ChartData<'_>) -> String {
    let level = data.findings.first().map_or(0.95, |finding| finding.confidence);
    data.language().confidence(level)
}

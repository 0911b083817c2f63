//! What the cases are made of: a measure, findings, points, labels.

use crate::inference::{Finding, SeriesPoint};
use crate::measures::Kpi;

use crate::report::charts::{ChartData, Labels};

/// What one chart is drawn from in the tests.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) chart: &'static str,
    pub(crate) kpi: Kpi,
    pub(crate) findings: Vec<Finding>,
    pub(crate) series: Vec<SeriesPoint>,
    pub(crate) labels: Labels,
}

impl Case {
    pub(crate) fn data(&self) -> ChartData<'_> {
        ChartData {
            title: "A chart <of> \"fixtures\" & names",
            description: "What it shows, in a sentence.",
            kpi: Some(&self.kpi),
            findings: self.findings.iter().collect(),
            series: self.series.iter().collect(),
            labels: &self.labels,
            commitment_days: Some(273.9375),
            promised: Some(4.0),
            min_at_risk: 10,
        }
    }
}

pub(crate) fn kpi(id: &str, unit: &str) -> Kpi {
    Kpi {
        id: id.into(),
        title: "Share of matches that kept their promise".into(),
        question: String::new(),
        family: "fixture".into(),
        rba: "how_well".into(),
        unit: unit.into(),
        grain: String::new(),
        scale: String::new(),
        better: "higher".into(),
        missing: String::new(),
        design: String::new(),
        chart: String::new(),
        claim: "L1".into(),
        version: "1".into(),
        cite: String::new(),
        keys: std::collections::BTreeMap::new(),
        sql: String::new(),
        own: false,
    }
}

/// A finding: estimate, lower and upper end, n.
pub(crate) fn finding(
    answer: &str,
    subject: Option<&str>,
    unit: &str,
    (estimate, low, high): (f64, f64, f64),
    n: u64,
) -> Finding {
    Finding {
        measure: "fixture".into(),
        family: "fixture".into(),
        subject: subject.map(Into::into),
        answer: answer.into(),
        contrast: None,
        program_id: "riverbend".into(),
        term_id: "all".into(),
        dimension: "all".into(),
        level: "all".into(),
        n: Some(n),
        n_missing: Some(3),
        n_excluded: Some(0),
        n_clusters: None,
        estimate: Some(estimate),
        low: Some(low),
        high: Some(high),
        confidence: 0.95,
        unit: unit.into(),
        method: "fixture".into(),
        statistic: None,
        df: None,
        p_value: None,
        p_adjusted: None,
        effect_kind: None,
        effect: None,
        effect_low: None,
        effect_high: None,
        target: None,
        target_status: None,
        claim_level: "L1".into(),
        suppressed: None,
        notes: None,
    }
}

/// The same finding, its numbers withheld.
pub(crate) fn hidden(finding: Finding) -> Finding {
    Finding {
        n: None,
        estimate: None,
        low: None,
        high: None,
        effect: None,
        suppressed: Some("fewer than 10".into()),
        ..finding
    }
}

pub(crate) fn at_level(finding: Finding, dimension: &str, level: &str) -> Finding {
    Finding { dimension: dimension.into(), level: level.into(), ..finding }
}

pub(crate) fn in_term(finding: Finding, term: &str) -> Finding {
    Finding { term_id: term.into(), ..finding }
}

pub(crate) fn with_target(finding: Finding, target: f64, status: &str) -> Finding {
    Finding { target: Some(target), target_status: Some(status.into()), ..finding }
}

/// A point: label, position, height, n.
pub(crate) fn point(
    series: &str,
    subject: Option<&str>,
    label: Option<&str>,
    (x, y): (f64, f64),
    n: u64,
) -> SeriesPoint {
    SeriesPoint {
        measure: "fixture".into(),
        subject: subject.map(Into::into),
        term_id: "all".into(),
        dimension: "all".into(),
        level: "all".into(),
        series: series.into(),
        label: label.map(Into::into),
        x: Some(x),
        y: Some(y),
        low: None,
        high: None,
        n: Some(n),
    }
}

fn pairs(list: &[(&str, &str)]) -> std::collections::BTreeMap<String, String> {
    list.iter().map(|(id, title)| ((*id).to_owned(), (*title).to_owned())).collect()
}

pub(crate) fn labels() -> Labels {
    let range = |id: &str, low: f64, high: f64| (id.to_owned(), (low, high));
    let answers = |words: [&str; 5]| words.map(str::to_owned).to_vec();
    Labels {
        language: crate::report::Language::english(),
        measures: pairs(&[("kept", "Matches that kept their promise")]),
        subjects: pairs(&[
            ("belonging", "Belonging at school"),
            ("efficacy", "Self-efficacy"),
            ("length", "How long the match will last"),
            ("first_step", "Who takes the first step"),
            ("listens", "My mentor listens to me"),
            ("anything", "I can tell my mentor anything, even when I am upset about something"),
        ]),
        dimensions: pairs(&[("mode", "Setting"), ("site", "Site")]),
        levels: pairs(&[("school", "School-based"), ("community", "Community")]),
        terms: ["Autumn 2023", "Spring 2024", "Autumn 2024", "Spring 2025"]
            .iter()
            .zip(["a23", "s24", "a24", "s25"])
            .map(|(title, id)| (id.to_owned(), (*title).to_owned()))
            .collect(),
        words: pairs(&[
            ("moved", "Moved away"),
            ("control", "Comparison group"),
            ("mentee", "Mentees"),
        ]),
        answers: ["length", "first_step"]
            .map(|id| {
                let words = ["not at all", "a little", "somewhat", "much", "very much"];
                (id.to_owned(), answers(words))
            })
            .into_iter()
            .chain(["listens", "anything", "fun"].map(|id| {
                (id.to_owned(), answers(["Never", "Rarely", "Sometimes", "Often", "Always"]))
            }))
            .collect(),
        ranges: ["belonging", "efficacy", "length", "first_step", "listens", "anything", "fun"]
            .map(|id| range(id, 1.0, 5.0))
            .into_iter()
            .collect(),
    }
}

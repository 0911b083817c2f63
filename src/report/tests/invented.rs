//! A program with findings for every measure, all pointing one way.

use std::path::Path;

use crate::inference::{Finding, SeriesPoint};
use crate::measures::{Kpi, catalogue};
use crate::plan::{EvaluationDesign, Plan, Vocabulary};
use crate::report::{ReportInput, RunFacts};
use crate::warehouse::{Ledger, SourceEntry, ViolationCount};

/// Which way every finding points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Unclear,
    Absent,
    Hidden,
}

impl Way {
    pub(super) const ALL: [Way; 5] = [Way::Up, Way::Down, Way::Unclear, Way::Absent, Way::Hidden];
}

pub(super) struct Invented {
    pub(super) plan: Plan,
    pub(super) kpis: Vec<Kpi>,
    pub(super) findings: Vec<Finding>,
    pub(super) series: Vec<SeriesPoint>,
    pub(super) ledger: Ledger,
}

const PLAN: &str = r#"
[program]
id = "invented"
name = "Invented"

[commitment]
months = 9
meetings_per_month = 4

[[outcomes]]
id = "profit"
title = "weekly profit"
domain = "career"
unit = "shillings a week"

[[segments]]
id = "site"
title = "Site"
from = "people.site"
primary = true

[[targets]]
measure = "completion"
at_least = 0.7
source = "board"

[[logic_model]]
stage = "long_term"
text = "Young people find their way"

[[logic_model]]
stage = "outputs"
text = "Matches last"
measures = ["completion"]
"#;

impl Invented {
    pub(super) fn new(design: EvaluationDesign, level: &str, way: Way) -> Self {
        let dir = Path::new("invented");
        let mut plan = Plan::parse(PLAN, "mentorlens.toml", dir, &Vocabulary::default())
            .expect("the invented plan is right");
        plan.program.design = design;
        let kpis = catalogue(None).expect("the built-in measures are right");
        let mut findings = Vec::new();
        let mut series = Vec::new();
        for kpi in &kpis {
            for (answer, unit, contrast) in answers(kpi) {
                let one = finding(kpi, answer, unit, level);
                let one = Finding { contrast: contrast.map(str::to_owned), ..one };
                for place in [("all", "all"), ("site", "North")] {
                    let slice = Finding {
                        dimension: place.0.to_owned(),
                        level: place.1.to_owned(),
                        ..one.clone()
                    };
                    findings.push(pointed(slice, way));
                }
            }
            series.extend(points(kpi, way));
        }
        Self { plan, kpis, findings, series, ledger: ledger() }
    }

    pub(super) fn input(&self) -> ReportInput<'_> {
        ReportInput {
            brand: crate::report::Brand::default(),
            plan: &self.plan,
            kpis: &self.kpis,
            findings: &self.findings,
            series: &self.series,
            ledger: &self.ledger,
            run: RunFacts::default(),
        }
    }
}

/// Answers of a design with their units and contrasts, the headline first.
fn answers(kpi: &Kpi) -> Vec<(&'static str, &'static str, Option<&'static str>)> {
    match (kpi.design.as_str(), kpi.id.as_str()) {
        ("one_group", "nps") => vec![("nps", "nps", None)],
        ("one_group", "satisfaction_mentee" | "satisfaction_mentor") => {
            vec![("top_box", "share", None), ("mean", "points", None)]
        }
        ("one_group", "relationship_quality" | "goal_t_score") => vec![("mean", "points", None)],
        ("one_group", _) => vec![("share", "share", None)],
        ("paired", _) => vec![
            ("mean_change", "points", None),
            ("wilcoxon", "points", None),
            ("mean_before", "points", None),
            ("mean_after", "points", None),
        ],
        ("duration", "closure_causes") => vec![
            ("incidence_completed_365", "share", None),
            ("incidence_conflict_365", "share", None),
        ],
        ("duration", _) => vec![
            ("survival_180", "share", None),
            ("survival_365", "share", None),
            ("median_days", "days", None),
            ("rmst_365", "days", None),
        ],
        ("rate", _) => vec![("rate", "ratio", None)],
        ("dyad", _) => vec![
            ("mean_gap", "points", None),
            ("icc_agreement", "correlation", None),
            ("share_aligned", "share", None),
            ("mean_mentor", "points", None),
            ("mean_mentee", "points", None),
        ],
        ("comparison", _) => vec![
            ("difference_in_change", "points", Some("mentee vs control")),
            ("difference_in_change", "points", Some("class vs control")),
            ("attrition", "share", Some("mentee vs control")),
        ],
        ("items", _) => vec![("alpha", "correlation", None)],
        ("flow", _) => vec![("reached", "count", Some("enrolled"))],
        _ => vec![("total", "count", None), ("total", "count", Some("skills"))],
    }
}

fn finding(kpi: &Kpi, answer: &str, unit: &str, level: &str) -> Finding {
    let subject = match kpi.design.as_str() {
        "comparison" => Some("profit at month 7".to_owned()),
        "dyad" | "items" => Some("first_step".to_owned()),
        _ => kpi.title.contains("{subject}").then(|| "mentee".to_owned()),
    };
    let target = (kpi.id == "completion").then_some(0.7);
    Finding {
        measure: kpi.id.clone(),
        family: kpi.family.clone(),
        subject,
        answer: answer.to_owned(),
        term_id: "all".to_owned(),
        n: Some(777),
        n_missing: Some(3),
        confidence: 0.95,
        unit: unit.to_owned(),
        method: "mean_t".to_owned(),
        effect_kind: Some("hedges_g".to_owned()),
        effect: Some(0.2),
        target,
        target_status: target.map(|_| "met".to_owned()),
        claim_level: level.to_owned(),
        ..Finding::default()
    }
}

fn pointed(finding: Finding, way: Way) -> Finding {
    let factor = if finding.unit == "days" { 100.0 } else { 1.0 };
    let with = |value: f64, low: f64, high: f64| Finding {
        estimate: Some(value * factor),
        low: Some(low * factor),
        high: Some(high * factor),
        ..finding.clone()
    };
    match way {
        Way::Up => with(0.371, 0.2, 0.413),
        Way::Down => with(-0.371, -0.413, -0.2),
        Way::Unclear => with(0.01, -0.2, 0.2),
        Way::Absent => Finding {
            notes: Some("not computed: needs at least 2 complete pairs, found 1".to_owned()),
            effect: None,
            target_status: None,
            ..finding
        },
        Way::Hidden => Finding {
            n: None,
            n_missing: None,
            effect: None,
            target_status: None,
            suppressed: Some("fewer than 10".to_owned()),
            ..finding
        },
    }
}

/// Points that the charts of a design draw from.
fn points(kpi: &Kpi, way: Way) -> Vec<SeriesPoint> {
    if matches!(way, Way::Absent | Way::Hidden) {
        return Vec::new();
    }
    let point = |series: &str, label: Option<&str>, x: f64, y: f64| SeriesPoint {
        measure: kpi.id.clone(),
        subject: kpi.title.contains("{subject}").then(|| "mentee".to_owned()),
        term_id: "all".to_owned(),
        dimension: "all".to_owned(),
        level: "all".to_owned(),
        series: series.to_owned(),
        label: label.map(str::to_owned),
        x: Some(x),
        y: Some(y),
        n: Some(100),
        ..SeriesPoint::default()
    };
    match (kpi.design.as_str(), kpi.chart.as_str()) {
        ("one_group", "likert") => {
            (1..=5_u8).map(|x| point("distribution", None, f64::from(x), 0.2)).collect()
        }
        ("duration", "survival") => {
            [0.0, 100.0, 365.0].map(|x| point("survival", None, x, 1.0 - x / 1000.0)).to_vec()
        }
        ("duration", _) => ["completed", "conflict"]
            .iter()
            .flat_map(|cause| {
                [100.0, 365.0].map(|x| point("incidence", Some(cause), x, x / 1000.0))
            })
            .collect(),
        ("flow", _) => vec![
            point("flow", Some("enrolled"), 1.0, 1.0),
            SeriesPoint { n: Some(80), ..point("flow", Some("matched"), 2.0, 0.8) },
        ],
        ("amount", _) => vec![point("total", Some("skills"), 1.0, 100.0)],
        _ => Vec::new(),
    }
}

fn ledger() -> Ledger {
    Ledger {
        sources: vec![SourceEntry {
            source: "mentees".to_owned(),
            table: "people".to_owned(),
            rows_in: 12,
            rows_out: 11,
            rows_quarantined: 1,
            ..SourceEntry::default()
        }],
        violations: vec![ViolationCount {
            rule: "missing_key".to_owned(),
            title: "a row has all it takes to know what it is about".to_owned(),
            severity: "error".to_owned(),
            source: "mentees".to_owned(),
            column: Some("person_id".to_owned()),
            count: 1,
            examples: vec!["mentees.csv:3: empty, allowed: a value".to_owned()],
            hint: "fill in the cell in the export".to_owned(),
        }],
    }
}

//! The columns of a family's sheet, each once: title, what it means, width, and what stands in it.

use crate::inference::Finding;
use crate::report::evidence::Evidence;
use crate::report::format::HIDDEN;
use crate::report::labels::{bare_title, capitalised, clean, spaced, typeset};
use crate::report::sentences::{status, target_of};
use crate::report::view::answer_name;

use super::cells::{Cell, scale};

/// A finding and what is known around it.
pub(super) struct Place<'a> {
    pub(super) evidence: &'a Evidence<'a>,
    pub(super) finding: &'a Finding,
}

/// A column.
pub(super) struct Column {
    pub(super) title: &'static str,
    /// The note on its header.
    pub(super) about: &'static str,
    /// In characters.
    pub(super) width: f64,
    pub(super) cell: fn(&Place<'_>) -> Cell,
}

const fn column(
    title: &'static str,
    width: f64,
    about: &'static str,
    cell: fn(&Place<'_>) -> Cell,
) -> Column {
    Column { title, about, width, cell }
}

/// Columns that stay in sight when the sheet is moved sideways.
pub(super) const FROZEN: u16 = 3;

/// All columns in their order: what, for whom, how much, how sure, and the ids for other programs.
pub(super) const COLUMNS: &[Column] = &[
    column("Measure", 32.0, "What is measured.", |at| {
        let kpi = at.evidence.kpi(&at.finding.measure);
        Cell::text(kpi.map_or_else(|| spaced(&at.finding.measure), |kpi| bare_title(&kpi.title)))
    }),
    column("About", 30.0, "Scale, question or outcome, where a measure has several.", |at| {
        let subject = at.finding.subject.as_deref();
        Cell::text(subject.map_or_else(String::new, |id| at.evidence.names.subject_heading(id)))
    }),
    column(
        "Number",
        30.0,
        "Which number of the measure: an average, a share, a change, …",
        |at| {
            let kpi = at.evidence.kpi(&at.finding.measure);
            let better =
                kpi.map_or("", |kpi| at.evidence.names.better(kpi, at.finding.subject.as_deref()));
            Cell::text(answer_name(&at.evidence.names, better, at.finding))
        },
    ),
    column("Term", 18.0, "The term, or all terms together.", |at| {
        Cell::text(match at.finding.term_id.as_str() {
            "all" => "All terms".to_owned(),
            term => at.evidence.names.heading.term(term),
        })
    }),
    column("Split by", 16.0, "What people are grouped by; everyone where they are not.", |at| {
        Cell::text(match at.finding.dimension.as_str() {
            "all" => "Everyone".to_owned(),
            id => capitalised(&at.evidence.names.dimension(id)),
        })
    }),
    column("Group", 22.0, "The group that the number is about.", |at| {
        let is_all = at.finding.dimension == "all";
        Cell::text(if is_all { "Everyone".to_owned() } else { at.evidence.names.level(at.finding) })
    }),
    column(
        "Estimate",
        24.0,
        "The number. A share is a percentage; a change of a share is in percentage points.",
        estimate,
    ),
    column("Low", 11.0, "Lower end of the interval in which we expect the true value.", |at| {
        end(at.finding, at.finding.low)
    }),
    column(
        "High",
        11.0,
        "Upper end of that interval; empty where the data do not reach it.",
        |at| end(at.finding, at.finding.high),
    ),
    column("Unit", 18.0, "What the estimate is counted in.", |at| {
        Cell::text(typeset(scale(at.finding).unit))
    }),
    column("n", 9.0, "Complete units (people, matches, forms) behind the number.", |at| {
        hidden_or(at.finding, Cell::count(at.finding.n))
    }),
    column("Missing", 9.0, "Units with a missing value: left out and counted.", |at| {
        hidden_or(at.finding, Cell::count(at.finding.n_missing))
    }),
    column("Left out", 9.0, "Units left out by a rule that was declared.", |at| {
        hidden_or(at.finding, Cell::count(at.finding.n_excluded))
    }),
    column("Target", 11.0, "What was to be reached.", |at| {
        let scale = scale(at.finding);
        Cell::number(at.finding.target.map(|target| target * scale.factor), scale.form)
    }),
    column("Target is", 12.0, "Met or not met beyond doubt, else uncertain.", |at| {
        Cell::text(status(at.finding).map_or("", |(_, word, _)| word))
    }),
    column("Set by", 18.0, "Who set the target.", |at| {
        let target = target_of(at.evidence.input.plan, at.finding);
        Cell::text(target.and_then(|target| target.source.as_deref()).map_or(String::new(), clean))
    }),
    column("Effect", 9.0, "The size of a change or difference, free of its unit.", |at| {
        effect(at.finding.effect)
    }),
    column("Effect, low", 10.0, "Lower end of the effect's interval.", |at| {
        effect(at.finding.effect_low)
    }),
    column("Effect, high", 10.0, "Upper end of the effect's interval.", |at| {
        effect(at.finding.effect_high)
    }),
    column("Kind of effect", 14.0, "Which effect size; kinds cannot be compared.", |at| {
        Cell::text(at.finding.effect_kind.clone().unwrap_or_default())
    }),
    column("p", 9.0, "How often chance alone would give as much, two-sided.", |at| {
        p_value(at.finding.p_value)
    }),
    column(
        "p, corrected",
        11.0,
        "The same after the correction for many tests; go by this.",
        |at| p_value(at.finding.p_adjusted),
    ),
    column(
        "Claim",
        7.0,
        "What the design permits to say, from L0, a count, to L5, a cause.",
        |at| Cell::text(at.finding.claim_level.clone()),
    ),
    column("Method", 18.0, "Method of the estimate and its interval.", |at| {
        Cell::text(at.finding.method.clone())
    }),
    column("Remarks", 60.0, "Why a number is absent, and what to know about it.", remarks),
    column("Id of measure", 20.0, "As in findings.csv.", |at| Cell::text(&*at.finding.measure)),
    column("Id of subject", 20.0, "As in findings.csv.", |at| {
        Cell::text(at.finding.subject.clone().unwrap_or_default())
    }),
    column("Id of answer", 20.0, "As in findings.csv.", |at| Cell::text(&*at.finding.answer)),
    column("Contrast", 20.0, "As in findings.csv.", |at| {
        Cell::text(at.finding.contrast.clone().unwrap_or_default())
    }),
];

fn estimate(at: &Place<'_>) -> Cell {
    let finding = at.finding;
    let scale = scale(finding);
    match finding.estimate {
        Some(estimate) => Cell::Number(estimate * scale.factor, scale.form),
        None if finding.suppressed.is_some() => Cell::Instead(HIDDEN),
        None if finding.p_value.is_none() => Cell::Instead("not computed"),
        None => Cell::Empty,
    }
}

fn end(finding: &Finding, end: Option<f64>) -> Cell {
    let scale = scale(finding);
    hidden_or(finding, Cell::number(end.map(|end| end * scale.factor), scale.form))
}

/// A number that was withheld says so in a word; the estimate beside it says why.
fn hidden_or(finding: &Finding, cell: Cell) -> Cell {
    if cell == Cell::Empty && finding.suppressed.is_some() { Cell::Instead("hidden") } else { cell }
}

fn effect(effect: Option<f64>) -> Cell {
    Cell::number(effect, "+0.00;-0.00;0.00")
}

fn p_value(p: Option<f64>) -> Cell {
    Cell::number(p, "[<0.001]\"< 0.001\";0.000")
}

fn remarks(at: &Place<'_>) -> Cell {
    let parts = [at.finding.suppressed.as_deref(), at.finding.notes.as_deref()];
    let said: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Cell::text(said.join(" · "))
}

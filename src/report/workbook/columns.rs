//! The columns of a family's sheet, each once: title, what it means, width, and what stands in it.

use crate::inference::Finding;
use crate::report::evidence::Evidence;
use crate::report::labels::{capitalised, clean, spaced, typeset};
use crate::report::language::{Language, say};
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
    /// Names its messages: the title, and the note on its header.
    id: &'static str,
    /// In characters.
    pub(super) width: f64,
    pub(super) cell: fn(&Place<'_>) -> Cell,
}

impl Column {
    pub(super) fn title(&self, language: &Language) -> String {
        language.named("column", self.id).unwrap_or_default()
    }

    /// The note on its header.
    pub(super) fn about(&self, language: &Language) -> String {
        language.named("column-about", self.id).unwrap_or_default()
    }
}

const fn column(id: &'static str, width: f64, cell: fn(&Place<'_>) -> Cell) -> Column {
    Column { id, width, cell }
}

/// Columns that stay in sight when the sheet is moved sideways.
pub(super) const FROZEN: u16 = 3;

/// All columns in their order: what, for whom, how much, how sure, and the ids for other programs.
pub(super) const COLUMNS: &[Column] = &[
    column("measure", 32.0, |at| {
        let kpi = at.evidence.kpi(&at.finding.measure);
        Cell::text(
            kpi.map_or_else(|| spaced(&at.finding.measure), |kpi| at.evidence.names.title(kpi)),
        )
    }),
    column("about", 30.0, |at| {
        let subject = at.finding.subject.as_deref();
        Cell::text(subject.map_or_else(String::new, |id| at.evidence.names.subject_heading(id)))
    }),
    column("number", 30.0, |at| {
        let kpi = at.evidence.kpi(&at.finding.measure);
        let better =
            kpi.map_or("", |kpi| at.evidence.names.better(kpi, at.finding.subject.as_deref()));
        Cell::text(answer_name(&at.evidence.names, better, at.finding))
    }),
    column("term", 18.0, |at| {
        Cell::text(match at.finding.term_id.as_str() {
            "all" => say!(at.evidence.language(), "all-terms"),
            term => at.evidence.names.heading.term(term),
        })
    }),
    column("split-by", 16.0, |at| {
        Cell::text(match at.finding.dimension.as_str() {
            "all" => say!(at.evidence.language(), "everyone"),
            id => capitalised(&at.evidence.names.dimension(id)),
        })
    }),
    column("group", 22.0, |at| {
        let is_all = at.finding.dimension == "all";
        Cell::text(if is_all {
            say!(at.evidence.language(), "everyone")
        } else {
            at.evidence.names.level(at.finding)
        })
    }),
    column("estimate", 24.0, estimate),
    column("low", 11.0, |at| end(at, at.finding.low)),
    column("high", 11.0, |at| end(at, at.finding.high)),
    column("unit", 18.0, |at| {
        Cell::text(typeset(&at.evidence.language().unit(scale(at.finding).unit)))
    }),
    column("n", 9.0, |at| hidden_or(at, Cell::count(at.finding.n))),
    column("missing", 9.0, |at| hidden_or(at, Cell::count(at.finding.n_missing))),
    column("left-out", 9.0, |at| hidden_or(at, Cell::count(at.finding.n_excluded))),
    column("target", 11.0, |at| {
        let scale = scale(at.finding);
        Cell::number(at.finding.target.map(|target| target * scale.factor), scale.form)
    }),
    column("target-is", 12.0, |at| {
        let status = status(at.evidence.language(), at.finding);
        Cell::text(status.map(|(_, word, _)| word).unwrap_or_default())
    }),
    column("set-by", 18.0, |at| {
        let target = target_of(at.evidence.input.plan, at.finding);
        Cell::text(target.and_then(|target| target.source.as_deref()).map_or(String::new(), clean))
    }),
    column("effect", 9.0, |at| effect(at.finding.effect)),
    column("effect-low", 10.0, |at| effect(at.finding.effect_low)),
    column("effect-high", 10.0, |at| effect(at.finding.effect_high)),
    column("kind-of-effect", 14.0, |at| {
        Cell::text(at.finding.effect_kind.clone().unwrap_or_default())
    }),
    column("p", 9.0, |at| p_value(at.finding.p_value)),
    column("p-corrected", 11.0, |at| p_value(at.finding.p_adjusted)),
    column("claim", 7.0, |at| Cell::text(at.finding.claim_level.clone())),
    column("method", 18.0, |at| Cell::text(at.finding.method.clone())),
    column("remarks", 60.0, remarks),
    column("id-of-measure", 20.0, |at| Cell::text(&*at.finding.measure)),
    column("id-of-subject", 20.0, |at| Cell::text(at.finding.subject.clone().unwrap_or_default())),
    column("id-of-answer", 20.0, |at| Cell::text(&*at.finding.answer)),
    column("contrast", 20.0, |at| Cell::text(at.finding.contrast.clone().unwrap_or_default())),
];

fn estimate(at: &Place<'_>) -> Cell {
    let (finding, language) = (at.finding, at.evidence.language());
    let scale = scale(finding);
    match finding.estimate {
        Some(estimate) => Cell::Number(estimate * scale.factor, scale.form),
        None if finding.suppressed.is_some() => Cell::Instead(language.hidden()),
        None if finding.p_value.is_none() => Cell::Instead(say!(language, "not-computed")),
        None => Cell::Empty,
    }
}

fn end(at: &Place<'_>, end: Option<f64>) -> Cell {
    let scale = scale(at.finding);
    hidden_or(at, Cell::number(end.map(|end| end * scale.factor), scale.form))
}

/// A number that was withheld says so in a word; the estimate beside it says why.
fn hidden_or(at: &Place<'_>, cell: Cell) -> Cell {
    if cell == Cell::Empty && at.finding.suppressed.is_some() {
        return Cell::Instead(say!(at.evidence.language(), "hidden-word"));
    }
    cell
}

fn effect(effect: Option<f64>) -> Cell {
    Cell::number(effect, "+0.00;-0.00;0.00")
}

fn p_value(p: Option<f64>) -> Cell {
    Cell::number(p, "[<0.001]\"< 0.001\";0.000")
}

fn remarks(at: &Place<'_>) -> Cell {
    let language = at.evidence.language();
    let parts = [at.finding.suppressed.as_deref(), at.finding.notes.as_deref()];
    let said = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let said: Vec<String> = said.map(|part| language.remarks(part)).collect();
    Cell::text(said.join(" · "))
}

//! The numbers behind a chart, as tables.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::{Evidence, is_overall};
use crate::report::format::NOTHING;
use crate::report::labels::capitalised;
use crate::report::language::{Language, say};
use crate::report::sentences::value_and_interval;

use super::answers::answer_name;
use super::parts::{Group, Row, Table};
use super::slug::slug;

/// Which columns the rows of a table need.
pub(super) struct Columns<'l> {
    language: &'l Language,
    effect: Option<String>,
    p: bool,
    corrected: bool,
    confidence: f64,
    /// Who was left out, test statistic and method as well.
    full: bool,
}

impl<'l> Columns<'l> {
    pub(super) fn of(language: &'l Language, findings: &[&Finding], full: bool) -> Self {
        let mut kinds: Vec<&str> =
            findings.iter().filter_map(|finding| finding.effect_kind.as_deref()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let effect = match kinds.as_slice() {
            [] => None,
            [kind] => Some(effect_name(language, kind)),
            _ => Some(say!(language, "effect-size")),
        };
        Self {
            language,
            effect,
            p: findings.iter().any(|finding| finding.p_value.is_some()),
            corrected: findings.iter().any(|finding| finding.p_adjusted.is_some()),
            confidence: findings.first().map_or(0.95, |finding| finding.confidence),
            full,
        }
    }

    pub(super) fn heads(&self, first: String) -> Vec<String> {
        let language = self.language;
        let mut heads = vec![
            first,
            say!(language, "head-estimate"),
            say!(language, "interval", level = language.confidence(self.confidence)),
            "n".to_owned(),
            say!(language, "head-missing"),
        ];
        heads.extend(self.effect.clone());
        if self.p {
            heads.push("p".to_owned());
        }
        if self.corrected {
            heads.push(say!(language, "head-p-corrected"));
        }
        if self.full {
            heads.push(say!(language, "head-left-out"));
            heads.push(say!(language, "head-statistic"));
            heads.push(say!(language, "head-method"));
        }
        heads
    }

    pub(super) fn row(&self, head: String, finding: &Finding) -> Row {
        let language = self.language;
        let id = is_overall(finding).then(|| number_id(finding));
        let notes = finding.notes.as_deref().filter(|notes| !notes.is_empty());
        let notes = notes.map(|notes| language.remarks(notes));
        if let Some(reason) = &finding.suppressed {
            let reason = language.translated(reason);
            let message = Some(format!("{}: {reason}", language.hidden()));
            return Row { id, head, message, ..Row::default() };
        }
        let Some((value, interval)) = value_and_interval(language, finding) else {
            if finding.p_value.is_none() {
                let message = Some(notes.unwrap_or_else(|| say!(language, "not-computed")));
                return Row { id, head, message, ..Row::default() };
            }
            let cells = self.cells(finding, (NOTHING.to_owned(), String::new()));
            return Row { id, head, cells, message: None, note: notes };
        };
        let cells = self.cells(finding, (value, interval));
        Row { id, head, cells, message: None, note: notes }
    }

    fn cells(&self, finding: &Finding, (value, interval): (String, String)) -> Vec<String> {
        let language = self.language;
        let count =
            |count: Option<u64>| count.map_or(NOTHING.to_owned(), |count| language.count(count));
        let interval = if interval.is_empty() { NOTHING.to_owned() } else { interval };
        let mut cells = vec![value, interval, count(finding.n), count(finding.n_missing)];
        if self.effect.is_some() {
            let effect = finding.effect.map(|effect| {
                let (low, high) = (finding.effect_low, finding.effect_high);
                language.change_with_interval(effect, low, high, "g")
            });
            cells.push(effect.unwrap_or(NOTHING.to_owned()));
        }
        let p = |p: Option<f64>| p.map_or(NOTHING.to_owned(), |p| language.p_cell(p));
        if self.p {
            cells.push(p(finding.p_value));
        }
        if self.corrected {
            cells.push(p(finding.p_adjusted));
        }
        if self.full {
            let digits = |df: f64| usize::from(df.fract() > 0.0);
            let df = |df: f64| format!(" ({})", language.number(df, digits(df)));
            let statistic = finding.statistic.map(|statistic| {
                let df = finding.df.map(df).unwrap_or_default();
                format!("{}{df}", language.number(statistic, 2))
            });
            cells.push(count(finding.n_excluded));
            cells.push(statistic.unwrap_or(NOTHING.to_owned()));
            cells.push(language.method(&finding.method));
        }
        cells
    }
}

/// The name of a number within the page; it stays the same from run to run.
fn number_id(finding: &Finding) -> String {
    let parts = [
        Some(finding.measure.as_str()),
        finding.subject.as_deref(),
        Some(finding.answer.as_str()),
        finding.contrast.as_deref(),
    ];
    slug("n", &parts.into_iter().flatten().collect::<Vec<_>>().join("--"))
}

fn effect_name(language: &Language, kind: &str) -> String {
    match kind {
        "hedges_g" | "hedges_g_av" => say!(language, "effect-hedges-g"),
        "hedges_g_z" => say!(language, "effect-g-of-changes"),
        "smcr" | "hedges_g_pre" => say!(language, "effect-by-first-spread"),
        "cox_index" => say!(language, "effect-cox-index"),
        "epsilon_squared" => say!(language, "effect-epsilon-squared"),
        "d_ppc2" => say!(language, "effect-morris-d"),
        other => other.to_owned(),
    }
}

/// Every answer about everyone, a group of rows per subject.
pub(super) fn overall(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<Table> {
    let findings = evidence.overall(&kpi.id);
    let caption = say!(evidence.language(), "all-together");
    table(evidence, kpi, &findings, &caption, |_| None)
}

/// Every answer in each term, in order of time.
pub(super) fn by_term(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<Table> {
    let terms = &evidence.names.heading.terms;
    let mut findings: Vec<&Finding> = evidence
        .of(&kpi.id)
        .iter()
        .filter(|finding| finding.dimension == "all" && !is_overall(finding))
        .collect();
    findings.sort_by_cached_key(|finding| {
        let place = finding.subject.as_deref().map(|subject| evidence.names.place(subject));
        (place, terms.iter().position(|(id, _)| *id == finding.term_id))
    });
    let caption = say!(evidence.language(), "by-term");
    table(evidence, kpi, &findings, &caption, |finding| {
        Some(evidence.names.heading.term(&finding.term_id))
    })
}

/// Every answer in each level of a dimension.
pub(super) fn by_segment(
    evidence: &Evidence<'_>,
    kpi: &Kpi,
    dimension: &str,
    caption: &str,
) -> Option<Table> {
    let findings: Vec<&Finding> =
        evidence.of(&kpi.id).iter().filter(|finding| finding.dimension == dimension).collect();
    table(evidence, kpi, &findings, caption, |finding| {
        let level = evidence.names.level(finding);
        Some(match finding.term_id.as_str() {
            "all" => level,
            term => format!("{level}, {}", evidence.names.heading.term(term)),
        })
    })
}

/// Rows named after their place where every place has one answer, else after the answer, grouped by place.
fn table(
    evidence: &Evidence<'_>,
    kpi: &Kpi,
    findings: &[&Finding],
    caption: &str,
    place: impl Fn(&Finding) -> Option<String>,
) -> Option<Table> {
    let first = findings.first()?;
    let several = findings
        .iter()
        .any(|other| (&other.answer, &other.contrast) != (&first.answer, &first.contrast));
    let language = evidence.language();
    let full = evidence.is_full() && is_overall(first);
    let columns = Columns::of(language, findings, full);
    let mut groups: Vec<Group> = Vec::new();
    for finding in findings {
        let subject = finding.subject.as_deref().map(|id| evidence.names.subject_heading(id));
        let place = place(finding);
        let better = evidence.names.better(kpi, finding.subject.as_deref());
        let answer = || {
            still(language, kpi, finding)
                .unwrap_or_else(|| answer_name(&evidence.names, better, finding))
        };
        let (name, head) = match (several, place) {
            (true, Some(place)) => (Some(joined(subject, &place)), answer()),
            (false, Some(place)) => (subject, place),
            (_, None) => (subject, answer()),
        };
        let row = columns.row(head, finding);
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { name, rows: vec![row] }),
        }
    }
    let title = evidence.names.heading.measure(&kpi.id);
    Some(Table {
        caption: format!("{title}: {}", caption.to_lowercase()),
        columns: columns.heads(if several {
            say!(language, "head-what")
        } else {
            say!(language, "head-which")
        }),
        groups,
    })
}

/// What lasts, in the words of a measure that is not about matches: `Still in the program after 12 months`.
fn still(language: &Language, kpi: &Kpi, finding: &Finding) -> Option<String> {
    let state = kpi.keys.get("state")?;
    let day = finding.answer.strip_prefix("survival_")?.parse::<f64>().ok()?;
    let (state, months) = (capitalised(state), language.months(day));
    Some(say!(language, "state-after", state = state, months = months))
}

fn joined(subject: Option<String>, place: &str) -> String {
    subject.map_or_else(|| place.to_owned(), |subject| format!("{subject}: {place}"))
}

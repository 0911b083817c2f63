//! Frequency tables → findings: every design's answers in their place, with claim, correction and target.

use std::collections::BTreeMap;

use super::finding::{Answer, Finding, Point, SeriesPoint};
use super::gaps::{ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE, GAP_TO_OTHERS};
use super::terms::Timeline;
use super::{
    InferenceError, Level, Reply, Settings, benjamini_hochberg, benjamini_yekutieli, holm,
};
use super::{claim, funnel, gaps, terms};
use crate::measures::{Kpi, Measured, Slice};
use crate::plan::{Correction, DAYS_PER_MONTH, Plan, Target};

/// Everything that the plan's measures have to say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// Answers, in the order of measures, slices and answers.
    pub findings: Vec<Finding>,
    /// Curves and bars.
    pub series: Vec<SeriesPoint>,
    /// Measures without data, and why.
    pub absent: Vec<(String, String)>,
}

/// Answers every measure in every slice.
///
/// # Errors
///
/// [`InferenceError`] for a header key that cannot be used or a column that the design lacks; what is undefined for the
/// data at hand is a finding with a note.
pub fn answer_all(measured: &[Measured], plan: &Plan) -> Result<Findings, InferenceError> {
    let each: Result<Vec<Findings>, _> =
        measured.iter().map(|measure| answer_measure(measure, plan)).collect();
    Ok(together(each?, plan))
}

/// What is said of measures that were answered one by one, in their order: corrected for how many are asked, and beside
/// their targets.
pub fn together(each: impl IntoIterator<Item = Findings>, plan: &Plan) -> Findings {
    let mut all = Findings::default();
    for found in each {
        all.findings.extend(found.findings);
        all.series.extend(found.series);
        all.absent.extend(found.absent);
    }
    correct(&mut all.findings, plan.analysis.correction);
    for finding in &mut all.findings {
        set_target(finding, &plan.targets);
    }
    all
}

/// Answers one measure in every slice. Nothing else needs its frequency tables: those of a large program need not be held
/// all at once.
///
/// # Errors
///
/// As [`answer_all`].
pub fn answer_measure(measure: &Measured, plan: &Plan) -> Result<Findings, InferenceError> {
    let mut all = Findings::default();
    if let Some(reason) = &measure.absent {
        all.absent.push((measure.kpi.id.clone(), reason.clone()));
        return Ok(all);
    }
    let settings = settings(&measure.kpi, plan)?;
    let timeline = Timeline::of(measure, plan);
    let mut gaps = gaps::between(&measure.kpi, &measure.slices, &settings, &timeline)?;
    for slice in &measure.slices {
        let reply = super::answer(&measure.kpi.design, &slice.cells, &settings)?;
        let claim = claim::level(&measure.kpi, plan.program.design, &reply);
        let shown = in_unit(shown(reply, slice, &settings), &settings);
        let place = Place {
            measure: &measure.kpi.id,
            family: &measure.kpi.family,
            program_id: &plan.program.id,
            slice,
            confidence: plan.analysis.confidence,
            claim,
        };
        all.findings.extend(shown.answers.iter().map(|answer| finding(answer, &place)));
        let own = gaps.extract_if(.., |(about, _)| std::ptr::eq(*about, slice));
        // What sets slices apart was not drawn by lot: no more than the measure's own rung, and never a comparison's.
        let place = Place { claim: claim.min("L2"), ..place };
        all.findings.extend(own.map(|(_, answer)| finding(&answer, &place)));
        let points = shown.points.into_iter();
        let points = points.filter(|point| is_drawn(&measure.kpi, slice, &point.series));
        all.series.extend(points.map(|point| series_point(point, &measure.kpi, slice)));
    }
    all.series.extend(terms::watch(&mut all.findings, &timeline));
    let limits = funnel::limits(&measure.kpi, &all.findings, plan.privacy.min_cell);
    all.series.extend(limits);
    Ok(all)
}

/// False for a series that no chart draws: with sixty segments it would be most of all that is written.
fn is_drawn(kpi: &Kpi, slice: &Slice, series: &str) -> bool {
    let is_everyone = slice.dimension == "all" && slice.term_id == "all";
    match (kpi.design.as_str(), kpi.chart.as_str()) {
        ("duration", "survival") => is_everyone || series != "incidence",
        ("duration", "incidence") => is_everyone && series != "survival",
        ("duration", _) => false,
        ("dyad", _) => is_everyone,
        _ => true,
    }
}

/// The header's keys, with what the plan decides.
fn settings(kpi: &Kpi, plan: &Plan) -> Result<Settings, InferenceError> {
    let mut keys = kpi.keys.clone();
    looks_both_ways(&keys)?;
    if let Some(arm) = &plan.analysis.reference_arm {
        keys.entry("reference".to_owned()).or_insert_with(|| arm.clone());
    }
    if let Some(months) = plan.commitment.months.filter(|_| kpi.unit == "match") {
        keys.insert("commitment".to_owned(), (months * DAYS_PER_MONTH).to_string());
    }
    Ok(Settings::new(Level::new(plan.analysis.confidence)?, keys))
}

/// Refuses a header that declares a one-sided test: a report's p-values are compared and corrected together.
fn looks_both_ways(keys: &BTreeMap<String, String>) -> Result<(), InferenceError> {
    match keys.get("alternative").map(|found| found.trim()) {
        None | Some("two_sided") => Ok(()),
        Some(found) => Err(InferenceError::Setting {
            name: "alternative".to_owned(),
            found: found.to_owned(),
            allowed: "two_sided in the header of a measure".to_owned(),
        }),
    }
}

/// Slices show the answers that the header lists, or the headline alone: a reader of sixty segments wants one number each.
fn shown(mut reply: Reply, slice: &Slice, settings: &Settings) -> Reply {
    let overall = slice.dimension == "all" && slice.term_id == "all";
    if !overall && settings.list("answers").is_empty() {
        let headline = reply.answers.first().map(|answer| answer.answer.clone());
        reply.answers.retain(|answer| Some(&answer.answer) == headline.as_ref());
    }
    reply
}

/// A mean or rate of shares is a share: the header says so with `values: share`.
fn in_unit(mut reply: Reply, settings: &Settings) -> Reply {
    if let Some(unit) = settings.text("values") {
        for answer in &mut reply.answers {
            if matches!(answer.unit.as_str(), "points" | "ratio") {
                unit.clone_into(&mut answer.unit);
            }
        }
    }
    reply
}

/// Where an answer belongs.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Measure.
    pub measure: &'a str,
    /// Family of measures.
    pub family: &'a str,
    /// Program.
    pub program_id: &'a str,
    /// Subject, term and segment.
    pub slice: &'a Slice,
    /// Confidence level of the intervals.
    pub confidence: f64,
    /// What the design permits to say.
    pub claim: &'a str,
}

/// The record of an answer in its place, not yet corrected and without a target.
pub fn finding(answer: &Answer, place: &Place<'_>) -> Finding {
    let notes = (!answer.notes.is_empty()).then(|| answer.notes.join(" · "));
    Finding {
        measure: place.measure.to_owned(),
        family: place.family.to_owned(),
        subject: place.slice.subject.clone(),
        answer: answer.answer.clone(),
        contrast: answer.contrast.clone(),
        program_id: place.program_id.to_owned(),
        term_id: place.slice.term_id.clone(),
        dimension: place.slice.dimension.clone(),
        level: place.slice.level.clone(),
        n: Some(answer.n),
        n_missing: Some(answer.n_missing),
        n_excluded: Some(answer.n_excluded),
        n_clusters: answer.n_clusters,
        estimate: answer.estimate.map(|estimate| estimate.value),
        low: answer.estimate.and_then(|estimate| estimate.low),
        high: answer.estimate.and_then(|estimate| estimate.high),
        confidence: place.confidence,
        unit: answer.unit.clone(),
        method: answer.method.clone(),
        statistic: answer.statistic,
        df: answer.df,
        p_value: answer.p_value,
        p_adjusted: None,
        effect_kind: answer.effect_kind.clone(),
        effect: answer.effect.map(|effect| effect.value),
        effect_low: answer.effect.and_then(|effect| effect.low),
        effect_high: answer.effect.and_then(|effect| effect.high),
        target: None,
        target_status: None,
        claim_level: place.claim.to_owned(),
        suppressed: None,
        notes,
    }
}

fn series_point(point: Point, kpi: &Kpi, slice: &Slice) -> SeriesPoint {
    SeriesPoint {
        measure: kpi.id.clone(),
        subject: slice.subject.clone(),
        term_id: slice.term_id.clone(),
        dimension: slice.dimension.clone(),
        level: slice.level.clone(),
        series: point.series,
        label: point.label,
        x: point.x,
        y: point.y,
        low: point.low,
        high: point.high,
        n: point.n,
    }
}

/// Corrects the headline tests of a family together: overall ones apart from those by term and by each dimension, since
/// the first were declared before the data was seen and the others are exploratory.
fn correct(findings: &mut [Finding], correction: Correction) {
    let mut corrected = Vec::new();
    let mut headline = BTreeMap::<String, String>::new();
    for (at, finding) in findings.iter().enumerate() {
        if finding.p_value.is_none() {
            continue;
        }
        let first =
            headline.entry(finding.measure.clone()).or_insert_with(|| finding.answer.clone());
        if *first == finding.answer || !kind_of_test(finding).is_empty() {
            corrected.push(at);
        }
    }
    correct_together(findings, &corrected, correction);
}

/// Corrects the tests that are left once others are withheld: a correction for all of them would tell of the withheld ones.
pub fn correct_shown(findings: &mut [Finding], correction: Correction) {
    let is_left = |at: &usize| findings[*at].p_adjusted.is_some();
    let left: Vec<usize> = (0..findings.len()).filter(is_left).collect();
    correct_together(findings, &left, correction);
}

/// What kind of test it is beside the plain ones.
fn kind_of_test(finding: &Finding) -> &'static str {
    match finding.answer.as_str() {
        GAP_TO_OTHERS | CHANGE_FROM_TERM_BEFORE => ", gaps",
        // The same question once more: a circle of its own, so that it does not count twice.
        ADJUSTED_GAP_TO_OTHERS => ", adjusted gaps",
        _ => "",
    }
}

fn correct_together(findings: &mut [Finding], corrected: &[usize], correction: Correction) {
    let adjust: fn(&[f64]) -> Vec<f64> = match correction {
        Correction::BenjaminiHochberg => benjamini_hochberg,
        Correction::BenjaminiYekutieli => benjamini_yekutieli,
        Correction::Holm => holm,
        Correction::None => return,
    };
    let mut circles = BTreeMap::<(String, String, bool), Vec<usize>>::new();
    for &at in corrected {
        let finding = &findings[at];
        let dimension = format!("{}{}", finding.dimension, kind_of_test(finding));
        let circle = (finding.family.clone(), dimension, finding.term_id == "all");
        circles.entry(circle).or_default().push(at);
    }
    for circle in circles.into_values() {
        let raw: Vec<f64> = circle.iter().filter_map(|&at| findings[at].p_value).collect();
        for (at, adjusted) in circle.into_iter().zip(adjust(&raw)) {
            findings[at].p_adjusted = Some(adjusted);
        }
    }
}

/// Puts a finding against its target: uncertain when the interval covers it.
fn set_target(finding: &mut Finding, targets: &[Target]) {
    let is_for = |target: &&Target| {
        target.measure == finding.measure
            && target.answer.as_ref().is_none_or(|answer| *answer == finding.answer)
            && (target.subject.is_none() || target.subject == finding.subject)
    };
    let is_level = finding.dimension == "all" && finding.answer != CHANGE_FROM_TERM_BEFORE;
    let Some(target) = targets.iter().find(is_for).filter(|_| is_level) else {
        return;
    };
    finding.target = Some(target.value);
    let Some(estimate) = finding.estimate else { return };
    let (low, high) = (finding.low.unwrap_or(estimate), finding.high.unwrap_or(estimate));
    let (surely_met, surely_missed) = if target.at_most {
        (high <= target.value, low > target.value)
    } else {
        (low >= target.value, high < target.value)
    };
    let status = match (surely_met, surely_missed) {
        (true, _) => "met",
        (_, true) => "not_met",
        _ => "uncertain",
    };
    finding.target_status = Some(status.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_of_a_measure_has_no_one_sided_test() {
        let header = |found: &str| {
            looks_both_ways(&BTreeMap::from([("alternative".to_owned(), found.to_owned())]))
        };
        assert!(looks_both_ways(&BTreeMap::new()).is_ok() && header("two_sided").is_ok());
        assert_eq!(
            header("greater").unwrap_err().to_string(),
            "`alternative` is greater, allowed: two_sided in the header of a measure"
        );
    }
}

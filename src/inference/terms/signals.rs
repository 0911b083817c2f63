//! What a measure's line over the terms shows: breaks, control limits, terms that stand out.

use std::collections::BTreeMap;

use super::Timeline;
use super::control::{ControlChart, ENOUGH_TERMS, Signal, individuals_chart, p_chart};
use crate::inference::finding::{Finding, SeriesPoint};
use crate::inference::gaps::CHANGE_FROM_TERM_BEFORE;

/// Series of the places where a line is broken: the later term, and why.
const BREAK: &str = "break";
/// Series of the control limits of a line.
const CONTROL: &str = "control";

/// Measure's subject and answer.
type Line = (Option<String>, String);

/// Adds to one measure's findings why its line is broken and which terms stand out, and gives what a chart shows of it.
///
/// Limits hold for a stretch without a break, from eight terms on.
pub(in crate::inference) fn watch(
    findings: &mut [Finding],
    timeline: &Timeline<'_>,
) -> Vec<SeriesPoint> {
    let mut lines = BTreeMap::<Line, Vec<(usize, usize)>>::new();
    let mut order = Vec::new();
    for (at, finding) in findings.iter().enumerate() {
        let is_point = finding.dimension == "all" && finding.answer != CHANGE_FROM_TERM_BEFORE;
        let Some(place) = timeline.place(&finding.term_id).filter(|_| is_point) else { continue };
        if finding.contrast.is_some() {
            continue;
        }
        let line = (finding.subject.clone(), finding.answer.clone());
        if !lines.contains_key(&line) {
            order.push(line.clone());
        }
        lines.entry(line).or_default().push((place, at));
    }
    let mut points = Vec::new();
    let mut drawn = Vec::new();
    for line in order {
        let mut of_line = lines.remove(&line).unwrap_or_default();
        of_line.sort_unstable();
        // The headline of a subject is what a chart draws.
        let is_headline = !drawn.contains(&line.0);
        if is_headline {
            drawn.push(line.0.clone());
        }
        for stretch in stretches(findings, &of_line, timeline, is_headline, &mut points) {
            limits(findings, &stretch, is_headline, &mut points);
        }
    }
    points
}

/// Terms between two breaks, by their places among the findings; says where and why a line is broken.
fn stretches(
    findings: &mut [Finding],
    line: &[(usize, usize)],
    timeline: &Timeline<'_>,
    is_headline: bool,
    points: &mut Vec<SeriesPoint>,
) -> Vec<Vec<usize>> {
    let mut stretches = vec![Vec::new()];
    let mut before: Option<usize> = None;
    for &(_, at) in line {
        let reason = before.and_then(|before| {
            let (earlier, later) = (&findings[before], &findings[at]);
            timeline.broken(later.subject.as_deref(), &earlier.term_id, &later.term_id)
        });
        if let Some(reason) = reason {
            stretches.push(Vec::new());
            if is_headline {
                let point =
                    SeriesPoint { label: Some(reason.clone()), ..spot(&findings[at], BREAK) };
                points.push(point);
                note(
                    &mut findings[at],
                    &format!("not to be compared with the term before: {reason}"),
                );
            }
        }
        stretches.last_mut().expect("there is one from the start").push(at);
        before = Some(at);
    }
    stretches
}

/// Control limits of a stretch, when it has enough terms with a number.
fn limits(
    findings: &mut [Finding],
    stretch: &[usize],
    is_headline: bool,
    points: &mut Vec<SeriesPoint>,
) {
    let known: Vec<usize> =
        stretch.iter().copied().filter(|at| findings[*at].estimate.is_some()).collect();
    if (known.len() as u64) < ENOUGH_TERMS {
        return;
    }
    let value = |at: &usize| findings[*at].estimate.unwrap_or_default();
    let is_share = known.iter().all(|at| findings[*at].method == "wilson");
    let chart = if is_share {
        let shares = known.iter().map(|at| (value(at), findings[*at].n.unwrap_or(0)));
        p_chart(&shares.collect::<Vec<_>>())
    } else {
        individuals_chart(&known.iter().map(value).collect::<Vec<_>>())
    };
    // Terms that are all alike have nothing that could stand out.
    let Ok(chart) = chart else { return };
    for (place, at) in known.into_iter().enumerate() {
        let finding = &mut findings[at];
        let (low, high) = chart.limits[place];
        if is_headline {
            let point = SeriesPoint {
                y: Some(chart.centre),
                low: Some(low),
                high: Some(high),
                ..spot(finding, CONTROL)
            };
            points.push(point);
        }
        for signal in &chart.signals[place] {
            let text = said(*signal, &chart, place, finding);
            note(finding, &text);
        }
    }
}

fn said(signal: Signal, chart: &ControlChart, place: usize, finding: &Finding) -> String {
    let is_above = finding.estimate.unwrap_or_default() > chart.centre;
    let side = if is_above { "above" } else { "below" };
    match signal {
        Signal::Outside if finding.unit == "share" => {
            let (low, high) = chart.limits[place];
            format!(
                "outside of the control limits {:.0} to {:.0} in 100 around all terms",
                100.0 * low,
                100.0 * high
            )
        }
        Signal::Outside => {
            let (low, high) = chart.limits[place];
            format!("outside of the control limits {low:.2} to {high:.2} around all terms")
        }
        Signal::NineOnOneSide => {
            format!("the ninth term in a row or more {side} the average of all terms")
        }
        Signal::SixOneWay => "the sixth term in a row or more that moves the same way".to_owned(),
        Signal::TwoOfThree => {
            format!("two of three terms in a row far {side} the average of all terms")
        }
        Signal::FourOfFive => {
            format!("four of five terms in a row well {side} the average of all terms")
        }
    }
}

fn spot(finding: &Finding, series: &str) -> SeriesPoint {
    SeriesPoint {
        measure: finding.measure.clone(),
        subject: finding.subject.clone(),
        term_id: finding.term_id.clone(),
        dimension: finding.dimension.clone(),
        level: finding.level.clone(),
        series: series.to_owned(),
        ..SeriesPoint::default()
    }
}

fn note(finding: &mut Finding, text: &str) {
    finding.notes = Some(match finding.notes.take() {
        None => text.to_owned(),
        Some(notes) => format!("{notes} · {text}"),
    });
}

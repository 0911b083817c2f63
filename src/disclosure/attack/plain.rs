//! What needs no arithmetic, or only a subtraction: numbers left in hidden records, side counts, ends of curves.

use std::collections::BTreeMap;

use super::Breach;
use crate::inference::{Finding, Findings, SeriesPoint};
use crate::plan::Privacy;

/// Measure, subject, term, dimension, and what else makes it one whole.
type Whole<'f> = (&'f str, Option<&'f str>, &'f str, &'f str, String);

pub(super) fn breaches(
    original: &Findings,
    published: &Findings,
    privacy: &Privacy,
) -> Vec<Breach> {
    let mut found = left_over(&published.findings);
    let side = |of: fn(&Finding) -> Option<u64>| {
        move |finding: &Finding| (finding.answer.clone(), of(finding))
    };
    found.extend(sides(
        &original.findings,
        &published.findings,
        privacy,
        &side(|one| one.n_missing),
    ));
    found.extend(sides(
        &original.findings,
        &published.findings,
        privacy,
        &side(|one| one.n_excluded),
    ));
    found.extend(curves(&original.series, &published.series, privacy));
    found
}

fn breach(measure: &str, subject: Option<&str>, about: String, known: f64) -> Breach {
    let subject = subject.map(str::to_owned);
    Breach { measure: measure.to_owned(), subject, about, low: known, high: known }
}

/// Numbers in records that say they have none.
fn left_over(published: &[Finding]) -> Vec<Breach> {
    let hidden = published.iter().filter(|finding| finding.suppressed.is_some());
    let numbers = |finding: &Finding| {
        let counts = [finding.n, finding.n_missing, finding.n_excluded, finding.n_clusters];
        let values = [
            finding.estimate,
            finding.low,
            finding.high,
            finding.statistic,
            finding.df,
            finding.p_value,
            finding.p_adjusted,
            finding.effect,
            finding.effect_low,
            finding.effect_high,
        ];
        let counts = counts.into_iter().flatten().map(|count| count as f64);
        counts.chain(values.into_iter().flatten()).next()
    };
    let told = hidden.filter_map(|finding| {
        let about = format!(
            "{} of {} {}, in a hidden record",
            finding.answer, finding.dimension, finding.level
        );
        Some(breach(&finding.measure, finding.subject.as_deref(), about, numbers(finding)?))
    });
    told.collect()
}

/// Side counts of few, shown or left over by a subtraction.
fn sides(
    original: &[Finding],
    published: &[Finding],
    privacy: &Privacy,
    side: &dyn Fn(&Finding) -> (String, Option<u64>),
) -> Vec<Breach> {
    let mut wholes = BTreeMap::<Whole<'_>, Vec<(&str, Option<u64>, u64)>>::new();
    for (before, after) in original.iter().zip(published) {
        let (answer, count) = side(before);
        if super::reader::is_level(before)
            && let Some(count) = count
        {
            let what = format!("{answer} {}", before.contrast.as_deref().unwrap_or_default());
            let is_term = before.dimension == "all";
            let term = if is_term { "all" } else { &before.term_id };
            let key = (
                before.measure.as_str(),
                before.subject.as_deref(),
                term,
                before.dimension.as_str(),
                what,
            );
            let level = if is_term { &before.term_id } else { &before.level };
            wholes.entry(key).or_default().push((level, side(after).1, count));
        }
    }
    let few = |count: u64| count > 0 && count < privacy.min_cell;
    let mut found = Vec::new();
    for ((measure, subject, _, dimension, what), levels) in &wholes {
        let tell = |level: &str, count: u64| {
            let about = format!("left out of {what} in {dimension} {level}");
            breach(measure, *subject, about, count as f64)
        };
        let parts: Vec<_> = levels.iter().filter(|(level, ..)| *level != "all").collect();
        found.extend(
            parts
                .iter()
                .filter_map(|(level, shown, _)| shown.filter(|n| few(*n)).map(|n| tell(level, n))),
        );
        let whole = (*measure, *subject, "all", "all", what.clone());
        let all = wholes.get(&whole).and_then(|all| all.iter().find(|(level, ..)| *level == "all"));
        let hidden: Vec<_> = parts.iter().filter(|(_, shown, _)| shown.is_none()).collect();
        if let (Some((_, Some(all), _)), [(level, _, count)]) = (all, &hidden[..]) {
            let shown: u64 = parts.iter().filter_map(|(_, shown, _)| *shown).sum();
            // Of everyone a small count may be shown: it says nothing of a group.
            if all.checked_sub(shown) == Some(*count) && few(*count) && !few(*all) {
                found.push(tell(level, *count));
            }
        }
    }
    found
}

/// Few who are still followed, left over when the shown curves are taken from everyone's.
fn curves(original: &[SeriesPoint], published: &[SeriesPoint], privacy: &Privacy) -> Vec<Breach> {
    type Time<'f> = (&'f str, Option<&'f str>, &'f str, u64);
    let collect = |series: &'_ [SeriesPoint]| {
        let mut times = BTreeMap::<_, BTreeMap<(String, String), u64>>::new();
        for point in series.iter().filter(|point| point.series == "at_risk") {
            if let (Some(x), Some(n)) = (point.x, point.n) {
                let time = (
                    point.measure.clone(),
                    point.subject.clone(),
                    point.term_id.clone(),
                    x.to_bits(),
                );
                let level = (point.dimension.clone(), point.level.clone());
                times.entry(time).or_default().insert(level, n);
            }
        }
        times
    };
    let (truth, shown) = (collect(original), collect(published));
    let everyone = ("all".to_owned(), "all".to_owned());
    let mut found = Vec::new();
    for (time, levels) in &truth {
        let Some(seen) = shown.get(time) else { continue };
        let Some(all) = seen.get(&everyone) else { continue };
        let dimensions: std::collections::BTreeSet<&String> =
            levels.keys().map(|(dimension, _)| dimension).filter(|one| *one != "all").collect();
        for dimension in dimensions {
            let own = |of: &BTreeMap<(String, String), u64>| -> (u64, usize) {
                let own = of.iter().filter(|((one, _), _)| one == dimension);
                own.fold((0, 0), |(sum, levels), (_, n)| (sum + n, levels + 1))
            };
            let ((sum, among), (told, shown)) = (own(levels), own(seen));
            let is_whole = levels.get(&everyone) == Some(&sum);
            let left = all.saturating_sub(told);
            if is_whole && shown < among && left > 0 && left < privacy.min_cell {
                let (measure, subject, _, x): Time<'_> =
                    (&time.0, time.1.as_deref(), &time.2, time.3);
                let about = format!("followed at {} in a {dimension}", f64::from_bits(x));
                found.push(breach(measure, subject, about, left as f64));
            }
        }
    }
    found
}

//! Limits of chance around the share of everyone, by the size of a group.

use super::finding::{Finding, SeriesPoint};
use crate::measures::Kpi;

/// Fewer groups than these are read one by one.
const FEWEST_GROUPS: usize = 8;
/// Sizes for which the limits are given, from the smallest to the largest.
const SIZES: u32 = 24;
/// Limits and the normal quantiles of them: 95 % warns, 99.8 % alarms (Spiegelhalter 2005).
const LIMITS: [(&str, f64); 2] = [("95", 1.959_964), ("99.8", 3.090_232)];

/// For every dimension with many groups, where chance alone would leave a group of a size: `p ± z·√(p(1 − p)/n)`, with p
/// the share of everyone, within 0 and 1.
///
/// Groups of unequal size differ by chance alone, the small ones most: a league table puts them at both ends, a funnel
/// does not. Units are taken as independent. Source: Spiegelhalter (2005), "Funnel plots for comparing institutional
/// performance", *Statistics in Medicine* 24(8): 1185–1202.
pub(super) fn limits(kpi: &Kpi, findings: &[Finding], min_cell: u64) -> Vec<SeriesPoint> {
    let Some(headline) = findings.first().filter(|first| first.unit == "share") else {
        return Vec::new();
    };
    if kpi.design != "one_group" {
        return Vec::new();
    }
    let of_headline = |one: &&Finding| {
        one.answer == headline.answer && one.term_id == "all" && one.contrast.is_none()
    };
    let all: Vec<&Finding> = findings.iter().filter(of_headline).collect();
    let mut series = Vec::new();
    for everyone in all.iter().filter(|one| one.dimension == "all") {
        let Some(share) = everyone.estimate else { continue };
        let groups: Vec<&&Finding> = all
            .iter()
            .filter(|one| one.dimension != "all" && one.subject == everyone.subject)
            .collect();
        let mut dimensions: Vec<&str> = groups.iter().map(|one| one.dimension.as_str()).collect();
        dimensions.sort_unstable();
        dimensions.dedup();
        for dimension in dimensions {
            let sizes = groups.iter().filter(|one| one.dimension == dimension);
            let sizes: Vec<u64> =
                sizes.filter_map(|one| one.n).filter(|n| *n >= min_cell).collect();
            let most = sizes.iter().max().copied().unwrap_or(0);
            if sizes.len() >= FEWEST_GROUPS {
                let about = SeriesPoint {
                    measure: kpi.id.clone(),
                    subject: everyone.subject.clone(),
                    term_id: "all".to_owned(),
                    dimension: dimension.to_owned(),
                    level: "all".to_owned(),
                    series: "funnel".to_owned(),
                    y: Some(share),
                    ..SeriesPoint::default()
                };
                series.extend(around(&about, share, (min_cell.max(1), most)));
            }
        }
    }
    series
}

/// The limits at sizes that grow by the same factor.
fn around(about: &SeriesPoint, share: f64, (least, most): (u64, u64)) -> Vec<SeriesPoint> {
    let (least, most) = (least as f64, most.max(least) as f64);
    let size = |place: u32| least * (most / least).powf(f64::from(place) / f64::from(SIZES - 1));
    let limit = |(label, z): (&str, f64)| {
        let at = |place: u32| {
            let n = size(place);
            let far = z * (share * (1.0 - share) / n).sqrt();
            SeriesPoint {
                label: Some(label.to_owned()),
                x: Some(n),
                low: Some((share - far).max(0.0)),
                high: Some((share + far).min(1.0)),
                ..about.clone()
            }
        };
        (0..SIZES).map(at).collect::<Vec<_>>()
    };
    LIMITS.into_iter().flat_map(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_the_formula_and_narrow_with_the_size() {
        let points = around(&SeriesPoint::default(), 0.5, (25, 100));
        assert_eq!(points.len(), 48);
        let last = &points[23];
        assert!((last.x.unwrap() - 100.0).abs() < 1e-9);
        // 0.5 ± 1.96 · 0.05
        assert!((last.low.unwrap() - 0.402).abs() < 5e-4, "{last:?}");
        assert!((last.high.unwrap() - 0.598).abs() < 5e-4, "{last:?}");
        assert!(points[0].low.unwrap() < last.low.unwrap());
        assert!(points[47].low.unwrap() < last.low.unwrap(), "99.8 is wider than 95");
    }
}

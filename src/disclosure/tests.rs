use super::*;
use crate::inference::SeriesPoint;

fn privacy() -> Privacy {
    Privacy { min_cell: 10, rationale: None }
}

fn finding(n: u64, estimate: f64, unit: &str) -> Finding {
    Finding {
        measure: "growth".to_owned(),
        answer: "share".to_owned(),
        term_id: "all".to_owned(),
        dimension: "site".to_owned(),
        level: "North".to_owned(),
        n: Some(n),
        n_missing: Some(4),
        estimate: Some(estimate),
        low: Some(0.0),
        high: Some(1.0),
        p_value: Some(0.5),
        effect: Some(0.2),
        unit: unit.to_owned(),
        ..Finding::default()
    }
}

fn protected(finding: Finding) -> Finding {
    let findings = Findings { findings: vec![finding], series: Vec::new(), absent: Vec::new() };
    protect(findings, &privacy()).findings.remove(0)
}

#[test]
fn a_group_below_the_smallest_one_keeps_no_number() {
    let hidden = protected(finding(9, 0.5, "points"));
    assert_eq!(hidden.suppressed.as_deref(), Some("fewer than 10"));
    let numbers = [hidden.estimate, hidden.low, hidden.high, hidden.p_value, hidden.effect];
    assert!(numbers.iter().all(Option::is_none));
    assert_eq!((hidden.n, hidden.n_missing), (None, None));
}

#[test]
fn a_group_of_the_smallest_size_is_published_without_its_small_side_counts() {
    let shown = protected(finding(10, 0.5, "points"));
    assert_eq!((shown.suppressed, shown.estimate, shown.n_missing), (None, Some(0.5), None));
}

#[test]
fn a_share_that_points_at_one_or_two_people_is_withheld() {
    for share in [0.01, 0.02, 0.98, 0.99] {
        assert!(protected(finding(100, share, "share")).suppressed.is_some(), "{share}");
    }
    for share in [0.0, 0.03, 0.97, 1.0] {
        assert!(protected(finding(100, share, "share")).suppressed.is_none(), "{share}");
    }
}

#[test]
fn a_curve_ends_where_too_few_are_at_risk() {
    let point = |x: f64, n: u64| SeriesPoint {
        measure: "match_survival".to_owned(),
        term_id: "all".to_owned(),
        dimension: "all".to_owned(),
        level: "all".to_owned(),
        series: "survival".to_owned(),
        x: Some(x),
        y: Some(0.5),
        n: Some(n),
        ..SeriesPoint::default()
    };
    let series = vec![point(0.0, 40), point(30.0, 10), point(60.0, 9)];
    let shown = protect(Findings { findings: Vec::new(), series, absent: Vec::new() }, &privacy());
    assert_eq!(
        shown.series.iter().map(|point| point.x).collect::<Vec<_>>(),
        [Some(0.0), Some(30.0)]
    );
}

#[test]
fn a_hidden_part_is_not_given_away_by_the_others() {
    let part = |answer: &str, share: f64| Finding {
        answer: answer.to_owned(),
        ..finding(24, share, "share")
    };
    let parts =
        vec![part("improved", 0.5), part("maintained", 1.0 / 24.0), part("declined", 11.0 / 24.0)];
    let all = Findings { findings: parts, series: Vec::new(), absent: Vec::new() };
    let protected = protect(all, &privacy()).findings;
    assert!(
        protected.iter().all(|finding| finding.suppressed.is_some() && finding.estimate.is_none())
    );
}

#[test]
fn of_a_question_s_answers_enough_are_hidden_that_the_total_does_not_tell_them() {
    let answers = |counts: &[u64]| -> Vec<Option<u64>> {
        let point = |(at, n): (usize, &u64)| SeriesPoint {
            series: "distribution".to_owned(),
            x: Some(at as f64),
            y: Some(*n as f64),
            n: Some(*n),
            ..SeriesPoint::default()
        };
        let series = counts.iter().enumerate().map(point).collect();
        let all = Findings { findings: Vec::new(), series, absent: Vec::new() };
        protect(all, &privacy()).series.iter().map(|point| point.n).collect()
    };
    // One alone, two of one each, and two of two each would be told by the total.
    assert_eq!(answers(&[1, 20, 5, 9]), [None, Some(20), None, Some(9)]);
    assert_eq!(answers(&[1, 1, 20, 5, 9]), [None, None, Some(20), None, Some(9)]);
    assert_eq!(answers(&[0, 2, 2, 30, 8]), [Some(0), None, None, Some(30), None]);
    assert_eq!(answers(&[0, 3, 20, 8]), [Some(0), Some(3), Some(20), Some(8)]);
}

/// Control limits are worked out from all terms: with those of a hidden one beside the others they would tell it.
#[test]
fn control_limits_go_where_a_term_is_hidden() {
    let term = |term: &str, n: u64| Finding {
        term_id: term.to_owned(),
        dimension: "all".to_owned(),
        level: "all".to_owned(),
        ..finding(n, 0.5, "share")
    };
    let limit = SeriesPoint {
        measure: "growth".to_owned(),
        term_id: "fall".to_owned(),
        dimension: "all".to_owned(),
        level: "all".to_owned(),
        series: "control".to_owned(),
        y: Some(0.5),
        ..SeriesPoint::default()
    };
    let left = |n: u64| {
        let findings = vec![term("fall", 40), term("spring", n)];
        let series = vec![limit.clone()];
        protect(Findings { findings, series, absent: Vec::new() }, &privacy()).series.len()
    };
    assert_eq!((left(40), left(5)), (1, 0));
}

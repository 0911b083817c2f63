use super::*;
use crate::inference::SeriesPoint;

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

/// The same finding about a slice.
fn of(dimension: &str, level: &str, finding: Finding) -> Finding {
    Finding { dimension: dimension.to_owned(), level: level.to_owned(), ..finding }
}

fn shown(findings: Vec<Finding>, privacy: &Privacy, earlier: &[Finding]) -> Vec<Finding> {
    let findings = Findings { findings, ..Findings::default() };
    let earlier = Published::shown(earlier.to_vec(), Vec::new());
    let context = Context {
        privacy,
        nested: &[],
        earlier: Some(&earlier),
        amounts: &[],
        correction: Correction::None,
    };
    protect(findings, context).findings
}

fn protected(finding: Finding) -> Finding {
    shown(vec![finding], &Privacy::default(), &[]).remove(0)
}

/// Levels of which something is shown.
fn levels(findings: &[Finding]) -> Vec<&str> {
    let shown = findings.iter().filter(|finding| finding.suppressed.is_none());
    shown.map(|finding| finding.level.as_str()).collect()
}

#[test]
fn a_group_below_the_smallest_one_keeps_no_number() {
    let hidden = protected(finding(9, 0.5, "points"));
    assert_eq!(hidden.suppressed.as_deref(), Some("fewer than 10, or would tell of fewer than 10"));
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
fn a_median_of_few_is_the_value_of_one_of_them() {
    let median = |n| {
        let answer = "median".to_owned();
        protected(Finding { answer, ..finding(n, 3.0, "points") }).suppressed
    };
    assert_eq!(median(19).as_deref(), Some("the value of one of fewer than 20"));
    assert_eq!(median(20), None);
}

#[test]
fn one_more_level_is_hidden_with_a_small_one_and_it_is_the_one_that_tells_least() {
    let n = |level: &str, n| of("site", level, finding(n, 0.5, "points"));
    let everyone = of("all", "all", finding(100, 0.5, "points"));
    let sites = [n("North", 46), n("South", 49), n("West", 5)];
    let all: Vec<Finding> = [everyone].into_iter().chain(sites).collect();
    let protected = shown(all.clone(), &Privacy::default(), &[]);
    assert_eq!(levels(&protected), ["all", "South"]);
    // Both say the same: to name the small one would tell which it is.
    let reasons: BTreeSet<_> = protected.iter().filter_map(|one| one.suppressed.clone()).collect();
    assert_eq!(reasons.len(), 1);
    // What the last report has shown about the same people is no secret any more: another one is hidden.
    let earlier = [all[0].clone(), all[1].clone()];
    let protected = shown(all, &Privacy::default(), &earlier);
    assert_eq!(levels(&protected), ["all", "North"]);
}

#[test]
fn few_without_a_level_are_a_group_like_any_other() {
    let n = |level: &str, n| of("setting", level, finding(n, 0.5, "points"));
    let everyone = of("all", "all", finding(100, 0.5, "points"));
    let known = shown(
        vec![everyone.clone(), n("school", 54), n("community", 46)],
        &Privacy::default(),
        &[],
    );
    assert_eq!(levels(&known), ["all", "school", "community"]);
    let few = shown(vec![everyone, n("school", 54), n("community", 41)], &Privacy::default(), &[]);
    assert_eq!(levels(&few), ["all", "school"]);
}

#[test]
fn a_hidden_part_is_not_given_away_by_the_others() {
    let part = |answer: &str, share: f64| Finding {
        answer: answer.to_owned(),
        ..finding(24, share, "share")
    };
    let parts =
        vec![part("improved", 0.5), part("maintained", 1.0 / 24.0), part("declined", 11.0 / 24.0)];
    let protected = shown(parts, &Privacy::default(), &[]);
    assert!(protected[1].suppressed.is_some());
    assert_eq!(protected.iter().filter(|one| one.suppressed.is_some()).count(), 2);
}

#[test]
fn a_strict_policy_says_bands_and_rounds() {
    let strict = Privacy::of(&crate::plan::PROTECTIONS[3]);
    let of_share = |share| shown(vec![finding(200, share, "share")], &strict, &[]).remove(0);
    assert_eq!(of_share(0.99).suppressed.as_deref(), Some("more than 95 %"));
    assert_eq!(of_share(0.0).suppressed.as_deref(), Some("less than 5 %"));
    assert_eq!(of_share(0.505).estimate, Some(0.51));
    let before = finding(199, 0.5, "share");
    let after = shown(vec![finding(200, 0.5, "share")], &strict, &[before]).remove(0);
    let reason = "changed by fewer than 3 since an earlier report";
    assert_eq!(after.suppressed.as_deref(), Some(reason));
}

#[test]
fn the_smaller_side_of_a_comparison_is_not_told_by_the_difference() {
    let arm = |contrast: &str, n| Finding {
        contrast: Some(contrast.to_owned()),
        answer: if contrast.contains(" vs ") { "difference" } else { "mean" }.to_owned(),
        ..finding(n, 0.5, "points")
    };
    let protected =
        shown(vec![arm("a", 30), arm("b", 6), arm("a vs b", 36)], &Privacy::default(), &[]);
    assert_eq!(protected[2].suppressed.as_deref(), Some(gaps::REASON));
    // Everyone is told elsewhere: with the larger group they would tell the smaller one.
    assert_eq!(protected[0].suppressed.as_deref(), Some(gaps::REASON));
}

/// Twice the same program, with the names of the two hidden groups exchanged, and other reasons and days in them.
#[test]
fn what_is_hidden_of_two_groups_is_the_same_whichever_is_the_small_one() {
    let of = |level: &str, n: u64, day: &str, reason: &str| {
        let own = |answer: String, n: u64| Finding {
            answer,
            n: Some(n),
            ..of("site", level, finding(n, 0.5, "days"))
        };
        vec![
            own(format!("rmst_{day}"), n),
            own(format!("incidence_{reason}_365"), n),
            own(crate::inference::GAP_TO_OTHERS.to_owned(), n),
        ]
    };
    let everyone = [
        Finding { answer: "rmst_300".to_owned(), ..of_all(120) },
        Finding { answer: "incidence_moved_365".to_owned(), ..of_all(120) },
        Finding { answer: "incidence_other_365".to_owned(), ..of_all(120) },
    ];
    let told = |north: Vec<Finding>, west: Vec<Finding>| {
        let south = of("South", 71, "299", "moved");
        let findings = [everyone.to_vec(), north, south, west].concat();
        let original = Findings { findings, ..Findings::default() };
        let privacy = Privacy::default();
        let correction = Correction::BenjaminiHochberg;
        let context =
            Context { privacy: &privacy, nested: &[], earlier: None, amounts: &[], correction };
        publish(&original, context).unwrap_or_default().findings
    };
    let one = told(of("North", 43, "280", "moved"), of("West", 6, "111", "other"));
    let other = told(of("North", 6, "97", "other"), of("West", 43, "290", "moved"));
    assert!(levels(&one).iter().all(|level| ["all", "South"].contains(level)), "{one:#?}");
    assert_eq!(one, other);
}

fn of_all(n: u64) -> Finding {
    of("all", "all", finding(n, 0.5, "days"))
}

/// A correction counts what is shown.
#[test]
fn a_corrected_p_value_does_not_tell_a_hidden_one() {
    let told = |hidden: f64| {
        let test = |level: &str, n: u64, p: f64| Finding {
            p_value: Some(p),
            p_adjusted: Some(1.0),
            ..of("site", level, finding(n, 0.5, "points"))
        };
        let findings = vec![
            of("all", "all", finding(120, 0.5, "points")),
            test("North", 43, hidden),
            test("South", 71, 0.01),
            test("West", 6, hidden),
        ];
        let privacy = Privacy::default();
        let correction = Correction::BenjaminiHochberg;
        let context =
            Context { privacy: &privacy, nested: &[], earlier: None, amounts: &[], correction };
        protect(Findings { findings, ..Findings::default() }, context).findings
    };
    assert_eq!(told(0.02), told(0.8));
    assert_eq!(told(0.02)[2].p_adjusted, Some(0.01));
}

fn curve(level: &str, followed: &[(f64, u64)]) -> Vec<SeriesPoint> {
    let dimension = if level == "all" { "all" } else { "site" };
    let point = |(x, n): &(f64, u64)| SeriesPoint {
        measure: "match_survival".to_owned(),
        term_id: "all".to_owned(),
        dimension: dimension.to_owned(),
        level: level.to_owned(),
        series: "survival".to_owned(),
        x: Some(*x),
        y: Some(0.5),
        n: Some(*n),
        ..SeriesPoint::default()
    };
    followed.iter().map(point).collect()
}

/// Until when each level's curve goes.
fn until(series: Vec<SeriesPoint>) -> BTreeMap<String, f64> {
    let privacy = Privacy::default();
    let all = Findings { series, ..Findings::default() };
    let context = Context {
        privacy: &privacy,
        nested: &[],
        earlier: None,
        amounts: &[],
        correction: Correction::None,
    };
    let series = protect(all, context).series;
    series.into_iter().filter_map(|point| Some((point.level, point.x?))).collect()
}

#[test]
fn a_curve_ends_where_too_few_are_followed_and_takes_the_next_one_with_it() {
    let alone = until(curve("all", &[(0.0, 40), (30.0, 10), (60.0, 9)]));
    assert_eq!(alone, BTreeMap::from([("all".to_owned(), 30.0)]));
    let both: Vec<SeriesPoint> = [
        curve("all", &[(0.0, 70), (30.0, 50), (60.0, 38), (90.0, 35)]),
        curve("North", &[(0.0, 40), (30.0, 20), (60.0, 9), (90.0, 7)]),
        curve("South", &[(0.0, 30), (30.0, 30), (60.0, 29), (90.0, 28)]),
    ]
    .concat();
    let ends = until(both);
    assert_eq!((ends["all"], ends["North"], ends["South"]), (90.0, 30.0, 30.0));
}

#[test]
fn of_a_question_s_answers_enough_are_hidden_that_total_and_average_do_not_tell_them() {
    let question = |counts: [u64; 5]| {
        let n: u64 = counts.iter().sum();
        let sum: u64 = counts.iter().zip(1..).map(|(n, value)| n * value).sum();
        let mut mean = of("all", "all", finding(n, sum as f64 / n as f64, "points"));
        (mean.answer, mean.method) = ("mean".to_owned(), "mean_t".to_owned());
        let point = |(n, x): (u64, f64)| SeriesPoint {
            measure: "growth".to_owned(),
            term_id: "all".to_owned(),
            dimension: "all".to_owned(),
            level: "all".to_owned(),
            series: "distribution".to_owned(),
            x: Some(x),
            y: Some(n as f64),
            n: Some(n),
            ..SeriesPoint::default()
        };
        let series = counts.into_iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]).map(point).collect();
        let above = (counts[3] + counts[4]) as f64 / n as f64;
        let top = of("all", "all", finding(n, above, "share"));
        Findings { findings: vec![top, mean], series, absent: Vec::new() }
    };
    let privacy = Privacy::default();
    let context = Context {
        privacy: &privacy,
        nested: &[],
        earlier: None,
        amounts: &[],
        correction: Correction::None,
    };
    for counts in [[1, 9, 20, 30, 8], [1, 1, 20, 30, 8], [2, 40, 2, 3, 3], [3, 9, 20, 30, 8]] {
        let original = question(counts);
        let published = protect(original.clone(), context);
        assert_eq!(attack(&original, &published, context), [], "{counts:?}");
        let hidden = published.series.iter().filter(|point| point.n.is_none()).count();
        assert_eq!(hidden == 0, counts[0] >= 3, "{counts:?}: {hidden}");
        // Two hidden bars alone: their sum and their average give both.
        if counts[0] == 1 {
            let mut two = original.clone();
            two.series.iter_mut().take(2).for_each(|point| point.n = None);
            assert!(!attack(&original, &two, context).is_empty(), "{counts:?}");
        }
    }
}

#[test]
fn nothing_is_published_that_still_tells_what_it_hides() {
    let privacy = Privacy::default();
    let context = Context {
        privacy: &privacy,
        nested: &[],
        earlier: None,
        amounts: &[],
        correction: Correction::None,
    };
    let complete = |n| Finding { n_missing: Some(0), ..finding(n, 0.5, "points") };
    let n = |level: &str, n| of("site", level, complete(n));
    let everyone = of("all", "all", complete(100));
    let findings = vec![everyone, n("North", 46), n("South", 49), n("West", 5)];
    let original = Findings { findings, ..Findings::default() };
    let mut naive = original.clone();
    withhold(&mut naive.findings[3], cells::small(10));
    let told = attack(&original, &naive, context);
    assert_eq!((told.len(), told[0].low.round(), told[0].high.round()), (1, 5.0, 5.0));
    assert_eq!(told[0].about, "how many are in site West");
    let published = publish(&original, context);
    assert_eq!(levels(&published.map(|one| one.findings).unwrap_or_default()), ["all", "South"]);
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
        let privacy = Privacy::default();
        let context = Context {
            privacy: &privacy,
            nested: &[],
            earlier: None,
            amounts: &[],
            correction: Correction::None,
        };
        protect(Findings { findings, series, absent: Vec::new() }, context).series.len()
    };
    assert_eq!((left(40), left(5)), (1, 0));
}

#[test]
fn how_large_a_group_is_every_measure_of_the_same_people_tells_or_none_does() {
    let levels_of = |north: u64, yes: [[u64; 2]; 2]| {
        let mut all = Vec::new();
        for (measure, [of_north, of_south]) in ["first", "second"].into_iter().zip(yes) {
            let told = [
                ("all", "all", 100, of_north + of_south),
                ("site", "North", north, of_north),
                ("site", "South", 100 - north, of_south),
            ];
            all.extend(told.map(|(dimension, level, n, yes)| Finding {
                measure: measure.to_owned(),
                ..of(dimension, level, finding(n, yes as f64 / n as f64, "share"))
            }));
        }
        let shown = shown(all, &Privacy::default(), &[]);
        [levels(&shown[..3]).join(" "), levels(&shown[3..]).join(" ")]
    };
    // One of 20 is against: the answers of both groups are hidden there, and their sizes are no secret.
    assert_eq!(levels_of(20, [[19, 60], [10, 40]]), ["all", "all North South"]);
    // Six are a secret whatever is asked.
    assert_eq!(levels_of(6, [[3, 60], [3, 40]]), ["all", "all"]);
}

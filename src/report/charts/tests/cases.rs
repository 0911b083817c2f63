//! One case per chart, on fixed data that is invented.

use crate::inference::{Finding, SeriesPoint};

use super::fixtures::{Case, at_level, finding, hidden, in_term, kpi, labels, point, with_target};

/// A case for every chart, the shape of the real measures.
pub(crate) fn cases() -> Vec<Case> {
    vec![
        bars(),
        levels(),
        survival(),
        incidence(),
        many_causes(),
        likert(),
        paired(),
        paired_units(),
        dumbbell(),
        contrast(),
        trend(),
        super::voices::many_terms(),
        bullet(),
        flow(),
        totals(),
        groups_of_subjects(),
        recommendation(),
        one_curve(),
        seven_answers(),
        own_ranges(),
        three_lines(),
        groups_beside_all(),
        changes_by_group(),
        funnel(),
        spread(),
        slopes(),
        agreement(),
        weeks(),
        broken(),
        controlled(),
        super::voices::themes(),
    ]
}

pub(super) fn case(
    chart: &'static str,
    unit: &str,
    findings: Vec<Finding>,
    series: Vec<SeriesPoint>,
) -> Case {
    Case { chart, kpi: kpi(chart, unit), findings, series, labels: labels() }
}

fn bars() -> Case {
    let findings = vec![
        with_target(finding("top_box", Some("fun"), "share", (0.82, 0.76, 0.87), 171), 0.75, "met"),
        finding("top_box", Some("listens"), "share", (0.8, 0.735, 0.852), 171),
        hidden(finding("top_box", Some("anything"), "share", (0.5, 0.4, 0.6), 7)),
        finding("top_box", Some("belonging"), "share", (0.996, 0.97, 1.0), 168),
    ];
    case("bars", "mentee", findings, Vec::new())
}

fn levels() -> Case {
    let mean = |estimate: f64, n| {
        finding("mean", Some("efficacy"), "points", (estimate, estimate - 0.2, estimate + 0.2), n)
    };
    let findings = vec![
        mean(3.62, 240),
        at_level(mean(3.81, 131), "mode", "school"),
        at_level(mean(3.4, 92), "mode", "community"),
        at_level(hidden(mean(0.0, 0)), "mode", "online"),
    ];
    case("bars", "mentee", findings, Vec::new())
}

/// A curve that falls by a hazard, with a Greenwood-like band.
fn curve(level: &str, hazard: f64, start: u64) -> Vec<SeriesPoint> {
    let mut points = Vec::new();
    for place in 0..=30_u32 {
        let days = f64::from(place) * 14.0;
        let y = (-hazard * days).exp();
        let n = start.saturating_sub(u64::from(place) * start / 34);
        let spread = 0.1 * (1.0 - y).sqrt();
        let mut step = point("survival", None, None, (days, y), n);
        step.low = Some((y - spread).max(0.0));
        step.high = Some((y + spread * 0.8).min(1.0));
        step.dimension = if level == "all" { "all".into() } else { "mode".into() };
        step.level = level.into();
        let mut risk = SeriesPoint { series: "at_risk".into(), y: None, ..step.clone() };
        risk.low = None;
        risk.high = None;
        points.extend([step, risk]);
    }
    points
}

fn survival() -> Case {
    let mut series = curve("school", 0.0006, 131);
    series.extend(curve("community", 0.00118, 109));
    let at = |level: &str, answer: &str, value: f64| {
        at_level(
            finding(answer, None, "share", (value, value - 0.07, value + 0.06), 120),
            "mode",
            level,
        )
    };
    let findings = vec![
        at("school", "survival_180", 0.897),
        at("school", "survival_365", 0.803),
        at("community", "survival_180", 0.81),
        at("community", "survival_365", 0.65),
    ];
    case("survival", "match", findings, series)
}

fn incidence() -> Case {
    let causes = [("moved", 0.1), ("no_time", 0.16), ("did_not_get_on", 0.06), ("other", 0.03)];
    let mut series = Vec::new();
    let mut findings = Vec::new();
    for (cause, share) in causes {
        for place in 0..=26_u32 {
            let days = f64::from(place) * 14.0 + share * 100.0;
            let y = share * (1.0 - (-days / 150.0).exp());
            series.push(point(
                "incidence",
                None,
                Some(cause),
                (days, y),
                240 - u64::from(place) * 4,
            ));
        }
        let value = (share * 0.9, share * 0.6, share * 1.3);
        findings.push(finding(&format!("incidence_{cause}_365"), None, "share", value, 240));
    }
    case("incidence", "match", findings, series)
}

fn many_causes() -> Case {
    let mut case = incidence();
    let template = case.series[0].clone();
    for (place, cause) in (1_u32..).zip(["a", "b", "c", "completed", "d"]) {
        for day in [30.0, 200.0] {
            let y = f64::from(place) * 0.002 + day / 20_000.0;
            case.series.push(SeriesPoint {
                label: Some(cause.into()),
                x: Some(day),
                y: Some(y),
                ..template.clone()
            });
        }
    }
    case.kpi.keys.insert("planned".into(), "completed".into());
    case
}

fn likert() -> Case {
    let mut series = Vec::new();
    let mut findings = Vec::new();
    let items = [
        ("listens", [0.0, 0.06, 0.14, 0.42, 0.38], 0.8),
        ("fun", [0.03, 0.07, 0.19, 0.41, 0.3], 0.71),
        ("anything", [0.09, 0.14, 0.24, 0.33, 0.2], 0.53),
    ];
    for (item, shares, top) in items {
        for (place, share) in (1_u32..).zip(shares) {
            if share > 0.0 {
                series.push(point("distribution", Some(item), None, (f64::from(place), share), 20));
            }
        }
        findings.push(finding("top_box", Some(item), "share", (top, top - 0.07, top + 0.06), 171));
        findings.push(finding("mean", Some(item), "points", (4.0, 3.9, 4.1), 171));
    }
    findings.push(hidden(finding("top_box", Some("first_step"), "share", (0.5, 0.4, 0.6), 4)));
    case("likert", "mentee", findings, series)
}

fn change(subject: &str, (before, after): (f64, f64), unit: &str, g: f64) -> Vec<Finding> {
    let about = |value: f64, half: f64| (value, value - half, value + half);
    let mut change = finding("mean_change", Some(subject), unit, about(after - before, 0.15), 148);
    change.effect = Some(g);
    change.effect_low = Some(g - 0.15);
    change.effect_high = Some(g + 0.15);
    vec![
        change,
        finding("mean_before", Some(subject), unit, about(before, 0.12), 148),
        finding("mean_after", Some(subject), unit, about(after, 0.13), 148),
    ]
}

fn paired() -> Case {
    let mut findings = change("efficacy", (3.12, 3.9), "points", 0.64);
    findings.extend(change("belonging", (3.4, 3.52), "points", 0.19));
    findings.extend(change("listens", (4.9, 4.89), "points", -0.01));
    case("paired_dots", "mentee", findings, Vec::new())
}

fn paired_units() -> Case {
    let mut findings = change("gpa", (2.6, 2.8), "grade points", 0.24);
    findings.extend(change("absence", (8.0, 7.6), "days", -0.04));
    case("paired_dots", "mentee", findings, Vec::new())
}

fn dumbbell() -> Case {
    let mut findings = Vec::new();
    for (pair, mentor, mentee) in
        [("first_step", 3.2, 3.25), ("length", 4.4, 3.3), ("work_on", 2.1, 4.05)]
    {
        let about = |value: f64| (value, value - 0.18, value + 0.18);
        findings.push(finding("mean_gap", Some(pair), "points", about(mentor - mentee), 163));
        findings.push(finding("mean_mentor", Some(pair), "points", about(mentor), 163));
        findings.push(finding("mean_mentee", Some(pair), "points", about(mentee), 163));
    }
    let mut case = case("dumbbell", "match", findings, Vec::new());
    case.labels.ranges.insert("work_on".into(), (1.0, 5.0));
    let words = case.labels.answers.get("length").cloned().unwrap_or_default();
    case.labels.answers.insert("work_on".into(), words);
    case
}

fn contrast() -> Case {
    let row = |subject: &str, value: f64, half: f64| Finding {
        contrast: Some("mentee vs control".into()),
        ..finding(
            "difference_in_change",
            Some(subject),
            "points",
            (value, value - half, value + half),
            302,
        )
    };
    let findings = vec![
        row("efficacy at followup", 0.24, 0.15),
        row("belonging at followup", 0.08, 0.16),
        hidden(row("length at followup", 0.0, 0.1)),
    ];
    case("contrast_dots", "mentee", findings, Vec::new())
}

fn trend() -> Case {
    let value = |estimate: f64, n| {
        let share = (estimate, estimate - 0.07, estimate + 0.06);
        with_target(finding("share", None, "share", share, n), 0.7, "uncertain")
    };
    let findings = vec![
        value(0.71, 240),
        in_term(value(0.58, 61), "a23"),
        in_term(hidden(value(0.6, 5)), "s24"),
        in_term(value(0.69, 84), "a24"),
        in_term(value(0.77, 95), "s25"),
    ];
    case("trend", "match", findings, Vec::new())
}

/// Another form from the third term on.
fn broken() -> Case {
    let mut case = trend();
    case.findings = ["a23", "s24", "a24", "s25"]
        .into_iter()
        .zip([0.6, 0.66, 0.81, 0.79])
        .map(|(term, value)| {
            in_term(finding("share", None, "share", (value, value - 0.06, value + 0.05), 90), term)
        })
        .collect();
    case.series.push(SeriesPoint {
        term_id: "a24".into(),
        series: "break".into(),
        label: Some("the form changed from feedback version 1 to feedback version 2".into()),
        ..SeriesPoint::default()
    });
    case
}

/// Eight terms with control limits, the last of which is outside.
fn controlled() -> Case {
    let terms: Vec<String> = (1..=8).map(|at| format!("t{at}")).collect();
    let mut case = trend();
    case.labels.terms = terms.iter().map(|term| (term.clone(), format!("Term {term}"))).collect();
    case.findings.clear();
    for (term, value) in terms.iter().zip([0.61, 0.64, 0.6, 0.63, 0.62, 0.6, 0.64, 0.83]) {
        let one = finding("share", None, "share", (value, value - 0.08, value + 0.07), 120);
        case.findings.push(in_term(one, term));
        case.series.push(SeriesPoint {
            term_id: term.clone(),
            series: "control".into(),
            y: Some(0.646),
            low: Some(0.515),
            high: Some(0.777),
            ..SeriesPoint::default()
        });
    }
    case
}

fn bullet() -> Case {
    let of = |measure: &str, finding: Finding| Finding { measure: measure.into(), ..finding };
    let share = |estimate: f64| {
        finding("share", None, "share", (estimate, estimate - 0.05, estimate + 0.05), 240)
    };
    let findings = vec![
        of(
            "people_matched",
            with_target(finding("total", None, "count", (240.0, 240.0, 240.0), 240), 220.0, "met"),
        ),
        of("kept", with_target(share(0.73), 0.7, "uncertain")),
        of("satisfaction", with_target(share(0.82), 0.75, "met")),
        of("placement", with_target(share(0.41), 0.6, "not_met")),
        of("goals", hidden(with_target(share(0.41), 0.6, "not_met"))),
    ];
    case("bullet", "", findings, Vec::new())
}

fn flow() -> Case {
    let stages = [
        ("referred", 310, 1.0),
        ("matched", 240, 0.774),
        ("baseline_survey", 214, 0.69),
        ("analysed", 148, 0.477),
    ];
    let point = |(place, (stage, n, share)): (u32, (&str, u64, f64))| SeriesPoint {
        y: Some(share),
        ..point("flow", None, Some(stage), (f64::from(place), share), n)
    };
    let series = (0_u32..).zip(stages).map(point).collect();
    let findings = vec![finding("reached", None, "count", (310.0, 310.0, 310.0), 310)];
    case("flow", "mentee", findings, series)
}

fn totals() -> Case {
    let kinds = [("certificate", 41), ("badge", 118), ("digital_literacy", 17)];
    let series =
        kinds.map(|(kind, n)| point("total", None, Some(kind), (0.0, n as f64), n)).to_vec();
    let findings = vec![finding("total", None, "count", (176.0, 176.0, 176.0), 240)];
    case("totals", "mentee", findings, series)
}

fn groups_of_subjects() -> Case {
    let mut findings = Vec::new();
    for subject in ["efficacy", "belonging"] {
        for (level, value) in [("all", 3.5), ("school", 3.7), ("community", 3.2)] {
            let mean =
                finding("mean", Some(subject), "points", (value, value - 0.1, value + 0.1), 80);
            let dimension = if level == "all" { "all" } else { "mode" };
            findings.push(at_level(mean, dimension, level));
        }
    }
    case("bars", "mentee", findings, Vec::new())
}

fn recommendation() -> Case {
    let findings = vec![
        finding("nps", Some("mentee"), "nps", (0.42, 0.3, 0.54), 171),
        finding("nps", Some("mentor"), "nps", (-0.06, -0.2, 0.08), 96),
    ];
    case("bars", "response", findings, Vec::new())
}

fn one_curve() -> Case {
    let findings = vec![finding("survival_365", None, "share", (0.74, 0.67, 0.79), 240)];
    case("survival", "match", findings, curve("all", 0.00083, 240))
}

fn seven_answers() -> Case {
    let shares = [0.02, 0.05, 0.08, 0.2, 0.3, 0.2, 0.15];
    let series = (1_u32..)
        .zip(shares)
        .map(|(x, y)| point("distribution", Some("training"), None, (f64::from(x), y), 9))
        .collect();
    let top_box = finding("top_box", Some("training"), "share", (0.35, 0.28, 0.43), 90);
    let mut case = case("likert", "mentor", vec![top_box], series);
    case.labels.ranges.insert("training".into(), (1.0, 7.0));
    case
}

fn own_ranges() -> Case {
    let mut findings = change("efficacy", (3.12, 3.6), "points", 0.44);
    findings.extend(change("wellbeing", (14.2, 15.1), "points", 0.2));
    let mut case = case("paired_dots", "mentee", findings, Vec::new());
    case.labels.ranges.insert("wellbeing".into(), (7.0, 35.0));
    case
}

fn three_lines() -> Case {
    let mut findings = Vec::new();
    for (subject, start) in
        [("mentee baseline", 0.8), ("mentee followup", 0.6), ("mentor followup", 0.55)]
    {
        for (place, term) in (0_u32..).zip(["a23", "s24", "a24", "s25"]) {
            let value = start + 0.04 * f64::from(place);
            let share =
                finding("share", Some(subject), "share", (value, value - 0.05, value + 0.05), 90);
            findings.push(in_term(share, term));
        }
    }
    case("trend", "person", findings, Vec::new())
}

fn groups_beside_all() -> Case {
    let share = |value: f64, n| {
        finding("share", None, "share", (value, value - 0.09, (value + 0.08).min(1.0)), n)
    };
    let findings = vec![
        share(0.74, 240),
        at_level(share(0.81, 131), "mode", "school"),
        at_level(share(0.66, 92), "mode", "community"),
        at_level(hidden(share(0.5, 4)), "mode", "online"),
        at_level(share(0.7, 120), "site", "Eastside"),
        at_level(share(0.995, 103), "site", "Millbrook"),
    ];
    case("group_dots", "match", findings, Vec::new())
}

fn changes_by_group() -> Case {
    let change = |subject: &str, value: f64, n| {
        finding("mean_change", Some(subject), "points", (value, value - 0.2, value + 0.2), n)
    };
    let findings = ["efficacy", "belonging"]
        .into_iter()
        .flat_map(|subject| {
            [
                change(subject, 0.16, 148),
                at_level(change(subject, 0.3, 80), "site", "Eastside"),
                at_level(change(subject, -0.1, 68), "site", "Millbrook"),
            ]
        })
        .collect();
    case("group_dots", "mentee", findings, Vec::new())
}

/// Sixty sites, some of them far from the others.
fn funnel() -> Case {
    let share = |value: f64, n| finding("share", None, "share", (value, value, value), n);
    let site = |place: u32| {
        let wave = f64::from(place * 37 % 60) / 60.0;
        let value = if place % 20 == 7 { 0.3 } else { 0.66 + wave * 0.16 };
        let one = share(value, u64::from(12 + place * 5));
        at_level(one, "site", &format!("Site {place}"))
    };
    let mut findings = vec![share(0.74, 9000)];
    findings.extend((0..60).map(site));
    findings.push(at_level(hidden(share(0.5, 4)), "site", "Small"));
    let limit = |label: &str, z: f64| {
        let at = |n: f64| {
            let far = z * (0.74_f64 * 0.26 / n).sqrt();
            SeriesPoint {
                dimension: "site".into(),
                low: Some((0.74 - far).max(0.0)),
                high: Some((0.74 + far).min(1.0)),
                n: None,
                ..point("funnel", None, Some(label), (n, 0.74), 0)
            }
        };
        [12.0, 30.0, 80.0, 150.0, 310.0].map(at)
    };
    let series = [limit("95", 1.96), limit("99.8", 3.09)].into_iter().flatten().collect();
    case("funnel", "match", findings, series)
}

fn spread() -> Case {
    let median = finding("median", None, "hours", (4.2, 3.9, 4.6), 225);
    let counts = [4_u64, 12, 31, 52, 60, 38, 17, 8, 3];
    let bins = counts.iter().zip(0_u8..).map(|(n, place)| {
        point("distribution", None, None, (f64::from(place) + 0.5, *n as f64 / 225.0), *n)
    });
    let findings = vec![with_target(median, 4.0, "uncertain")];
    case("histogram", "match", findings, bins.collect())
}

fn slopes() -> Case {
    let mut case = paired();
    case.chart = "slopes";
    case
}

fn agreement() -> Case {
    let subject = Some("length");
    let findings = vec![
        finding("mean_gap", subject, "points", (-0.42, -0.6, -0.24), 163),
        finding("limits_of_agreement", subject, "points", (-0.42, -2.4, 1.56), 163),
    ];
    let cells = [(3.0, 0.0, 34), (3.5, 1.0, 22), (2.5, -1.0, 28), (4.0, -2.0, 12), (4.5, 1.0, 10)];
    let series = cells.map(|(mean, gap, n)| point("agreement", subject, None, (mean, gap), n));
    case("bland_altman", "match", findings, series.to_vec())
}

fn weeks() -> Case {
    let mondays = [
        ("2024-09-02", 38_u32),
        ("2024-09-09", 61),
        ("2024-09-30", 55),
        ("2024-10-07", 12),
        ("2024-12-30", 140),
        ("2025-01-06", 1204),
    ];
    let series = mondays
        .map(|(monday, n)| point("total", None, Some(monday), (0.0, f64::from(n)), u64::from(n)));
    let all = finding("total", None, "count", (1510.0, 1510.0, 1510.0), 1510);
    case("calendar", "meeting", vec![all], series.to_vec())
}

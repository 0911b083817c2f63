use std::collections::BTreeMap;

use approx::assert_abs_diff_eq;

use super::*;
use crate::inference::{Estimate, Level, Point};
use crate::measures::Values;

/// Days, cause, units.
type Row<'a> = (Option<f64>, Option<&'a str>, u64);

fn reply(rows: &[Row<'_>], keys: &[(&str, &str)]) -> Result<Reply, InferenceError> {
    let text = |text: &str| text.to_owned();
    let columns = vec![
        (text("days"), Values::Numbers(rows.iter().map(|row| row.0).collect())),
        (text("cause"), Values::Texts(rows.iter().map(|row| row.1.map(text)).collect())),
    ];
    let keys: BTreeMap<_, _> = keys.iter().map(|(key, value)| (text(key), text(value))).collect();
    let cells = Cells::new(columns, rows.iter().map(|row| row.2).collect());
    answer(&cells, &Settings::new(Level::P95, keys))
}

fn find<'r>(reply: &'r Reply, name: &str) -> &'r Answer {
    reply.answers.iter().find(|answer| answer.answer == name).expect(name)
}

fn of<'r>(reply: &'r Reply, series: &str) -> Vec<&'r Point> {
    reply.points.iter().filter(|point| point.series == series).collect()
}

const ROWS: [Row<'_>; 6] = [
    (Some(30.0), Some("moved"), 2),
    (Some(100.0), Some("completed"), 3),
    (Some(100.0), Some("no time"), 1),
    (Some(200.0), None, 4),
    (None, Some("moved"), 5),
    (Some(-3.0), Some("moved"), 1),
];

#[test]
fn planned_completion_is_a_cause_but_no_failure() {
    let found = reply(&ROWS, &[("at", "90, 180"), ("planned", "completed")]).unwrap();
    let names: Vec<_> = found.answers.iter().map(|answer| answer.answer.as_str()).collect();
    let expected = [
        "survival_90",
        "survival_180",
        "median_days",
        "rmst_180",
        "incidence_completed_180",
        "incidence_moved_180",
        "incidence_no time_180",
    ];
    assert_eq!(names, expected);
    // 10 at risk, 2 moved; 8 at risk, 1 without time.
    for (name, value) in [
        ("survival_90", 0.8),
        ("survival_180", 0.7),
        ("incidence_completed_180", 0.3),
        ("incidence_moved_180", 0.2),
    ] {
        let answer = find(&found, name);
        assert_abs_diff_eq!(answer.estimate.unwrap().value, value, epsilon = 1e-12);
        assert_eq!((answer.n, answer.n_missing, answer.n_excluded), (10, 5, 1));
    }
    assert_abs_diff_eq!(
        find(&found, "rmst_180").estimate.unwrap().value,
        30.0 + 0.8 * 70.0 + 0.7 * 80.0,
        epsilon = 1e-9
    );
    assert_eq!(find(&found, "median_days").notes.last().unwrap(), "not reached");
    assert_eq!(
        find(&found, "survival_180").notes,
        ["1 ended before they began and were left out", "at risk 4"]
    );
}

#[test]
fn a_day_beyond_the_last_has_no_share_and_the_mean_ends_with_the_last() {
    let found = reply(&ROWS, &[("at", "90, 365")]).unwrap();
    let year = find(&found, "survival_365");
    assert_eq!(year.estimate, None);
    assert_eq!(year.notes[1], "not computed: nobody is followed to day 365, the last day is 200");
    assert_eq!(
        find(&found, "rmst_200").notes[1],
        "nobody is followed to day 365: of the first 200 days"
    );
    assert_eq!(find(&found, "incidence_moved_365").estimate, None);
    assert!(reply(&ROWS, &[("at", "90, 0")]).is_err());
}

#[test]
fn curves_begin_on_the_first_day_and_know_who_is_at_risk() {
    let found = reply(&ROWS, &[("planned", "completed")]).unwrap();
    let survival: Vec<_> =
        of(&found, "survival").iter().map(|point| (point.x, point.y, point.n)).collect();
    assert_eq!(survival[0], (Some(0.0), Some(1.0), Some(10)));
    assert_eq!(survival[1].0.zip(survival[1].2), Some((30.0, 10)));
    assert_eq!(survival[3].0.zip(survival[3].2), Some((200.0, 4)));
    let at_risk: Vec<_> =
        of(&found, "at_risk").iter().map(|point| (point.x.unwrap(), point.n.unwrap())).collect();
    assert_eq!(
        at_risk,
        [(0.0, 10), (30.0, 10), (61.0, 8), (91.0, 8), (122.0, 4), (152.0, 4), (183.0, 4)]
    );
    assert_eq!(of(&found, "incidence").len(), 3 * 4);
    assert_eq!(of(&found, "incidence")[0].label.as_deref(), Some("completed"));
}

#[test]
fn without_causes_every_duration_has_ended_and_without_ends_none_has() {
    let days = vec![("days".to_owned(), Values::Numbers(vec![Some(1.0), Some(2.0)]))];
    let settings = Settings::new(Level::P95, BTreeMap::new());
    let found = answer(&Cells::new(days, vec![1, 1]), &settings).unwrap();
    assert_eq!(find(&found, "median_days").estimate.map(|days| days.value), Some(1.0));
    assert_eq!(
        find(&found, "incidence_ended_2").estimate,
        Some(Estimate { value: 1.0, ..Estimate::default() })
    );
    let open = reply(&[(Some(10.0), Some(" "), 4)], &[("at", "5")]).unwrap();
    assert_eq!(find(&open, "incidence_5").notes, ["not computed: nothing has ended"]);
    assert_eq!(
        find(&open, "survival_5").estimate,
        Some(Estimate { value: 1.0, ..Estimate::default() })
    );
}

#[test]
fn no_usable_duration_leaves_every_answer_with_a_note() {
    let found = reply(&[(None, None, 3)], &[("at", "90")]).unwrap();
    assert!(
        found.answers.iter().all(|answer| answer.estimate.is_none() && !answer.notes.is_empty())
    );
    assert_eq!(found.answers[0].n_missing, 3);
    assert!(found.points.is_empty());
}

/// Months until a mentee no longer met her mentor: 124 women of a trial in Kenya (Brooks, Donovan and Johnson 2018,
/// American Economic Journal: Applied Economics 10(4), data CC BY 4.0). Expected numbers: R 4.2.2, survival 3.5.3.
#[test]
fn mentors_and_mentees_in_kenya_stop_meeting_as_r_says() {
    let stopped = Some("stopped");
    let rows = [
        (Some(1.0), stopped, 12),
        (Some(2.0), stopped, 20),
        (Some(3.0), stopped, 27),
        (Some(4.0), stopped, 19),
        (Some(4.0), None, 2),
        (Some(7.0), stopped, 25),
        (Some(7.0), None, 4),
        (Some(12.0), stopped, 6),
        (Some(12.0), None, 9),
    ];
    let found = reply(&rows, &[("at", "1, 4, 12")]).unwrap();
    let cases = [
        (1, 124, 0.903_225_806_451_613, 0.835_882_553_456_279, 0.943_848_832_008_064),
        (4, 65, 0.370_967_741_935_484, 0.286_652_022_765_785, 0.455_206_721_492_506),
        (12, 15, 0.096_114_369_501_466_3, 0.049_674_685_036_663_3, 0.160_850_028_890_082),
    ];
    for (month, at_risk, share, low, high) in cases {
        let answer = find(&found, &format!("survival_{month}"));
        let estimate = answer.estimate.unwrap();
        assert_eq!(answer.notes, [format!("at risk {at_risk}")]);
        assert_abs_diff_eq!(estimate.value, share, epsilon = 1e-12);
        assert_abs_diff_eq!(estimate.low.unwrap(), low, epsilon = 1e-9);
        assert_abs_diff_eq!(estimate.high.unwrap(), high, epsilon = 1e-9);
    }
    let median = find(&found, "median_days").estimate;
    assert_eq!(median, Some(Estimate { value: 4.0, low: Some(3.0), high: Some(4.0) }));
}

/// Freireich et al. (1963): weeks in remission with and without treatment.
const TREATED: &str = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
const PLACEBO: &str = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";

fn remission(keys: &[(&str, &str)]) -> Reply {
    let weeks: Vec<(&str, &str)> = TREATED
        .split(' ')
        .map(|week| ("treated", week))
        .chain(PLACEBO.split(' ').map(|week| ("control", week)))
        .collect();
    let days = weeks.iter().map(|(_, week)| week.trim_end_matches('+').parse().ok()).collect();
    let cause = |week: &str| (!week.ends_with('+')).then(|| "relapse".to_owned());
    let causes = weeks.iter().map(|(_, week)| cause(week)).collect();
    let groups = weeks.iter().map(|(group, _)| Some((*group).to_owned())).collect();
    let columns = vec![
        ("days".to_owned(), Values::Numbers(days)),
        ("cause".to_owned(), Values::Texts(causes)),
        ("group".to_owned(), Values::Texts(groups)),
    ];
    let keys = keys.iter().map(|&(key, text)| (key.to_owned(), text.to_owned())).collect();
    answer(&Cells::new(columns, vec![1; weeks.len()]), &Settings::new(Level::P95, keys)).unwrap()
}

#[test]
fn groups_are_compared_only_when_it_is_asked_for() {
    let plain = remission(&[("at", "12")]);
    assert!(plain.answers.iter().all(|answer| answer.contrast.is_none()));
    let found = remission(&[("at", "6, 20"), ("everything", "yes")]);
    let log_rank = find(&found, "log_rank");
    assert_abs_diff_eq!(log_rank.statistic.unwrap(), 16.792_94, epsilon = 5e-6);
    assert_eq!(
        log_rank.notes,
        ["control: 21 ended so, 10.7 expected", "treated: 9 ended so, 19.3 expected"]
    );
    let more = find(&found, "rmst_difference_20");
    assert_eq!(more.contrast.as_deref(), Some("treated vs control"));
    assert_abs_diff_eq!(more.estimate.unwrap().value, 7.687_955, epsilon = 5e-7);
    let ratio = find(&found, "hazard_ratio_group");
    assert_abs_diff_eq!(ratio.estimate.unwrap().value, 1.0 / 4.816_874, epsilon = 5e-7);
    // With one cause, Gray's test asks what the log-rank test asks.
    assert!(find(&found, "gray_relapse").p_value.unwrap() < 0.001);
    let sides: [f64; 2] = ["at_risk_before_6", "at_risk_after_6"]
        .map(|name| find(&found, name).estimate.unwrap().value);
    assert_eq!(sides.map(|units| format!("{units}")), ["33", "29"]);
}

#[test]
fn a_comparison_without_groups_says_so() {
    let found = reply(&ROWS, &[("everything", "yes")]).unwrap();
    for name in ["log_rank", "rmst_difference", "gray"] {
        let note = "not computed: the table has no column `group`";
        assert_eq!(find(&found, name).notes, [note], "{name}");
    }
    assert!(find(&found, "hazard_ratio").estimate.is_none());
    let other = remission(&[("answers", "log_rank"), ("reference", "nobody")]);
    assert_eq!(find(&other, "log_rank").notes, ["not computed: no unit is in the group nobody"]);
}

#[test]
fn curves_that_cross_are_said_beside_a_test_that_is_blind_to_it() {
    let row = |group: &str, day: f64, is_open: bool, count: u64| {
        (Some(group.to_owned()), Some(day), (!is_open).then(|| "moved".to_owned()), count)
    };
    let rows = [
        row("early", 10.0, false, 40),
        row("early", 100.0, true, 60),
        row("late", 20.0, true, 5),
        row("late", 90.0, false, 90),
        row("late", 100.0, true, 5),
    ];
    let columns = vec![
        ("days".to_owned(), Values::Numbers(rows.iter().map(|row| row.1).collect())),
        ("cause".to_owned(), Values::Texts(rows.iter().map(|row| row.2.clone()).collect())),
        ("group".to_owned(), Values::Texts(rows.iter().map(|row| row.0.clone()).collect())),
    ];
    let keys = BTreeMap::from([("answers".to_owned(), "log_rank".to_owned())]);
    let cells = Cells::new(columns, rows.iter().map(|row| row.3).collect());
    let found = answer(&cells, &Settings::new(Level::P95, keys)).unwrap();
    let log_rank = found.answers.iter().find(|answer| answer.answer == "log_rank").unwrap();
    assert!(log_rank.notes.last().unwrap().starts_with("the curves cross"));
}

#[test]
fn late_entries_after_an_empty_day_do_not_carry_a_curve_on_in_silence() {
    let columns = vec![
        ("days".to_owned(), Values::Numbers(vec![Some(3.0), Some(9.0), Some(12.0)])),
        ("entered".to_owned(), Values::Numbers(vec![None, Some(5.0), Some(5.0)])),
        (
            "cause".to_owned(),
            Values::Texts(vec![Some("moved".to_owned()), Some("moved".to_owned()), None]),
        ),
    ];
    let settings = Settings::new(Level::P95, BTreeMap::from([("at".to_owned(), "10".to_owned())]));
    let found = answer(&Cells::new(columns, vec![2, 4, 6]), &settings).unwrap();
    let note = "nobody is followed just after day 3, only others from later on: a curve does not carry over";
    assert_eq!(find(&found, "survival_10").notes[0], note);
}

/// G-14: a cause that competes is not out of sight.
#[test]
fn one_less_the_curve_of_a_single_cause_is_not_taken_for_its_share() {
    let days = [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 5.5, 6.0, 8.0, 10.0];
    let causes = ["1", "2", "", "1", "2", "1", "", "2", "1", ""];
    let rows: Vec<_> = days
        .iter()
        .zip(causes)
        .map(|(day, cause)| (Some(*day), (!cause.is_empty()).then_some(cause), 1))
        .collect();
    let found = reply(&rows, &[("at", "8")]).unwrap();
    let share = find(&found, "incidence_1_8").estimate.unwrap().value;
    assert_abs_diff_eq!(share, 0.480_952, epsilon = 5e-7);
    let naive = reply(&rows, &[("at", "8"), ("planned", "2")]).unwrap();
    let naive = 1.0 - find(&naive, "survival_8").estimate.unwrap().value;
    assert_abs_diff_eq!(naive, 0.691_429, epsilon = 5e-7);
}

/// G-11: closed matches alone are the short ones.
#[test]
fn open_matches_are_part_of_how_long_matches_last() {
    let rows =
        [(Some(30.0), Some("moved"), 5), (Some(300.0), None, 15), (Some(200.0), Some("moved"), 5)];
    let all = reply(&rows, &[("at", "300")]).unwrap();
    let closed: Vec<_> = rows.into_iter().filter(|row| row.1.is_some()).collect();
    let closed = reply(&closed, &[("at", "300")]).unwrap();
    let mean = |reply: &Reply, name| find(reply, name).estimate.unwrap().value;
    assert_abs_diff_eq!(mean(&closed, "rmst_300"), 115.0, epsilon = 1e-9);
    assert_abs_diff_eq!(mean(&all, "rmst_300"), 226.0, epsilon = 1e-9);
}

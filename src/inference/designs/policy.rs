//! What every design says to data that hold no answer: one table, so that all of them say it alike.

use super::tests::{ask, numbers, texts};
use crate::inference::{DESIGNS, Reply};
use crate::measures::Values;

/// A table without an answer.
struct Case {
    design: &'static str,
    /// What is wrong with it.
    what: &'static str,
    columns: Vec<(&'static str, Values)>,
    keys: Keys,
    /// The answer that is asked.
    answer: &'static str,
    /// What it says.
    says: &'static str,
}

fn some(values: &[f64]) -> Values {
    numbers(&values.iter().map(|&value| Some(value)).collect::<Vec<_>>())
}

fn none(rows: usize) -> Values {
    numbers(&vec![None; rows])
}

type Keys = &'static [(&'static str, &'static str)];

fn case(
    design: &'static str,
    what: &'static str,
    columns: Vec<(&'static str, Values)>,
    keys: Keys,
    answer: &'static str,
    says: &'static str,
) -> Case {
    Case { design, what, columns, keys, answer, says }
}

fn cases() -> Vec<Case> {
    [of_one_group(), of_two_sides(), of_others()].into_iter().flatten().collect()
}

/// One group, at one time or two.
fn of_one_group() -> Vec<Case> {
    let three = || texts(&["a", "a", "b", "b", "c", "c"]);
    vec![
        case(
            "one_group",
            "all values missing",
            vec![("value", none(4))],
            &[],
            "mean",
            "not computed: needs at least 2 answers, found 0",
        ),
        case(
            "one_group",
            "one unit",
            vec![("value", some(&[3.0]))],
            &[],
            "mean",
            "not computed: needs at least 2 answers, found 1",
        ),
        case(
            "one_group",
            "no variation",
            vec![("value", some(&[3.0; 6]))],
            &[],
            "mean",
            "no interval: every answer is the same",
        ),
        case(
            "one_group",
            "three clusters",
            vec![("value", some(&[1.0, 2.0, 3.0, 4.0, 5.0, 3.0])), ("cluster", three())],
            &[],
            "mean",
            "fewer than 4 clusters: the interval takes units as independent",
        ),
        case(
            "paired",
            "no second wave",
            vec![("before", some(&[1.0, 2.0])), ("after", none(2))],
            &[],
            "mean_change",
            "not computed: needs at least 2 complete pairs, found 0",
        ),
        case(
            "paired",
            "everybody moved alike",
            vec![("before", some(&[1.0, 2.0, 3.0])), ("after", some(&[2.0, 3.0, 4.0]))],
            &[],
            "mean_change",
            "no interval: every change is the same",
        ),
        case(
            "paired",
            "nobody moved",
            vec![("before", some(&[1.0, 2.0, 3.0])), ("after", some(&[1.0, 2.0, 3.0]))],
            &[],
            "wilcoxon",
            "not computed: nobody changed · no interval: too few pairs for this confidence level",
        ),
    ]
}

/// Groups, arms, and the two sides of a match.
fn of_two_sides() -> Vec<Case> {
    vec![
        case(
            "groups",
            "one group",
            vec![("group_id", texts(&["a", "a", "a"])), ("value", some(&[1.0, 2.0, 3.0]))],
            &[],
            "difference",
            "not computed: needs at least 2 groups, found 1",
        ),
        case(
            "groups",
            "a group of one",
            vec![("group_id", texts(&["a", "a", "b"])), ("value", some(&[1.0, 2.0, 3.0]))],
            &[],
            "difference",
            "not computed: needs at least 2 answers in each group, found 1",
        ),
        case(
            "groups",
            "nobody says yes",
            vec![("group_id", texts(&["a", "a", "b", "b"])), ("value", some(&[0.0; 4]))],
            &[("answers", "odds_ratio")],
            "odds_ratio",
            "not computed: every answer is the same",
        ),
        case(
            "groups",
            "groups wholly apart",
            vec![
                ("group_id", texts(&["a", "a", "b", "b"])),
                ("value", some(&[1.0, 2.0, 8.0, 9.0])),
            ],
            &[("answers", "brunner_munzel")],
            "brunner_munzel",
            "not computed: one group is wholly above the other",
        ),
        case(
            "comparison",
            "yes follows from the arm",
            vec![
                (
                    "arm",
                    texts(
                        &["mentee"; 6].iter().chain(&["control"; 6]).copied().collect::<Vec<_>>(),
                    ),
                ),
                ("before", some(&[1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 1.0, 2.0, 3.0])),
                ("after", some(&[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])),
            ],
            &[("answers", "adjusted_odds_ratio")],
            "adjusted_odds_ratio",
            "not computed: a predictor separates yes from no, so that no finite odds ratio fits best; `firth_logistic` gives a finite one",
        ),
        case(
            "dyad",
            "one pair",
            vec![("mentor", some(&[3.0])), ("mentee", some(&[4.0]))],
            &[],
            "icc_agreement",
            "not computed: needs at least 2 complete units, found 1",
        ),
    ]
}

/// Durations, rates, scales, amounts and steps.
fn of_others() -> Vec<Case> {
    vec![
        case(
            "duration",
            "nothing has ended",
            vec![("days", some(&[100.0, 200.0, 300.0])), ("cause", texts_none(3))],
            &[],
            "median_days",
            "not reached",
        ),
        case(
            "rate",
            "no exposure",
            vec![("events", some(&[1.0, 2.0])), ("exposure", some(&[0.0, 0.0]))],
            &[],
            "rate",
            "units without exposure were left out · not computed: needs at least 2 units with exposure, found 0",
        ),
        case(
            "rate",
            "nothing happened",
            vec![("events", some(&[0.0, 0.0])), ("exposure", some(&[1.0, 2.0]))],
            &[("answers", "rate_bootstrap")],
            "rate_bootstrap",
            "not computed: every rate is the same",
        ),
        case(
            "items",
            "a scale with one item",
            vec![("items", texts(&["q1"; 4])), ("values", texts(&["1", "2", "3", "4"]))],
            &[],
            "alpha",
            "not computed: needs at least 2 items, found 1 · 1 items · fewer than 30 respondents: read the interval, not the estimate",
        ),
        case(
            "raters",
            "one rater",
            vec![("codes", texts(&["1", "2", "3", "1"]))],
            &[],
            "krippendorff_alpha",
            "not computed: needs at least 2 units with two codes or more, found 0",
        ),
        case(
            "profiles",
            "one pair of profiles",
            vec![("mentor", texts(&["1|2|3"])), ("mentee", texts(&["1|2|3"]))],
            &[],
            "profile_similarity",
            "not computed: needs at least 4 items, found 3",
        ),
        case(
            "amount",
            "no amounts",
            vec![("category", texts(&["a", "b"])), ("amount", none(2))],
            &[],
            "total",
            "not computed: needs at least 1 amounts, found 0",
        ),
        case(
            "ratio",
            "no units",
            vec![("amount", some(&[5.0])), ("units", none(1))],
            &[],
            "ratio",
            "not computed: there is nothing to spread it over",
        ),
        case(
            "flow",
            "no steps",
            vec![("stage", texts(&[])), ("position", some(&[]))],
            &[],
            "reached",
            "not computed: needs at least 1 units at a step, found 0",
        ),
    ]
}

fn texts_none(rows: usize) -> Values {
    Values::Texts(vec![None; rows])
}

fn notes(reply: &Reply, name: &str) -> String {
    let found = reply.answers.iter().find(|answer| answer.answer == name);
    found.map(|answer| answer.notes.join(" · ")).unwrap_or_default()
}

#[test]
fn what_holds_no_answer_is_said_by_every_design() {
    let mut differing = Vec::new();
    for case in cases() {
        let rows = match &case.columns[0].1 {
            Values::Numbers(values) => values.len(),
            Values::Texts(values) => values.len(),
        };
        let reply = ask(case.design, &case.columns, &vec![1; rows], case.keys);
        let said = notes(&reply, case.answer);
        if said != case.says {
            differing.push(format!("{} · {} · {}: {said:?}", case.design, case.what, case.answer));
        }
    }
    assert!(differing.is_empty(), "\n{}", differing.join("\n"));
}

#[test]
fn no_design_is_left_out_of_the_table() {
    let cases = cases();
    for design in DESIGNS {
        assert!(cases.iter().any(|case| case.design == design.name), "{}", design.name);
    }
}

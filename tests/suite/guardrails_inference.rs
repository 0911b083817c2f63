//! Mistakes that evaluations of mentoring are known for, each with a test named after what it prevents.

use mentorlens::inference::{
    Answer, Durations, Estimate, InferenceError, Level, Paired, Recommendations, Reply, Sample,
    Settings, Spell, aalen_johansen, answer, benjamini_hochberg, holm, icc_agreement,
    icc_consistency, kaplan_meier, net_promoter, paired_t, wilson,
};
use mentorlens::inference::{Ratings, hedges_g_av, hedges_g_z, welch_t, worst_case_mean};
use mentorlens::measures::{Cells, Values};

const BEFORE: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const AFTER: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

fn numbers(values: &[f64]) -> Values {
    Values::Numbers(values.iter().map(|&value| Some(value)).collect())
}

fn texts(values: &[&str]) -> Values {
    Values::Texts(values.iter().map(|&value| Some(value.to_owned())).collect())
}

fn ask(design: &str, columns: &[(&str, Values)], n: usize, keys: &[(&str, &str)]) -> Reply {
    let columns =
        columns.iter().map(|(name, values)| ((*name).to_owned(), values.clone())).collect();
    let keys = keys.iter().map(|&(key, text)| (key.to_owned(), text.to_owned())).collect();
    answer(design, &Cells::new(columns, vec![1; n]), &Settings::new(Level::P95, keys)).unwrap()
}

fn given<'r>(reply: &'r Reply, name: &str) -> &'r Answer {
    reply.answers.iter().find(|answer| answer.answer == name).unwrap()
}

fn value(reply: &Reply, name: &str) -> f64 {
    given(reply, name).estimate.unwrap().value
}

fn waves() -> Paired {
    let both = BEFORE.iter().zip(AFTER).map(|(&before, after)| (Some(before), Some(after)));
    Paired::new(&both.collect::<Vec<_>>())
}

/// The same ten people at two times, compared as if they were twenty: the change is lost.
#[test]
fn an_unpaired_test_on_pairs_would_lose_the_change() {
    let paired = paired_t(&waves(), Level::P95).unwrap();
    let [before, after] =
        [waves().before(), waves().after()].map(|wave| wave.moments("x").unwrap());
    let unpaired = welch_t(&after, &before, Level::P95).unwrap();
    assert!((paired.p_value - 0.002_833).abs() < 5e-7);
    assert!((unpaired.p_value - 0.079_39).abs() < 5e-6);
}

/// Who answered only once moves both averages, and nobody's change.
#[test]
fn people_of_one_wave_do_not_enter_the_change() {
    let before = Values::Numbers(vec![Some(2.0), Some(3.0), Some(1.0), Some(5.0), None]);
    let after = Values::Numbers(vec![Some(3.0), Some(3.0), Some(3.0), None, Some(1.0)]);
    let reply = ask("paired", &[("before", before), ("after", after)], 5, &[]);
    let change = given(&reply, "mean_change");
    assert_eq!((change.n, change.n_missing, change.estimate.unwrap().value), (3, 2, 1.0));
    assert_eq!(given(&reply, "mean_before").n, 3);
}

/// Twenty mentees of four mentors are not twenty independent ones.
#[test]
fn mentees_who_share_a_mentor_are_not_counted_as_independent() {
    let values: Vec<f64> = (0..20).map(|at| f64::from(at / 5) + f64::from(at % 5) / 10.0).collect();
    let mentors: Vec<&str> = (0..20).map(|at| ["a", "b", "c", "d"][at / 5]).collect();
    let table = [("value", numbers(&values)), ("cluster", texts(&mentors))];
    let width = |reply: &Reply| {
        let Estimate { low, high, .. } = given(reply, "mean").estimate.unwrap();
        high.unwrap() - low.unwrap()
    };
    let (shared, alone) =
        (ask("one_group", &table, 20, &[]), ask("one_group", &table[..1], 20, &[]));
    assert!(width(&shared) > 2.0 * width(&alone));
    let three: Vec<&str> = (0..20).map(|at| ["a", "b", "c"][at / 7]).collect();
    let few = ask("one_group", &[("value", numbers(&values)), ("cluster", texts(&three))], 20, &[]);
    let notes = &given(&few, "mean").notes;
    assert!(notes.iter().any(|note| note.contains("fewer than 4 clusters")), "{notes:?}");
}

/// Those who left before the end do not vanish: what they could have answered is shown.
#[test]
fn people_who_left_widen_what_can_be_said() {
    let answers = Sample::weighted(&[Some(4.0), Some(5.0), None], &[40, 40, 20]);
    let bounds = worst_case_mean(&answers, 1.0, 5.0, Level::P95).unwrap();
    assert!((bounds.low - 3.8).abs() < 1e-12 && (bounds.high - 4.6).abs() < 1e-12);
}

/// Ten looks at nothing: a raw p-value below 0.05 turns up by chance, an adjusted one does not.
#[test]
fn one_of_ten_subgroups_by_chance_is_no_finding() {
    let p_values = [0.03, 0.2, 0.35, 0.41, 0.5, 0.62, 0.7, 0.81, 0.9, 0.97];
    for adjusted in [holm(&p_values), benjamini_hochberg(&p_values)] {
        assert!(adjusted.iter().all(|p| *p > 0.05), "{adjusted:?}");
    }
}

#[test]
fn a_net_promoter_score_of_few_never_stands_without_its_width() {
    let answers = Recommendations { promoters: 12, passives: 5, detractors: 3 };
    let Estimate { low, high, .. } = net_promoter(answers, Level::P95).unwrap();
    assert!(high.unwrap() - low.unwrap() > 0.6);
}

/// An item scored the wrong way round shows itself by going against the others.
#[test]
fn an_item_that_was_not_reversed_goes_against_the_others() {
    let people: Vec<f64> = (0..40).map(|at| f64::from(at % 5) + 1.0).collect();
    let wobble = |by: usize| -> Vec<f64> {
        people
            .iter()
            .enumerate()
            .map(|(at, lean)| (lean + f64::from(u8::from(at % by == 0))).min(5.0))
            .collect()
    };
    let turned: Vec<f64> = people.iter().map(|lean| 6.0 - lean).collect();
    let items = [("q1", wobble(3)), ("q2", wobble(4)), ("q3", wobble(7)), ("q4", turned)];
    let forms: Vec<String> = (0..people.len())
        .map(|at| items.iter().map(|(_, own)| own[at].to_string()).collect::<Vec<_>>().join("|"))
        .collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let table = [("items", texts(&vec!["q1|q2|q3|q4"; forms.len()])), ("values", texts(&forms))];
    let reply = ask("items", &table, forms.len(), &[]);
    assert!(value(&reply, "item_rest_q4") < 0.0 && value(&reply, "item_rest_q1") > 0.0);
}

/// Running matches count as long as they are seen, closed ones until they close.
#[test]
fn a_match_that_still_runs_is_not_a_short_one() {
    let spell = |days, closed: bool, count| Spell {
        days: Some(days),
        cause: closed.then(|| "closed".to_owned()),
        count,
        ..Spell::default()
    };
    let spells =
        Durations::new(vec![spell(100.0, true, 2), spell(200.0, false, 8), spell(400.0, true, 2)]);
    let curve = kaplan_meier(&spells, &[], Level::P95).unwrap();
    let share = curve.at(365.0).unwrap().share.value;
    // Of closed matches alone, half lasted a year; of all that were seen long enough, five in six.
    assert!((share - 10.0 / 12.0).abs() < 1e-12, "{share}");
}

/// A planned end is a cause of its own, and one minus survival would count it with the others.
#[test]
fn causes_of_closing_add_up_and_are_not_one_minus_survival() {
    let spell = |days, cause: &str, count| Spell {
        days: Some(days),
        cause: Some(cause.to_owned()),
        count,
        ..Spell::default()
    };
    let spells = Durations::new(vec![
        spell(90.0, "moved", 3),
        spell(180.0, "planned end", 4),
        spell(270.0, "moved", 2),
        spell(365.0, "planned end", 1),
    ]);
    let at_end = |cause: &str| {
        let curve = aalen_johansen(&spells, cause, Level::P95).unwrap();
        curve.at(365.0).unwrap().share.value
    };
    let (moved, planned) = (at_end("moved"), at_end("planned end"));
    assert!((moved - 0.5).abs() < 1e-12 && (planned - 0.5).abs() < 1e-12);
}

#[test]
fn maintained_is_not_improved() {
    let table = [("before", numbers(&BEFORE)), ("after", numbers(&AFTER))];
    let reply = ask("paired", &table, 10, &[("margin", "1.3")]);
    let shares = ["improved", "maintained", "declined"].map(|name| value(&reply, name));
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12 && shares[1] > 0.0);
}

/// The same change is 1.2 by one standard and 0.8 by another: the kind stands in its name.
#[test]
fn effect_sizes_of_two_kinds_do_not_share_a_name() {
    let av = hedges_g_av(&waves().moments().unwrap(), Level::P95).unwrap().value;
    let z = hedges_g_z(&waves().differences().moments("x").unwrap(), Level::P95).unwrap().value;
    assert!(z > 1.4 * av);
    let table = [("before", numbers(&BEFORE)), ("after", numbers(&AFTER))];
    let kind = |effect| {
        let reply = ask("paired", &table, 10, &[("effect", effect)]);
        given(&reply, "mean_change").effect_kind.clone().unwrap()
    };
    assert_ne!(kind("hedges_g_av"), kind("hedges_g_z"));
}

/// Mentors who answer two points higher than their mentees keep the order, and do not agree.
#[test]
fn the_same_order_is_not_called_agreement() {
    let dyads: Vec<_> = [1.0, 2.0, 3.0].map(|mentee| (Some(mentee), Some(mentee + 1.0))).to_vec();
    let ratings = Ratings::of_pairs(&Paired::new(&dyads));
    let order = icc_consistency(&ratings, Level::P95).map(|found| found.value);
    let agreement = icc_agreement(&ratings, Level::P95).unwrap().value;
    assert!(order.is_ok_and(|order| order > 0.999) && agreement < 0.7);
}

/// The gap alone would hide whether it matters that both are high or both are low.
#[test]
fn a_gap_is_explained_by_both_sides_and_not_alone() {
    let mentee: Vec<f64> = (0..50).map(|at| f64::from(at % 5) + 1.0).collect();
    let mentor: Vec<f64> = (0..50).map(|at| f64::from(at / 5 % 5) + 1.0).collect();
    // What comes out follows the mentee only.
    let outcome: Vec<f64> =
        mentee.iter().enumerate().map(|(at, m)| m + f64::from(u8::from(at % 7 == 0))).collect();
    let table = [
        ("mentee", numbers(&mentee)),
        ("mentor", numbers(&mentor)),
        ("outcome", numbers(&outcome)),
    ];
    let reply = ask("dyad", &table, 50, &[("answers", "response_surface"), ("midpoint", "3")]);
    // Along agreement the outcome rises by one a point, along the gap by one for the mentee's side alone.
    assert!((value(&reply, "response_surface_a1") - 1.0).abs() < 0.2);
    assert!((value(&reply, "response_surface_a3").abs() - 1.0).abs() < 0.2);
}

#[test]
fn no_difference_found_is_not_no_difference() {
    let table = [
        ("before", numbers(&[3.0, 2.0, 4.0, 3.0, 5.0, 1.0])),
        ("after", numbers(&[3.0, 3.0, 3.0, 4.0, 4.0, 2.0])),
    ];
    let reply =
        ask("paired", &table, 6, &[("margin", "0.5"), ("answers", "mean_change, equivalence")]);
    let (change, small) = (given(&reply, "mean_change"), given(&reply, "equivalence"));
    assert!(change.p_value.is_some_and(|p| p > 0.05) && small.p_value.is_some_and(|p| p > 0.05));
    let without = ask("paired", &table, 6, &[("answers", "equivalence")]);
    assert!(given(&without, "equivalence").notes[0].contains("`margin`"));
}

/// Everybody likes the program: partners drawn by lot agree as well.
#[test]
fn mentor_and_mentee_are_measured_against_partners_by_lot() {
    let high: Vec<f64> = (0..40).map(|at| if at % 9 == 0 { 4.0 } else { 5.0 }).collect();
    let other: Vec<f64> = (0..40).map(|at| if at % 7 == 0 { 4.0 } else { 5.0 }).collect();
    let table = [("mentee", numbers(&high)), ("mentor", numbers(&other))];
    let reply = ask("dyad", &table, 40, &[("answers", "partner_check"), ("seed", "1")]);
    assert!(given(&reply, "partner_check").p_value.is_some_and(|p| p > 0.2));
}

/// Nobody of twenty is not "surely nobody".
#[test]
fn nobody_of_twenty_leaves_room_for_one_in_six() {
    let none = wilson(0, 20, Level::P95).unwrap();
    assert_eq!((none.value, none.low), (0.0, Some(0.0)));
    assert!((none.high.unwrap() - 0.161_125).abs() < 5e-7);
}

/// A missing follow-up is not the answer before, and not the average.
#[test]
fn a_missing_follow_up_is_not_filled_in() {
    let before = numbers(&[1.0, 2.0, 3.0, 4.0]);
    let after = Values::Numbers(vec![Some(3.0), Some(4.0), None, None]);
    let reply = ask("paired", &[("before", before), ("after", after)], 4, &[]);
    let change = given(&reply, "mean_change");
    assert_eq!((change.n, change.n_missing, change.estimate.unwrap().value), (2, 2, 2.0));
    let nothing = paired_t(&Paired::new(&[(Some(1.0), None)]), Level::P95);
    assert!(matches!(nothing, Err(InferenceError::TooFew { .. })));
}

use super::*;
use crate::disclosure::{Context, attack, cells, protect, publish};
use crate::inference::{Findings, GAP_TO_OTHERS};
use crate::plan::{Correction, Privacy};

/// Hours of the people of a site.
type Site<'s> = (&'s str, &'s [(f64, u64)]);

fn slice(level: &str) -> Slice {
    let dimension = if level == "all" { "all" } else { "site" };
    lines::slice("all", dimension, level)
}

fn amount(level: &str, parts: &[(f64, u64)]) -> Amount {
    Amount {
        subject: ("training_hours".to_owned(), None),
        slice: slice(level),
        contrast: None,
        column: "value",
        answers: &["mean"],
        parts: Contributions::of(parts.iter().map(|(part, count)| (Some(*part), *count))),
    }
}

/// Averages of sites and of everyone, with what is behind them.
fn averages(sites: &[Site<'_>]) -> (Findings, Vec<Amount>) {
    let everyone: Vec<(f64, u64)> = sites.iter().flat_map(|(_, hours)| hours.to_vec()).collect();
    let all = [("all", everyone.as_slice())].into_iter().chain(sites.iter().copied());
    let told = all.map(|(level, hours)| {
        let amount = amount(level, hours);
        let n: u64 = hours.iter().map(|(_, count)| count).sum();
        let (term_id, dimension, level) = (*slice(level)).clone();
        let mean = Finding {
            measure: "training_hours".to_owned(),
            answer: "mean".to_owned(),
            term_id,
            dimension,
            level,
            n: Some(n),
            n_missing: Some(0),
            estimate: Some(amount.parts.total / n as f64),
            unit: "hours".to_owned(),
            ..Finding::default()
        };
        (mean, amount)
    });
    let (findings, amounts) = told.unzip();
    (Findings { findings, ..Findings::default() }, amounts)
}

/// Levels of which the average is shown.
fn shown(findings: &Findings) -> Vec<&str> {
    let shown = findings.findings.iter().filter(|one| one.suppressed.is_none());
    shown.map(|one| one.level.as_str()).collect()
}

/// Example 1 of section 4.2.1 of the handbook: of 100,000 the two largest are 50,000 and 49,000. A rule of (1, 90) calls that
/// safe, and the second is off by 2 % only. Example 2: 52,000 and 50,000 of 110,000, where the rule of (2, 90.9) hides too
/// much.
/// A first report, of a program without groups within groups.
fn beside<'c>(privacy: &'c Privacy, amounts: &'c [Amount]) -> Context<'c> {
    Context { privacy, nested: &[], earlier: None, amounts, correction: Correction::None }
}

#[test]
fn the_examples_of_the_handbook_come_out_as_printed() {
    let of = |total: f64, first: f64, second: f64| Contributions {
        total,
        largest: first,
        second,
        others: total - first - second,
        is_signed: false,
    };
    let first = of(100_000.0, 50_000.0, 49_000.0);
    assert!(first.largest < 0.9 * first.total);
    assert_eq!(first.needed(0.10), Some(0.10 * 50_000.0 - 1_000.0));
    assert_eq!(first.needed(0.0199), None);
    let second = of(110_000.0, 52_000.0, 50_000.0);
    let guess = second.total - second.second;
    assert!((100.0 * (guess - second.largest) / second.largest - 15.4).abs() < 0.05);
    assert_eq!(second.needed(0.10), None);
    assert!(second.largest + second.second > 100.0 / 110.0 * second.total);
    assert!(second.needed(0.16).is_some());
}

#[test]
fn the_two_largest_parts_are_found_in_any_order_and_whoever_has_the_same() {
    let of = |parts: &[(f64, u64)]| Contributions::of(parts.iter().map(|(x, n)| (Some(*x), *n)));
    for parts in [[(7.0, 1), (5.0, 1), (1.0, 4)], [(1.0, 4), (5.0, 1), (7.0, 1)]] {
        let found = of(&parts);
        assert_eq!((found.largest, found.second, found.others, found.total), (7.0, 5.0, 4.0, 16.0));
    }
    let found = of(&[(7.0, 3), (-9.0, 1)]);
    assert_eq!((found.largest, found.second, found.others, found.total), (9.0, 7.0, 14.0, 12.0));
    assert!(found.is_signed);
    // One or two parts alone are never safe, parts that are all nothing always.
    assert_eq!(of(&[(7.0, 1), (0.0, 40)]).needed(0.5), Some(3.5));
    assert!(of(&[(7.0, 2), (0.0, 40)]).needed(0.001).is_some());
    assert_eq!(of(&[(0.0, 40)]).needed(1.0), None);
    assert_eq!(of(&[(1.0, 12)]).needed(1.0), None);
}

#[test]
fn an_average_that_one_makes_up_is_hidden_and_another_one_that_would_tell_it() {
    let even: &[(f64, u64)] = &[(2.0, 10), (3.0, 10)];
    let more: &[(f64, u64)] = &[(2.0, 15), (3.0, 15)];
    let (original, amounts) =
        averages(&[("North", even), ("South", more), ("West", &[(40.0, 1), (0.0, 20)])]);
    let privacy = Privacy::default();
    let context = beside(&privacy, &amounts);
    let published = protect(original.clone(), context);
    assert_eq!(shown(&published), ["all", "South"]);
    assert_eq!(attack(&original, &published, context), []);
    // Hidden alone, it is the total less the others.
    let mut naive = original.clone();
    naive.findings[3].suppressed = Some(cells::DOMINATED.to_owned());
    (naive.findings[3].estimate, naive.findings[3].n) = (None, None);
    naive.findings[3].n_missing = None;
    let told = attack(&original, &naive, context);
    assert_eq!((told.len(), told[0].low.round(), told[0].high.round()), (1, 40.0, 40.0));
    assert_eq!(told[0].about, "amount of all in site West");
    // A weaker rule is a weaker rule: the parts of the others make it uncertain enough.
    let weak = Privacy { dominance: 0.01, ..Privacy::default() };
    let some: &[(f64, u64)] = &[(40.0, 1), (0.1, 12)];
    let (original, amounts) = averages(&[("North", even), ("South", even), ("West", some)]);
    for (privacy, least) in [(&weak, 4), (&privacy, 2)] {
        let context = beside(privacy, &amounts);
        assert_eq!(shown(&protect(original.clone(), context)).len(), least);
    }
}

#[test]
fn two_at_a_site_that_no_report_names_do_not_hide_what_one_makes_up_elsewhere() {
    let even: &[(f64, u64)] = &[(2.0, 10), (3.0, 10)];
    let one: &[(f64, u64)] = &[(40.0, 1), (0.0, 20)];
    let (original, amounts) = averages(&[("North", even), ("West", one), ("Few", &[(1.0, 2)])]);
    let privacy = Privacy::default();
    let context = beside(&privacy, &amounts);
    let published = publish(&original, context).unwrap();
    assert_eq!(shown(&published), ["all"]);
    assert_eq!(published.findings.len(), 3, "nobody is told of the site of two");
    // Hidden alone, it is the total less the others, but for the little of those two.
    let mut named = original;
    named.findings.retain(|one| one.level != "Few");
    let mut naive = named.clone();
    naive.findings[2].suppressed = Some(cells::DOMINATED.to_owned());
    (naive.findings[2].estimate, naive.findings[2].n) = (None, None);
    naive.findings[2].n_missing = None;
    let told = attack(&named, &naive, context);
    let of_west = told.iter().find(|one| one.about == "amount of all in site West");
    assert_eq!(of_west.map(|one| one.high.round()), Some(42.0));
}

#[test]
fn a_difference_is_not_shown_beside_a_hidden_average_nor_an_effect_size() {
    let even: &[(f64, u64)] = &[(2.0, 10), (3.0, 10)];
    let (mut original, amounts) =
        averages(&[("North", even), ("South", even), ("West", &[(40.0, 1), (0.0, 30)])]);
    let mut gap = original.findings[3].clone();
    (gap.answer, gap.contrast) = (GAP_TO_OTHERS.to_owned(), Some("West vs others".to_owned()));
    let mut median = original.findings[3].clone();
    (median.answer, median.effect) = ("median".to_owned(), Some(0.4));
    original.findings.insert(3, median);
    original.findings.push(gap);
    let privacy = Privacy::default();
    let context = beside(&privacy, &amounts);
    let published = protect(original.clone(), context);
    assert_eq!(
        (published.findings[3].suppressed.as_ref(), published.findings[3].effect),
        (None, None)
    );
    assert!(published.findings[5].suppressed.is_some());
    // A reader with the difference and everyone's average has the hidden one.
    let mut naive = published.clone();
    naive.findings[5] = original.findings[5].clone();
    let told = attack(&original, &naive, context);
    assert_eq!(
        told.iter().map(|one| one.about.as_str()).collect::<Vec<_>>(),
        ["amount of all in site West"]
    );
}

#[test]
fn a_category_that_one_line_makes_up_takes_another_one_with_it() {
    let line = |kind: Option<&str>, parts: &[(f64, u64)]| {
        let amount = Amount {
            contrast: kind.map(str::to_owned),
            column: "amount",
            answers: if kind.is_some() { &["total"] } else { &["total", "per_unit"] },
            ..amount("all", parts)
        };
        let total = Finding {
            measure: "training_hours".to_owned(),
            answer: "total".to_owned(),
            contrast: amount.contrast.clone(),
            term_id: "all".to_owned(),
            dimension: "all".to_owned(),
            level: "all".to_owned(),
            n: Some(parts.iter().map(|(_, count)| count).sum()),
            estimate: Some(amount.parts.total),
            unit: "count".to_owned(),
            ..Finding::default()
        };
        (total, amount)
    };
    let (rent, food, staff): (&[_], &[_], &[_]) =
        (&[(900.0, 12)], &[(80.0, 24)], &[(40_000.0, 1), (50.0, 11)]);
    let all = [rent, food, staff].concat();
    let lines = [
        line(None, &all),
        line(Some("food"), food),
        line(Some("rent"), rent),
        line(Some("staff"), staff),
    ];
    let (findings, amounts): (Vec<Finding>, Vec<Amount>) = lines.into_iter().unzip();
    let original = Findings { findings, ..Findings::default() };
    let privacy = Privacy::default();
    let context = beside(&privacy, &amounts);
    let published = publish(&original, context).unwrap();
    let hidden: Vec<_> = published.findings.iter().map(|one| one.suppressed.is_some()).collect();
    // The total with the rent and the food would be the pay of the staff, and is more than it by 10 % already.
    assert!(hidden[3]);
    assert_eq!(hidden.iter().filter(|is_hidden| **is_hidden).count(), 2, "{hidden:?}");
    assert_eq!(attack(&original, &published, context), []);
}

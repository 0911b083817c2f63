//! Hidden numbers stay hidden: made-up programs, protected, then attacked with everything that is shown.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use mentorlens::disclosure::{Amount, Context, amounts, attack, protect};
use mentorlens::inference::{Finding, Findings, SeriesPoint};
use mentorlens::measures::{Cells, Forms, Measured, Nested, Slice, Values, catalogue};
use mentorlens::plan::{Correction, Privacy};

use super::golden::root;

/// Programs that are made up; `MENTORLENS_SETS=1000` for a long night.
const SETS: u64 = 24;

#[test]
#[expect(clippy::disallowed_methods, reason = "a longer trial is asked for by a variable")]
fn what_is_hidden_of_made_up_programs_cannot_be_worked_out() {
    let asked = std::env::var("MENTORLENS_SETS").ok();
    let sets = asked.map_or(SETS, |sets| sets.parse().unwrap());
    let privacy = Privacy::default();
    let (mut naive, mut hidden, mut small, mut all) = (0, 0, 0, 0);
    for seed in 0..sets {
        let Made { findings, nested } = made(seed);
        let context = Context {
            privacy: &privacy,
            nested: &nested,
            earlier: None,
            amounts: &[],
            correction: Correction::None,
        };
        let alone = by_threshold_alone(&findings, &privacy);
        naive += u64::from(!attack(&findings, &alone, context).is_empty());
        let protected = protect(findings.clone(), context);
        let told = attack(&findings, &protected, context);
        assert!(told.is_empty(), "program {seed}: {told:#?}");
        (hidden, small) = (hidden + withheld(&protected), small + withheld(&alone));
        all += findings.findings.len();
    }
    let counted = format!(
        "{sets} programs, {naive} of them told by a threshold alone and none by these rules; {all} numbers, {small} of them small, {} hidden with them",
        hidden - small
    );
    if sets == 1000 {
        let text = std::fs::read_to_string(root().join("docs/disclosure.md")).unwrap();
        assert!(text.contains(&counted), "docs/disclosure.md needs this line: {counted}");
    }
    assert!(naive * 10 > sets * 9, "a threshold alone tells {naive} of {sets} programs");
    assert!(hidden < 4 * small, "{hidden} are hidden for {small}");
}

fn withheld(findings: &Findings) -> usize {
    findings.findings.iter().filter(|finding| finding.suppressed.is_some()).count()
}

/// What a rule does that knows nothing but a threshold: each number is looked at by itself.
fn by_threshold_alone(findings: &Findings, privacy: &Privacy) -> Findings {
    let mut naive = findings.clone();
    for finding in &mut naive.findings {
        let n = finding.n.unwrap_or(0);
        let part = (finding.unit == "share").then(|| finding.estimate.unwrap_or(0.0) * n as f64);
        let few = |count: f64| count > 0.5 && count < privacy.min_part as f64 - 0.5;
        if n < privacy.min_cell || part.is_some_and(|part| few(part) || few(n as f64 - part)) {
            (finding.n, finding.estimate, finding.low) = (None, None, None);
            (finding.n_missing, finding.n_excluded) = (None, None);
            finding.suppressed = Some(String::new());
        }
    }
    for point in &mut naive.series {
        point.n = point.n.filter(|n| *n >= privacy.min_part);
    }
    naive
}

/// One person with the slices that she is in, and her answers.
pub(super) struct Person {
    pub(super) slices: Vec<(String, String, String)>,
    score: Option<u64>,
    done: bool,
    kind: usize,
}

/// A program, drawn from a seed.
struct Made {
    findings: Findings,
    nested: Vec<Nested>,
}

const REGIONS: [&str; 2] = ["East", "West"];
const GENDERS: [&str; 4] = ["Boy", "Girl", "Nonbinary", "Not said"];

fn all() -> String {
    "all".to_owned()
}

fn made(seed: u64) -> Made {
    let (people, nested) = drawn(seed);
    // Distributions make the largest tables by far: one program in twenty has them.
    Made { findings: findings(&people, seed.is_multiple_of(20)), nested }
}

/// People, and which sites lie within which region.
pub(super) fn drawn(seed: u64) -> (Vec<Person>, Vec<Nested>) {
    let mut draws = ChaCha8Rng::seed_from_u64(seed);
    let mut below = |most: u64| draws.next_u64() % most;
    let n = 40 + below(260);
    let sites = 2 + below(4);
    let rare = 2 + below(12);
    let without_gender = below(3);
    let people: Vec<Person> = (0..n)
        .map(|_| {
            let site = below(sites * sites);
            // The first sites are larger than the last.
            let site = site.isqrt();
            let mut slices = vec![
                (all(), all(), all()),
                (all(), "site".to_owned(), format!("Site {site}")),
                (all(), "region".to_owned(), REGIONS[usize::from(site % 2 == 1)].to_owned()),
                (format!("term {}", below(3)), all(), all()),
            ];
            let gender = match below(100) {
                draw if draw < 46 => Some(0),
                draw if draw < 98 - rare => Some(1),
                draw if draw < 98 => Some(2),
                _ if without_gender > 0 => None,
                _ => Some(3),
            };
            slices.extend(
                gender.map(|at: usize| (all(), "gender".to_owned(), GENDERS[at].to_owned())),
            );
            let score = [1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5][usize::try_from(below(12)).unwrap()];
            Person {
                slices,
                score: (below(10) > 0).then_some(score),
                done: below(20) > 1,
                kind: [0, 0, 0, 0, 1, 1, 2][usize::try_from(below(7)).unwrap()],
            }
        })
        .collect();
    let nested = (0..sites)
        .map(|site| Nested {
            inner: ("site".to_owned(), format!("Site {site}")),
            outer: ("region".to_owned(), REGIONS[usize::from(site % 2 == 1)].to_owned()),
        })
        .collect();
    (people, nested)
}

pub(super) fn findings(people: &[Person], with_bars: bool) -> Findings {
    let mut slices = BTreeMap::<&(String, String, String), Vec<&Person>>::new();
    for person in people {
        person.slices.iter().for_each(|slice| slices.entry(slice).or_default().push(person));
    }
    let mut made = Findings::default();
    for (slice, people) in slices {
        let scores: Vec<u64> = people.iter().filter_map(|person| person.score).collect();
        let n = scores.len() as u64;
        if n > 0 {
            let missing = people.len() as u64 - n;
            let mean = scores.iter().sum::<u64>() as f64 / n as f64;
            let top = scores.iter().filter(|score| **score >= 4).count() as f64 / n as f64;
            let mut mean = finding("satisfaction", "mean", slice, n, mean, "points");
            "mean_t".clone_into(&mut mean.method);
            mean.low = mean.estimate.map(|mean| mean - 0.2);
            let mut top = finding("satisfaction", "top_box", slice, n, top, "share");
            (mean.n_missing, top.n_missing) = (Some(missing), Some(missing));
            made.findings.extend([top, mean]);
            for value in 1..=5 {
                let count = scores.iter().filter(|score| **score == value).count() as u64;
                if count > 0 && with_bars {
                    made.series.push(bar(slice, value, count, n));
                }
            }
        }
        let n = people.len() as u64;
        let done = people.iter().filter(|person| person.done).count() as f64 / n as f64;
        made.findings.push(finding("completion", "share", slice, n, done, "share"));
        made.findings.push(finding("certificates", "total", slice, n, n as f64, "count"));
        for kind in 0..3 {
            let count = people.iter().filter(|person| person.kind == kind).count() as u64;
            if count > 0 {
                let mut total =
                    finding("certificates", "total", slice, count, count as f64, "count");
                total.contrast = Some(format!("kind {kind}"));
                made.findings.push(total);
            }
        }
    }
    made
}

fn finding(
    measure: &str,
    answer: &str,
    (term, dimension, level): &(String, String, String),
    n: u64,
    estimate: f64,
    unit: &str,
) -> Finding {
    Finding {
        measure: measure.to_owned(),
        answer: answer.to_owned(),
        term_id: term.clone(),
        dimension: dimension.clone(),
        level: level.clone(),
        n: Some(n),
        n_missing: Some(0),
        n_excluded: Some(0),
        estimate: Some(estimate),
        unit: unit.to_owned(),
        ..Finding::default()
    }
}

fn bar(
    (term, dimension, level): &(String, String, String),
    value: u64,
    count: u64,
    n: u64,
) -> SeriesPoint {
    SeriesPoint {
        measure: "satisfaction".to_owned(),
        term_id: term.clone(),
        dimension: dimension.clone(),
        level: level.clone(),
        series: "distribution".to_owned(),
        x: Some(value as f64),
        y: Some(count as f64 / n as f64),
        n: Some(count),
        ..SeriesPoint::default()
    }
}

/// Averages of hours of which most people have a few, some none, and one in forty a thousand times as many.
#[test]
#[expect(clippy::disallowed_methods, reason = "a longer trial is asked for by a variable")]
fn who_makes_up_an_amount_of_made_up_programs_cannot_be_worked_out() {
    let asked = std::env::var("MENTORLENS_SETS").ok();
    let sets = asked.map_or(4 * SETS, |sets| sets.parse().unwrap());
    let privacy = Privacy::default();
    let (mut dominated, mut naive, mut hidden, mut all) = (0, 0, 0, 0);
    for seed in 0..sets {
        let (findings, amounts, nested) = hours(seed);
        let context = Context {
            privacy: &privacy,
            nested: &nested,
            earlier: None,
            amounts: &amounts,
            correction: Correction::None,
        };
        // Without what is behind the averages, only groups that are too small are hidden.
        let without = Context { amounts: &[], ..context };
        let small = protect(findings.clone(), without);
        let few = !attack(&findings, &small, context).is_empty();
        dominated += u64::from(few);
        // Each average looked at by itself: what its own parts forbid is hidden, and nothing else.
        let mut alone = small.clone();
        let protected = protect(findings.clone(), context);
        for (own, amount) in alone.findings.iter_mut().zip(&amounts) {
            if amount.needed(privacy.dominance).is_some() {
                (own.n, own.estimate, own.n_missing, own.n_excluded) = (None, None, None, None);
                own.suppressed = Some(String::new());
            }
        }
        naive += u64::from(few && !attack(&findings, &alone, context).is_empty());
        let told = attack(&findings, &protected, context);
        assert!(told.is_empty(), "program {seed}: {told:#?}");
        (hidden, all) =
            (hidden + withheld(&protected) - withheld(&small), all + findings.findings.len());
    }
    let counted = format!(
        "{sets} programs, {dominated} of them with an average that one or two make up: {naive} told when each is looked at alone, none by these rules; {all} averages, {hidden} hidden"
    );
    if sets == 1000 {
        let text = std::fs::read_to_string(root().join("docs/disclosure.md")).unwrap();
        assert!(text.contains(&counted), "docs/disclosure.md needs this line: {counted}");
    }
    assert!(dominated * 2 > sets && naive * 4 > dominated, "{counted}");
    assert!(hidden < all, "{counted}");
}

/// Averages by site, region and term, and what is behind each.
fn hours(seed: u64) -> (Findings, Vec<Amount>, Vec<Nested>) {
    let mut draws = ChaCha8Rng::seed_from_u64(1_000_000 + seed);
    let mut below = |most: u64| draws.next_u64() % most;
    let mut slices = BTreeMap::<(String, String, String), Vec<u64>>::new();
    for _ in 0..60 + below(160) {
        let hours = match below(40) {
            0 => 2000 + below(4000),
            1..15 => 0,
            _ => 1 + below(8),
        };
        let site = below(16).isqrt();
        let region = REGIONS[usize::from(site % 2 == 1)];
        let of = [
            (all(), all(), all()),
            (all(), "site".to_owned(), format!("Site {site}")),
            (all(), "region".to_owned(), region.to_owned()),
            (format!("term {}", below(3)), all(), all()),
        ];
        // Some have no site and no region.
        let known = if below(12) == 0 { [true, false, false, true] } else { [true; 4] };
        for slice in of.into_iter().zip(known).filter(|(_, known)| *known).map(|(slice, _)| slice) {
            slices.entry(slice).or_default().push(hours);
        }
    }
    let kpis = catalogue(None).unwrap();
    let kpi = kpis.into_iter().find(|kpi| kpi.id == "training_hours").unwrap();
    let (mut made, mut tables) = (Findings::default(), Vec::new());
    for (slice, hours) in slices {
        let n = hours.len() as u64;
        let mean = hours.iter().sum::<u64>() as f64 / n as f64;
        made.findings.push(finding("training_hours", "mean", &slice, n, mean, "hours"));
        let values = hours.iter().map(|hours| Some(*hours as f64)).collect();
        let cells = vec![("value".to_owned(), Values::Numbers(values))];
        let (term_id, dimension, level) = slice;
        let cells = Cells::new(cells, vec![1; hours.len()]);
        tables.push(Slice { subject: None, term_id, dimension, level, cells });
    }
    let nested = (0..4)
        .map(|site| Nested {
            inner: ("site".to_owned(), format!("Site {site}")),
            outer: ("region".to_owned(), REGIONS[site % 2].to_owned()),
        })
        .collect();
    let measured = Measured { kpi, slices: tables, forms: Forms::new(), absent: None };
    (made, amounts(&measured), nested)
}

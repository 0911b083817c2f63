//! Reports one after the other: together with what earlier ones have shown, the next one tells nothing that it hides.

use std::collections::{BTreeMap, BTreeSet};

use mentorlens::disclosure::{Context, Published, attack, protect, publish};
use mentorlens::inference::{Finding, Findings};
use mentorlens::measures::Nested;
use mentorlens::plan::{Correction, Privacy};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::golden::root;
use super::made_up::{Person, drawn, findings};
use super::program::Program;
use super::rules::{later, of_sites};

/// Programs that are made up; `MENTORLENS_SETS=100` for a longer trial.
const SETS: u64 = 12;

/// Those who come or go between the first report and the last.
const MOVING: usize = 14;

type Slice = (String, String, String);

/// People in the order in which they come, half of the last ones to a new site, and how many are there at each report. Every
/// third program shrinks.
fn over_time(seed: u64) -> (Vec<Person>, Vec<usize>, Vec<Nested>) {
    let (mut people, nested) = drawn(seed);
    let mut draws = ChaCha8Rng::seed_from_u64(2_000_000 + seed);
    let mut below = |most: u64| usize::try_from(draws.next_u64() % most).unwrap();
    let first = people.len() - MOVING;
    for person in &mut people[first..] {
        if below(2) == 0 {
            let site = person.slices.iter_mut().find(|(_, dimension, _)| dimension == "site");
            "Site new".clone_into(&mut site.unwrap().2);
        }
    }
    let mut sizes = vec![first];
    while *sizes.last().unwrap() < people.len() {
        sizes.push((sizes.last().unwrap() + 1 + below(5)).min(people.len()));
    }
    if seed % 3 == 2 {
        sizes.reverse();
    }
    (people, sizes, nested)
}

/// What a reader works out without a linear programme, of how many are at the sites of a program that only grows: a site that
/// is hidden has no more than everyone but those whom the other sites have, or had when they were shown last.
fn told_by_subtraction(now: &Findings, earlier: &Published, min_cell: u64) -> Vec<String> {
    let counts = |findings: &[Finding]| -> BTreeMap<Slice, u64> {
        let own = findings.iter().filter(|one| one.measure == "completion");
        let place = |one: &Finding| (one.term_id.clone(), one.dimension.clone(), one.level.clone());
        own.filter_map(|one| Some((place(one), one.n?))).collect()
    };
    let (shown, then) = (counts(&now.findings), counts(&earlier.findings));
    let all = || "all".to_owned();
    let Some(everyone) = shown.get(&(all(), all(), all())) else { return Vec::new() };
    let sites = now.findings.iter().filter(|one| one.measure == "completion");
    let sites: Vec<&Finding> = sites.filter(|one| one.dimension == "site").collect();
    let least = |level: &str| {
        let slice = (all(), "site".to_owned(), level.to_owned());
        shown.get(&slice).or_else(|| then.get(&slice)).copied().unwrap_or(0)
    };
    let hidden = sites.iter().filter(|one| one.suppressed.is_some());
    let most = |level: &str| {
        let others = sites.iter().filter(|one| one.level != level);
        everyone.saturating_sub(others.map(|one| least(&one.level)).sum())
    };
    hidden
        .filter(|one| most(&one.level) < min_cell)
        .map(|one| format!("at most {} at {}", most(&one.level), one.level))
        .collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a longer trial is asked for by a variable")]
fn what_is_hidden_cannot_be_worked_out_from_earlier_reports() {
    let asked = std::env::var("MENTORLENS_SETS").ok();
    let sets = asked.map_or(SETS, |sets| sets.parse().unwrap());
    let privacy = Privacy::default();
    let (mut reports, mut naive_told, mut subtracted, mut alone_hidden, mut hidden, mut waiting) =
        (0, 0, 0, 0, 0, 0);
    for seed in 0..sets {
        let (people, sizes, nested) = over_time(seed);
        let rules = (&privacy, &nested[..]);
        let grows = sizes.is_sorted();
        let (mut ours, mut naive) = (Published::default(), Published::default());
        let mut is_told = false;
        for size in sizes {
            let original = findings(&people[..size], seed.is_multiple_of(20));
            // Each report protected by itself, as if there had been no other.
            let alone = protect(original.clone(), beside(rules, None));
            assert_eq!(attack(&original, &alone, beside(rules, None)), [], "program {seed}");
            is_told |= !attack(&original, &alone, beside(rules, Some(&naive))).is_empty();
            if grows {
                subtracted += told_by_subtraction(&alone, &naive, privacy.min_cell).len();
            }
            alone_hidden += withheld(&alone);
            naive = Published::shown(alone.findings, alone.series)
                .over(naive.linked(&original.findings));

            let published = publish(&original, beside(rules, Some(&ours)))
                .unwrap_or_else(|error| panic!("program {seed}: {error}"));
            // Levels of one or two people are in no report at all, nor all lines of a hidden group.
            let (left, right) = (in_both(&original, &published), in_both(&published, &original));
            let told = attack(&left, &right, beside(rules, Some(&ours)));
            assert_eq!(told, [], "program {seed} of {size}");
            if grows {
                let told = told_by_subtraction(&published, &ours, privacy.min_cell);
                assert!(told.is_empty(), "program {seed} of {size}: {told:?}");
            }
            reports += 1;
            hidden += withheld(&published);
            let is_everyone = |one: &&Finding| one.term_id == "all" && one.dimension == "all";
            let all = published.findings.iter().find(is_everyone);
            waiting += u64::from(all.is_some_and(|one| one.suppressed.is_some()));
            let shown = Published::shown(published.findings, published.series);
            ours = shown.over(ours.linked(&original.findings));
        }
        naive_told += u64::from(is_told);
    }
    let counted = format!(
        "{sets} programs, {reports} reports of them, {naive_told} programs told by two reports that are each safe alone, none by these rules; {alone_hidden} numbers hidden in reports by themselves, {hidden} beside the earlier ones; {waiting} reports in which everyone waits"
    );
    if sets == 100 {
        let text = std::fs::read_to_string(root().join("docs/disclosure.md")).unwrap();
        assert!(text.contains(&counted), "docs/disclosure.md needs this line: {counted}");
    }
    assert!(naive_told * 2 > sets && subtracted > 0, "{counted}");
    assert!(hidden < 3 * alone_hidden, "{counted}");
}

/// Rules, levels within others, and what earlier reports have shown.
fn beside<'c>(
    (privacy, nested): (&'c Privacy, &'c [Nested]),
    earlier: Option<&'c Published>,
) -> Context<'c> {
    Context { privacy, nested, earlier, amounts: &[], correction: Correction::None }
}

/// Findings of one set that another one has as well.
fn in_both(own: &Findings, other: &Findings) -> Findings {
    let key = |one: &Finding| {
        let Finding { measure, answer, contrast, term_id, dimension, level, .. } = one.clone();
        (measure, answer, contrast, term_id, dimension, level)
    };
    let known: BTreeSet<_> = other.findings.iter().map(key).collect();
    let mut own = own.clone();
    own.findings.retain(|one| known.contains(&key(one)));
    own
}

fn withheld(findings: &Findings) -> usize {
    findings.findings.iter().filter(|finding| finding.suppressed.is_some()).count()
}

/// The number of everyone in the first measure, and the sites that are shown.
fn told(program: &Program) -> (Option<u64>, Vec<String>) {
    let json = program.json("reports/findings.json");
    let findings = json.as_array().unwrap();
    let is_all = |one: &&serde_json::Value| one["dimension"] == "all" && one["term_id"] == "all";
    let everyone = findings.iter().find(is_all).and_then(|one| one["n"].as_u64());
    let is_shown =
        |one: &&serde_json::Value| one["dimension"] == "site" && one["suppressed"].is_null();
    let sites =
        findings.iter().filter(is_shown).map(|one| one["level"].as_str().unwrap().to_owned());
    let sites: BTreeSet<String> = sites.collect();
    (everyone, sites.into_iter().collect())
}

/// Rules that look at what has changed since earlier reports.
const LOOKS_BACK: &str = "\n[privacy]\nmin_change = 2\n";

#[test]
fn rules_that_allow_any_change_give_the_same_report_whatever_was_shown_before() {
    let program = of_sites("", &[("North", 83), ("South", 71)]);
    program.run("run", &[]).ended_with(0);
    let sites = [("North", 83), ("South", 71), ("West", 5)];
    later(&program, &sites);
    program.run("run", &[]).ended_with(0);
    let fresh = of_sites("", &sites);
    fresh.run("run", &[]).ended_with(0);
    assert_eq!(told(&program), (Some(159), vec!["North".to_owned()]));
    assert!(program.text("reports/findings.json") == fresh.text("reports/findings.json"));
    assert!(!program.path("warehouse/shown").exists());
}

#[test]
fn a_second_report_on_the_same_data_is_the_first_one() {
    let program = Program::sample("riverbend");
    program.run("run", &[]).ended_with(0);
    let first = program.files("reports");
    program.run("run", &[]).ended_with(0);
    for (name, bytes) in program.files("reports") {
        // The overview lists the runs, of which there is one more.
        if name != "overview.html" {
            assert!(first.get(&name) == Some(&bytes), "{name} differs");
        }
    }
}

#[test]
fn a_few_at_a_new_site_are_not_told_by_the_difference_of_two_reports() {
    let editions = format!("[[editions]]\nid = \"evaluator\"\n{LOOKS_BACK}");
    let program = of_sites(&editions, &[("North", 83), ("South", 71)]);
    program.run("run", &[]).ended_with(0);
    let whole = (Some(154), vec!["North".to_owned(), "South".to_owned()]);
    assert_eq!(told(&program), whole);
    assert!(!program.path("warehouse/shown").exists(), "there is nothing to remember");

    // 159 are 83 and 71 and five more.
    later(&program, &[("North", 83), ("South", 71), ("West", 5)]);
    let said = program.run("run", &[]).ended_with(0);
    assert!(said.err.contains("wait until more have joined or left"), "{}", said.err);
    let (everyone, sites) = told(&program);
    assert_eq!((everyone, sites.contains(&"West".to_owned())), (None, false));
    let page = program.text("reports/index.html");
    assert!(page.contains("with an earlier report it would tell of fewer than 10"));
    let reports = program.files("reports");
    for (name, bytes) in &reports {
        let text = super::rendered::text_of(&program.path(name), bytes);
        let mut words = text.split(|sign: char| !sign.is_alphanumeric());
        assert!(!words.any(|word| word == "159"), "{name} says how many there are");
    }
    program.run("run", &[]).ended_with(0);
    assert_eq!(
        program.files("reports").keys().collect::<Vec<_>>(),
        reports.keys().collect::<Vec<_>>()
    );
    assert!(program.files("reports")["reports/findings.json"] == reports["reports/findings.json"]);

    // A program without earlier reports has nothing to fear: two sites hide one another.
    let fresh = of_sites("", &[("North", 83), ("South", 71), ("West", 5)]);
    fresh.run("run", &[]).ended_with(0);
    assert_eq!(told(&fresh), (Some(159), vec!["North".to_owned()]));

    later(&program, &[("North", 83), ("South", 71), ("West", 16)]);
    program.run("run", &[]).ended_with(0);
    assert_eq!(told(&program).0, Some(170));
}

/// Not only the last report counts: everyone is hidden in it, and the one before tells as much.
#[test]
fn what_a_report_before_the_last_has_shown_is_remembered_by_its_owner_alone() {
    let sites = |west| [("North", 83), ("South", 71), ("West", west)];
    let program = of_sites(LOOKS_BACK, &sites(0)[..2]);
    for west in [4, 5, 6] {
        program.run("run", &[]).ended_with(0);
        later(&program, &sites(west));
    }
    program.run("run", &[]).ended_with(0);
    assert_eq!(told(&program).0, None);
    let remembered = program.path("warehouse/shown/findings.json");
    let mode = |path: &std::path::Path| {
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).unwrap().permissions())
            & 0o777
    };
    assert_eq!((mode(&remembered), mode(remembered.parent().unwrap())), (0o600, 0o700));
    let record: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&remembered).unwrap()).unwrap();
    let counts: Vec<u64> =
        record["findings"].as_array().unwrap().iter().filter_map(|one| one["n"].as_u64()).collect();
    assert!(counts.contains(&154), "{counts:?}");

    // Where nobody has a report, its owner says so by removing what was written.
    std::fs::remove_dir_all(program.path("warehouse/shown")).unwrap();
    std::fs::remove_dir_all(program.path("reports")).unwrap();
    program.run("run", &[]).ended_with(0);
    assert_eq!(told(&program).0, Some(160));
}

#[test]
fn what_is_remembered_and_cannot_be_read_is_not_passed_over() {
    let program = of_sites(LOOKS_BACK, &[("North", 83), ("South", 71)]);
    program.run("run", &[]).ended_with(0);
    program.put("warehouse/shown/findings.json", b"{}");
    let said = program.run("run", &[]).ended_with(2);
    assert!(said.err.contains("delete it only where nobody has an earlier report"), "{}", said.err);
}

//! Numbers of earlier runs in the overview: which are shown, in which language, how many.

use super::invented::{Invented, Way};
use crate::inference::Finding;
use crate::plan::EvaluationDesign;
use crate::report::{ReportInput, Run, RunFacts, primary_numbers, render_overview};

const THIS: &str = "this run";

fn invented() -> Invented {
    let mut invented = Invented::new(EvaluationDesign::PrePost, "L2", Way::Up);
    invented.plan.analysis.primary = vec!["completion".to_owned()];
    invented
}

/// A run with its number of matches, and what it published.
fn run(invented: &Invented, number: u64, n: u64) -> Run {
    let as_of = format!("2025-{:02}-{:02}", 1 + number / 28, 1 + number % 28);
    let published = primary_numbers(&invented.input()).into_iter();
    let published = published.map(|one| Finding { n: Some(n), ..one }).collect();
    Run { number, id: format!("run {number}"), as_of, published, ..Run::default() }
}

/// The overview of the latest run, with 777 matches, after earlier ones.
fn overview(invented: &Invented, earlier: Vec<Run>) -> String {
    let this = Run { id: THIS.to_owned(), ..run(invented, 300, 0) };
    let runs: Vec<Run> = std::iter::once(this).chain(earlier).collect();
    let facts = RunFacts { snapshot: THIS.to_owned(), ..RunFacts::default() };
    let input = ReportInput { run: facts, ..invented.input() };
    render_overview(&input, &runs).unwrap().replace('\u{a0}', " ")
}

fn history(page: &str) -> Option<&str> {
    Some(page.split_once("<section id=\"history\">")?.1.split_once("</section>")?.0)
}

#[test]
fn what_a_run_keeps_is_its_headline_about_everyone() {
    let invented = invented();
    let kept = primary_numbers(&invented.input());
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!((kept[0].measure.as_str(), kept[0].dimension.as_str()), ("completion", "all"));
    let mut hidden = Invented::new(EvaluationDesign::PrePost, "L2", Way::Hidden);
    hidden.plan.analysis.primary = vec!["completion".to_owned()];
    assert_eq!(primary_numbers(&hidden.input()), [], "what is hidden is not kept");
}

#[test]
fn a_run_is_shown_when_it_is_far_enough_from_every_other_one() {
    let invented = invented();
    let numbers = [(4, 776), (3, 767), (2, 766), (1, 777)];
    let earlier = numbers.map(|(number, n)| run(&invented, number, n)).to_vec();
    let page = overview(&invented, earlier);
    let shown = history(&page).unwrap();
    // As many as now, or 10 fewer; one or eleven away from a shown one tells of one person.
    for (number, is_shown) in [(300, true), (4, false), (3, true), (2, false), (1, true)] {
        assert_eq!(shown.contains(&format!(">Run {number}<")), is_shown, "{number}: {shown}");
    }
}

#[test]
fn groups_that_the_rules_of_now_would_hide_are_not_shown_from_then() {
    let invented = invented();
    let page = overview(&invented, vec![run(&invented, 1, 9)]);
    assert_eq!(history(&page), None);
}

#[test]
fn as_many_runs_are_drawn_as_there_is_room_for_and_the_page_speaks_the_language() {
    let mut invented = invented();
    let earlier = (1..100).rev().map(|number| run(&invented, number, 777)).collect();
    let page = overview(&invented, earlier);
    let shown = history(&page).unwrap();
    assert_eq!(shown.matches("<tr><th scope=\"row\">").count(), 24);
    assert!(shown.contains("24 runs."), "{shown}");
    "es".clone_into(&mut invented.plan.program.language);
    let page = overview(&invented, vec![run(&invented, 1, 777)]);
    let shown = history(&page).unwrap();
    assert!(page.contains("De una ejecución a otra") && shown.contains("2 ejecuciones."));
    assert!(shown.contains("1 ene 2025") || shown.contains("2 ene 2025"), "{shown}");
}

#[test]
fn without_a_warehouse_beside_the_reports_there_is_no_history() {
    let invented = invented();
    let page = render_overview(&invented.input(), &[]).unwrap();
    assert_eq!(history(&page), None);
}

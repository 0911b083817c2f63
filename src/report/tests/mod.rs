//! Whole pages from invented findings: at every level, in every direction, hidden, not computed, hostile.

mod brand;
mod history;
mod invented;
mod stress;
mod workbook;

use invented::{Invented, Way};

use super::evidence::Evidence;
use super::language::Language;
use super::sentences::{about, banned_words, in_short};
use super::{ReportInput, RunFacts, render};
use crate::plan::{EditionKind, EditionPart, EvaluationDesign};

const LEVELS: [&str; 6] = ["L0", "L1", "L2", "L3", "L4", "L5"];

const KINDS: [EditionKind; 6] = [
    EditionKind::Funder,
    EditionKind::Board,
    EditionKind::SchoolTerm,
    EditionKind::Corporate,
    EditionKind::Evaluator,
    EditionKind::Public,
];

fn page(invented: &Invented) -> String {
    render(&invented.input(), &invented.plan.editions[0]).expect("a page of findings renders")
}

/// The text of a page without its style sheet.
fn words(page: &str) -> String {
    let body = page.split("</style>").nth(1).expect("a page has a style sheet");
    let mut words = String::new();
    for part in body.split('<').skip(1) {
        words.push_str(part.split_once('>').map_or("", |(_, text)| text));
        words.push(' ');
    }
    words
}

#[test]
fn no_sentence_says_more_than_its_level_permits() {
    for (level, language) in LEVELS.into_iter().flat_map(|level| [(level, "en"), (level, "es")]) {
        let language = Language::shipped(language).unwrap();
        for way in Way::ALL {
            let invented = Invented::new(EvaluationDesign::Randomised, level, way);
            let kpis = language.measures(&invented.kpis);
            let input = ReportInput { kpis: &kpis, ..invented.input() };
            let evidence = Evidence::new(&input, &invented.plan.editions[0], &language);
            let mut said = 0;
            for kpi in kpis.iter() {
                let sentences = about(&evidence, kpi, &evidence.overall(&kpi.id));
                for sentence in sentences.into_iter().chain(in_short(&evidence, kpi)) {
                    said += 1;
                    let banned = banned_words(&sentence.text, level);
                    assert!(banned.is_empty(), "{level}: {banned:?} in “{}”", sentence.text);
                    assert!(sentence.text.ends_with(['.', '”']), "{}", sentence.text);
                    assert!(!sentence.text.contains("  "), "{}", sentence.text);
                }
            }
            assert!(said >= invented.kpis.len(), "{level} {way:?}: only {said} sentences");
        }
    }
}

#[test]
fn a_page_keeps_to_its_level_too() {
    for (design, level) in [
        (EvaluationDesign::PrePost, "L2"),
        (EvaluationDesign::Comparison, "L3"),
        (EvaluationDesign::Comparison, "L4"),
        (EvaluationDesign::Randomised, "L5"),
    ] {
        let invented = Invented::new(design, level, Way::Up);
        let page = page(&invented);
        // Definitions may name the cause of an end; what is said of results may not.
        let said = page
            .split("<details class=\"computed\">")
            .map(|part| part.split_once("</details>").map_or(part, |(_, rest)| rest));
        let banned = banned_words(&words(&said.collect::<String>()), level);
        assert!(banned.is_empty(), "{level}: {banned:?}");
    }
}

#[test]
fn an_effect_is_said_at_the_top_of_the_ladder_only() {
    let said = |level: &str| {
        let page = page(&Invented::new(EvaluationDesign::Randomised, level, Way::Up));
        words(&page).to_lowercase().contains("the program raised weekly profit")
    };
    assert!(said("L5") && !said("L4") && !said("L3"));
}

#[test]
fn what_is_hidden_stands_nowhere() {
    let invented = Invented::new(EvaluationDesign::PrePost, "L2", Way::Hidden);
    let page = page(&invented);
    assert!(page.contains("hidden to protect privacy"));
    // The invented estimates and counts are these; not one of them may be left.
    for number in ["0.37", "37.1", "41.3", "777"] {
        assert!(!page.contains(number), "{number}");
    }
}

#[test]
fn text_from_plan_and_data_is_escaped() {
    let mut invented = Invented::new(EvaluationDesign::PrePost, "L2", Way::Up);
    let hostile = "<script>alert('x')</script> & \"quoted\"";
    hostile.clone_into(&mut invented.plan.program.name);
    invented.plan.program.about = Some(hostile.to_owned());
    hostile.clone_into(&mut invented.plan.editions[0].title);
    hostile.clone_into(&mut invented.plan.outcomes[0].title);
    for finding in &mut invented.findings {
        if finding.dimension == "site" {
            hostile.clone_into(&mut finding.level);
        }
    }
    invented.ledger.violations[0].examples = vec![hostile.to_owned()];
    let page = page(&invented);
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let invented = Invented::new(EvaluationDesign::Comparison, "L3", Way::Down);
    assert_eq!(page(&invented), page(&invented));
}

#[test]
fn no_findings_at_all_still_give_a_page() {
    let mut invented = Invented::new(EvaluationDesign::PrePost, "L2", Way::Up);
    invented.findings.clear();
    invented.series.clear();
    let page = page(&invented);
    assert!(page.contains("id=\"quality\"") && !page.contains("<figure"));
}

#[test]
fn every_measure_has_a_drawing_and_a_table() {
    let mut invented = Invented::new(EvaluationDesign::Randomised, "L5", Way::Up);
    invented.plan.editions[0].kind = EditionKind::Evaluator;
    let page = page(&invented);
    assert_eq!(page.matches("class=\"wide\"").count(), page.matches("class=\"narrow\"").count());
    for block in page.split("<article").skip(1) {
        let block = block.split("</article>").next().unwrap_or_default();
        let id = block.split('"').nth(3).unwrap_or_default();
        assert!(block.contains("<figure") && block.contains("<table"), "{id}");
        assert!(block.contains("How we know."), "{id}");
    }
}

#[test]
fn every_edition_renders_whichever_way_the_findings_point() {
    for kind in KINDS {
        for way in Way::ALL {
            let mut invented = Invented::new(EvaluationDesign::PrePost, "L2", way);
            invented.plan.editions[0].kind = kind;
            let page = page(&invented);
            assert!(page.contains("</html>"), "{kind:?} {way:?}");
            assert!(!page.contains("undefined"), "{kind:?} {way:?}");
        }
    }
}

#[test]
fn a_plan_chooses_and_orders_the_parts() {
    let mut invented = Invented::new(EvaluationDesign::PrePost, "L2", Way::Up);
    invented.plan.editions[0].parts = vec![EditionPart::Limits, EditionPart::Targets];
    let page = page(&invented);
    let (limits, targets) = (page.find("id=\"limits\""), page.find("id=\"targets\""));
    assert!(limits.is_some() && limits < targets, "{limits:?} {targets:?}");
    assert!(!page.contains("id=\"main\"") && !page.contains("id=\"glossary\""));
}

#[test]
fn every_step_of_the_logic_model_shows_its_measures_or_why_there_is_no_number() {
    for (way, has_number, why) in
        [(Way::Up, true, "status met"), (Way::Hidden, false, "hidden to protect privacy")]
    {
        let page = page(&Invented::new(EvaluationDesign::PrePost, "L2", way));
        let (_, model) = page.split_once("id=\"logic_model\"").expect("the part is there");
        let (model, _) = model.split_once("</section>").expect("the part ends");
        assert_eq!(model.contains("<b>"), has_number, "{way:?}: {model}");
        assert!(model.contains(why), "{way:?}: {model}");
        let (outputs, long_term) = (model.find("Matches last"), model.find("No measure shows"));
        assert!(outputs.is_some() && outputs < long_term, "{model}");
    }
}

#[test]
fn facts_of_the_run_stand_on_the_page() {
    let invented = Invented::new(EvaluationDesign::PrePost, "L2", Way::Unclear);
    let run = RunFacts {
        as_of: "2025-06-30".to_owned(),
        alarms: vec!["3 rows of `meetings` were set aside".to_owned()],
        restated: Vec::new(),
        voices: crate::report::VoicesRecord::default(),
        not_measured: vec![("completion".to_owned(), "no rows".to_owned())],
        ..RunFacts::default()
    };
    let input = ReportInput { run, ..invented.input() };
    let page = render(&input, &invented.plan.editions[0]).unwrap();
    for said in [
        "as of 30\u{a0}June 2025",
        "3 rows of “meetings” were set aside",
        "Matches that kept their commitment</strong>: no rows",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn on_paper_no_text_is_smaller_than_seven_points_and_what_is_read_has_nine_and_a_half() {
    let (_, print) = include_str!("../page.css").split_once("@media print {").unwrap();
    let sizes = |part: &str| -> Vec<f64> {
        let after = part.split("font-size: ").skip(1);
        after.filter_map(|rest| rest.split_once("pt")?.0.parse().ok()).collect()
    };
    assert!(sizes(print).len() > 30, "{:?}", sizes(print));
    assert!(sizes(print).iter().all(|size| *size >= 7.0), "{:?}", sizes(print));
    for read in ["  body {", "  .say {", "  .tiles .say {", "  .lede {", "  blockquote p {"] {
        let (_, rule) = print.split_once(read).unwrap();
        let size = sizes(rule.split('}').next().unwrap());
        assert!(size.first().is_some_and(|size| *size >= 9.5), "{read} {size:?}");
    }
}

//! Pages at their ends: one group and sixty, names that are long, foreign or hostile, nothing to show.

use super::invented::{Invented, Way};
use super::{KINDS, page};
use crate::inference::Finding;
use crate::plan::{EditionKind, EvaluationDesign};

/// A page that opens at once from an e-mail.
const LARGEST: usize = 2_000_000;

/// Every finding about the one invented site, for as many sites, each with a name.
fn with_sites(way: Way, name: impl Fn(usize) -> String, sites: usize) -> Invented {
    let mut invented = Invented::new(EvaluationDesign::PrePost, "L2", way);
    let (of_site, mut findings): (Vec<Finding>, Vec<Finding>) =
        invented.findings.into_iter().partition(|finding| finding.dimension == "site");
    for place in 0..sites {
        let level = name(place);
        // A slice shows the headline of a measure.
        for (at, finding) in of_site.iter().enumerate() {
            if at == 0 || of_site[at - 1].measure != finding.measure {
                findings.push(Finding { level: level.clone(), ..finding.clone() });
            }
        }
    }
    invented.findings = findings;
    invented
}

/// Renders every kind and checks what holds for each page.
fn pages(mut invented: Invented) -> Vec<(EditionKind, String)> {
    let render = |kind| {
        invented.plan.editions[0].kind = kind;
        let page = page(&invented);
        assert!(page.ends_with("</html>\n"), "{kind:?}");
        assert!(!page.contains("<script") && !page.contains("NaN"), "{kind:?}");
        assert!(page.len() < LARGEST, "{kind:?}: {} bytes", page.len());
        (kind, page)
    };
    KINDS.into_iter().map(render).collect()
}

#[test]
fn one_site_five_and_sixty_have_room() {
    for sites in [1, 5, 60] {
        for (kind, page) in pages(with_sites(Way::Up, |place| format!("Site {place}"), sites)) {
            if kind == EditionKind::Evaluator {
                assert!(page.contains(&format!("Site {}", sites - 1)), "{sites}");
            }
            if kind == EditionKind::Public {
                assert!(!page.contains("Site 0"), "the public edition shows no group");
            }
        }
    }
}

#[test]
fn names_that_are_long_foreign_or_hostile_appear_as_text() {
    let names = [
        "The Very Reverend Monsignor Bartholomew Featherstonehaugh Memorial Middle School for the Arts",
        "Selbstwirksamkeitserwartungsskalenmittelwertdifferenzenschätzungsverfahrensgruppe",
        "בית ספר עירוני מקיף ע״ש יצחק",
        "مدرسة الأمل الثانوية",
        "<script>alert('x')</script> & \"quoted\"",
        "👩🏽‍🏫 mentors \u{202e}txet desrever",
    ];
    let invented = with_sites(Way::Up, |place| names[place].to_owned(), names.len());
    for (kind, page) in pages(invented) {
        if kind == EditionKind::Evaluator {
            assert!(page.contains("&lt;script&gt;alert("));
            assert!(page.contains("\u{2068}בית ספר"), "a name runs into its neighbours");
        }
    }
}

#[test]
fn ten_thousand_letters_are_shortened() {
    let mut invented = with_sites(Way::Up, |_| "x".repeat(10_000), 1);
    invented.plan.program.name = "y".repeat(10_000);
    for (kind, page) in pages(invented) {
        assert!(!page.contains(&"x".repeat(200)), "{kind:?}");
        assert!(!page.contains(&"y".repeat(200)), "{kind:?}");
    }
}

#[test]
fn nothing_and_only_hidden_numbers_still_give_every_page() {
    pages(with_sites(Way::Hidden, |place| format!("Site {place}"), 5));
    pages(with_sites(Way::Absent, |place| format!("Site {place}"), 5));
    let mut invented = Invented::new(EvaluationDesign::PrePost, "L2", Way::Up);
    (invented.findings, invented.series) = (Vec::new(), Vec::new());
    for (kind, page) in pages(invented) {
        assert!(!page.contains("<figure"), "{kind:?}");
    }
}

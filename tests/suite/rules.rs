//! Rules of privacy: an edition can ask for more than the plan, and a small group is in nothing that is given away.

use super::program::Program;

/// Mentees at three sites, so many at each, with two editions.
pub(super) fn of_sites(editions: &str, sites: &[(&str, usize)]) -> Program {
    let program = Program::new(&format!(
        "[program]\nid = \"case\"\nname = \"Case\"\n\n[[segments]]\nid = \"site\"\nfrom = \"people.site\"\nprimary = true\n\n\
        [[sources]]\nid = \"people\"\nfiles = [\"people.csv\"]\ntable = \"people\"\n\
        columns = {{ person_id = \"id\", site = \"site\" }}\nconstants = {{ role = \"mentee\" }}\n{editions}",
    ));
    let mut people = csv::Writer::from_writer(Vec::new());
    people.write_record(["id", "site"]).unwrap();
    let each = sites.iter().flat_map(|(site, n)| std::iter::repeat_n(*site, *n));
    for (number, site) in each.enumerate() {
        people.write_record([&number.to_string(), site]).unwrap();
    }
    program.put("people.csv", &people.into_inner().unwrap());
    program
}

/// The exports of the same program at a later time.
pub(super) fn later(program: &Program, sites: &[(&str, usize)]) {
    let bytes = std::fs::read(of_sites("", sites).path("people.csv")).unwrap();
    program.put("people.csv", &bytes);
}

/// The sites whose numbers a file of findings shows.
fn shown(program: &Program, file: &str) -> Vec<String> {
    let findings: serde_json::Value = serde_json::from_str(&program.text(file)).unwrap();
    let mut sites: Vec<String> = findings
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["dimension"] == "site" && finding["suppressed"].is_null())
        .map(|finding| finding["level"].as_str().unwrap().to_owned())
        .collect();
    sites.sort();
    sites.dedup();
    sites
}

const SITES: [(&str, usize); 4] = [("North", 70), ("South", 60), ("East", 50), ("West", 14)];

#[test]
fn a_public_edition_hides_what_the_plan_s_own_rules_show() {
    let program =
        of_sites("[[editions]]\nid = \"funder\"\n\n[[editions]]\nid = \"public\"\n", &SITES);
    program.run("run", &[]).ended_with(0);
    assert_eq!(shown(&program, "reports/findings.json"), ["East", "North", "South", "West"]);
    // Not West, and not the one that would tell of it.
    assert_eq!(shown(&program, "reports/findings-public_strict.json"), ["North", "South"]);
    let pages = |program: &Program| {
        ["index.html", "public.html"].map(|page| program.text(&format!("reports/{page}")))
    };
    let before = pages(&program);
    assert!(!before[1].contains("West"), "no groups at all");
    program.run("report", &[]).ended_with(0);
    assert!(pages(&program) == before, "`report` makes the same pages from what is kept");
}

#[test]
fn an_edition_can_ask_for_more_and_not_for_less() {
    let edition = |rules: &str| format!("[[editions]]\nid = \"funder\"\nprivacy = \"{rules}\"\n");
    let stricter = of_sites(&edition("delaware_15"), &SITES);
    stricter.run("run", &[]).ended_with(0);
    assert_eq!(shown(&stricter, "reports/findings-delaware_15.json"), ["North", "South"]);
    let weaker = of_sites(&edition("staff_5"), &SITES);
    weaker.run("run", &[]).ended_with(0);
    assert!(
        !weaker.path("reports/findings-staff_5.json").exists(),
        "the plan's rules are stricter"
    );
    let public = of_sites("[[editions]]\nid = \"public\"\nprivacy = \"staff_5\"\n", &SITES);
    let told = public.run("run", &[]).ended_with(2);
    assert!(told.err.contains("allowed: public_strict"), "{}", told.err);
    // A report without such an edition takes its findings away.
    stricter.put("mentorlens.toml", weaker.text("mentorlens.toml").as_bytes());
    stricter.run("run", &[]).ended_with(0);
    assert!(!stricter.path("reports/findings-delaware_15.json").exists());
}

/// A text without what tells one run from another: ids and hashes. Digits of a number have no letter but the `e` of a power.
pub(super) fn without_hashes(text: &str) -> String {
    let words = text.split_inclusive(|sign: char| !sign.is_ascii_hexdigit());
    let letters = |word: &str| word.bytes().filter(u8::is_ascii_alphabetic).count();
    words.filter(|word| word.len() <= 12 || letters(word) < 2).collect()
}

/// What is hidden may be this or that: whoever has all that is given away cannot tell which.
#[test]
fn programs_that_differ_only_in_what_is_hidden_give_the_same_report() {
    let editions = "[[editions]]\nid = \"evaluator\"\n\n[[editions]]\nid = \"public\"\n";
    let given = |south: usize, west: usize| {
        // Names of one length: the page says how many bytes an export has.
        let sites = [("North", 83), ("South", south), ("Hills", west)];
        let program = of_sites(editions, &sites);
        program.run("run", &[]).ended_with(0);
        assert_eq!(shown(&program, "reports/findings.json"), ["North"], "{sites:?}");
        let mut given = program.files("reports");
        // A packed file differs in its bytes when a hash does; what it holds is in the others as well.
        given.retain(|name, _| !name.ends_with(".xlsx"));
        given
            .into_iter()
            .map(|(name, bytes)| {
                let text = super::privacy::plain(&program.path(&name), &bytes);
                (name, without_hashes(&String::from_utf8_lossy(&text)))
            })
            .collect::<Vec<_>>()
    };
    let (one, other) = (given(71, 7), given(70, 8));
    assert!(one.len() > 6, "{} files", one.len());
    for ((name, one), (_, other)) in one.iter().zip(&other) {
        let line = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(one == other, "{name} tells them apart: {line:?}");
    }
}

use std::collections::BTreeMap;

use jiff::civil::date;

use super::super::*;
use super::{EXAMPLE, parse, read};

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn pairs(words: &[(&str, &str)]) -> BTreeMap<String, String> {
    words.iter().map(|(left, right)| ((*left).to_owned(), (*right).to_owned())).collect()
}

#[test]
fn the_smallest_plan_gets_every_default() {
    let plan = read(SMALLEST);
    assert_eq!(plan.dir, std::path::Path::new("riverbend"));
    assert_eq!(plan.program.design, EvaluationDesign::PrePost);
    assert_eq!(plan.commitment, Commitment::default());
    let analysis = Analysis {
        confidence: 0.95,
        primary: Vec::new(),
        correction: Correction::BenjaminiHochberg,
        baseline_wave: "baseline".to_owned(),
        followup_wave: "followup".to_owned(),
        retrospective_wave: None,
        also: Vec::new(),
        reference_arm: None,
        as_of: None,
    };
    assert_eq!(plan.analysis, analysis);
    assert_eq!(plan.privacy, Privacy::default());
    let title = "Riverbend Youth Mentoring".to_owned();
    let [funder] = plan.editions.as_slice() else { panic!("one edition") };
    assert_eq!((&*funder.id, funder.kind, &funder.title), ("funder", EditionKind::Funder, &title));
    assert!(funder.families.is_empty() && funder.parts.is_empty());
}

#[test]
fn the_hash_is_that_of_the_text() {
    // `printf '[program]\nid = "p"\nname = "P"\n' | sha256sum`
    let expected = "983c7d280bc95805f09df3217343f1b51f2e0d3b309cf1c7b0918cefe0ca17ae";
    assert_eq!(read("[program]\nid = \"p\"\nname = \"P\"\n").hash, expected);
}

#[test]
fn program_commitment_and_choices_are_read() {
    let plan = read(EXAMPLE);
    assert_eq!(plan.program.id, "riverbend");
    assert_eq!(plan.program.name, "Riverbend Youth Mentoring");
    assert_eq!(plan.program.about.as_deref(), Some("One-to-one mentoring for ninth graders."));
    assert_eq!(plan.program.period.as_deref(), Some("school year 2024–25"));
    assert_eq!(plan.program.source_note.as_deref(), Some("Riverbend, CC BY 4.0"));
    assert_eq!(plan.program.design, EvaluationDesign::Randomised);
    let commitment = Commitment {
        months: Some(9.0),
        meetings_per_month: Some(4.0),
        minutes_per_month: Some(240.5),
        ..Commitment::default()
    };
    assert_eq!(plan.commitment, commitment);
    let analysis = Analysis {
        confidence: 0.9,
        primary: texts(&["skill_growth", "match_survival"]),
        correction: Correction::Holm,
        baseline_wave: "fall".to_owned(),
        followup_wave: "spring".to_owned(),
        retrospective_wave: None,
        also: Vec::new(),
        reference_arm: Some("control".to_owned()),
        as_of: Some(date(2025, 6, 30)),
    };
    assert_eq!(plan.analysis, analysis);
    let rationale = Some("Agreed with the district.".to_owned());
    assert_eq!(plan.privacy, Privacy { min_cell: 3, rationale, ..Privacy::default() });
}

#[test]
fn terms_are_put_in_order_of_their_start() {
    let plan = read(EXAMPLE);
    let terms: Vec<_> = plan.terms.iter().map(|term| (&*term.id, &*term.title)).collect();
    assert_eq!(terms, [("2024-fall", "2024-fall"), ("2025-spring", "Spring 2025")]);
    assert_eq!(plan.terms[1].starts_on, date(2025, 2, 1));
    let change = &plan.changes[0];
    assert_eq!((change.on, &*change.what), (date(2025, 2, 1), "a new form"));
    assert_eq!(change.measures, ["skill_growth"]);
    assert_eq!(plan.terms[1].ends_on, date(2025, 6, 30));
}

#[test]
fn a_long_source_is_read() {
    let plan = read(EXAMPLE);
    let cause = ("closure_cause".to_owned(), pairs(&[("Mentor moved", "mentor_moved")]));
    let expected = Source {
        id: "matches".to_owned(),
        files: texts(&["inbox/matches-*.csv", "inbox/old.csv"]),
        table: "matches".to_owned(),
        format: Some("xlsx".to_owned()),
        sheet: Some("Matches".to_owned()),
        delimiter: Some('\t'),
        encoding: Some("windows-1252".to_owned()),
        numbered: None,
        minutes_in: TimeUnit::Minutes,
        decimal: ',',
        date_format: Some("%d.%m.%Y".to_owned()),
        missing: texts(&["NA", "-99"]),
        columns: pairs(&[("match_id", "Match ID"), ("mentor_id", "Mentor")]),
        prefixes: BTreeMap::new(),
        constants: pairs(&[("mode", "one_to_one")]),
        values: BTreeMap::from([cause]),
        exported_on: None,
        expect_every_days: None,
        keep: BTreeMap::from([
            ("treat2".to_owned(), texts(&["4.0"])),
            ("site".to_owned(), texts(&["North"])),
        ]),
        instrument: None,
        code: Vec::new(),
        times: None,
        link_by: BTreeMap::new(),
        name: Vec::new(),
        codes: BTreeMap::new(),
        match_by: BTreeMap::new(),
        not_asked: Vec::new(),
        shape: Shape::Long,
        spread: BTreeMap::new(),
    };
    assert_eq!(plan.sources[0], expected);
}

#[test]
fn wide_sources_know_the_column_of_every_value() {
    let plan = read(EXAMPLE);
    let survey = &plan.sources[1];
    assert_eq!((survey.shape, survey.decimal), (Shape::Wide, '.'));
    assert_eq!(survey.instrument.as_deref(), Some("mentee_survey"));
    let expected = [
        ("freq", "freq"),
        ("recommend", "recommend"),
        ("sat", "sat"),
        ("se1", "I believe I can"),
        ("se2", "se2"),
        ("se3", "se3"),
        ("why", "why"),
    ];
    assert_eq!(survey.spread, pairs(&expected));
    assert_eq!(plan.sources[2].spread, pairs(&[("gpa", "GPA Fall")]));
    assert_eq!(plan.sources[3].spread, pairs(&[("grade", "Grade")]));
}

#[test]
fn items_inherit_the_range_and_its_labels_only_together() {
    let plan = read(EXAMPLE);
    let survey = &plan.instruments[0];
    assert_eq!((&*survey.version, &*survey.role), ("2", "mentee"));
    assert_eq!(survey.waves, texts(&["baseline", "followup"]));
    let items: Vec<_> = survey
        .items
        .iter()
        .map(|item| (&*item.id, item.kind, item.minimum, item.maximum, item.labels.len()))
        .collect();
    let expected = [
        ("sat", ItemKind::Satisfaction, 1.0, 4.0, 0),
        ("recommend", ItemKind::Nps, 0.0, 10.0, 0),
        ("why", ItemKind::Text, 0.0, 0.0, 0),
        ("se1", ItemKind::Rating, 1.0, 5.0, 5),
        ("se2", ItemKind::Rating, 1.0, 5.0, 5),
        ("se3", ItemKind::Rating, 1.0, 5.0, 5),
        ("freq", ItemKind::Rating, 1.0, 5.0, 5),
    ];
    assert_eq!(items, expected);
}

#[test]
fn scales_are_read() {
    let plan = read(EXAMPLE);
    let growth = Scale {
        id: "self_efficacy".to_owned(),
        title: "belief in themselves".to_owned(),
        kind: ScaleKind::Skill,
        items: texts(&["se1", "se2", "se3"]),
        reverse: texts(&["se3"]),
        minimum_answered: 0.8,
        at_risk_below: None,
        reliability: None,
        reference_deviation: None,
        score: ScoreRule::Mean,
        better: Better::Higher,
    };
    let frequency = Scale {
        id: "exp_frequency".to_owned(),
        title: "exp_frequency".to_owned(),
        kind: ScaleKind::Expectation,
        items: texts(&["freq"]),
        reverse: Vec::new(),
        minimum_answered: 1.0,
        at_risk_below: None,
        reliability: None,
        reference_deviation: None,
        score: ScoreRule::Sum,
        better: Better::Neither,
    };
    assert_eq!(plan.instruments[0].scales, [growth, frequency]);
}

#[test]
fn outcomes_pairs_segments_targets_and_editions_are_read() {
    let plan = read(EXAMPLE);
    let gpa = &plan.outcomes[0];
    assert_eq!((gpa.domain, gpa.minimum, gpa.maximum), (Domain::Academic, Some(0.0), Some(4.0)));
    let pair = &plan.alignment[0];
    let scale = |instrument: &str| ScaleRef {
        instrument: instrument.to_owned(),
        scale: "exp_frequency".to_owned(),
    };
    assert_eq!((&pair.mentor, &pair.mentee), (&scale("mentor_survey"), &scale("mentee_survey")));
    assert_eq!(pair.wave, "fall", "the baseline wave of this plan");
    let segments: Vec<_> = plan.segments.iter().map(|one| (&*one.from, one.primary)).collect();
    assert_eq!(segments, [("people.site", true), ("attributes.grade", false)]);
    let targets: Vec<_> = plan.targets.iter().map(|one| (one.value, one.at_most)).collect();
    assert_eq!(targets, [(0.75, false), (1.0, true)]);
    assert_eq!(plan.targets[0].set_on, Some(date(2024, 8, 15)));
    let editions: Vec<_> = plan.editions.iter().map(|one| (&*one.id, &*one.title)).collect();
    assert_eq!(editions, [("funder", "For our funders"), ("board", "Riverbend Youth Mentoring")]);
}

#[test]
fn the_kind_of_an_edition_is_written_or_its_id() {
    let text = format!(
        "{SMALLEST}[[editions]]\nid = \"school_term\"\n[[editions]]\nid = \"all\"\nkind = \"evaluator\"\n\
         parts = [\"limits\", \"main\"]\n[[editions]]\nid = \"board\"\nkind = \"public\"\n\
         [[editions]]\nid = \"staff\"\n"
    );
    let plan = read(&text);
    let kinds: Vec<_> = plan.editions.iter().map(|one| one.kind).collect();
    let expected =
        [EditionKind::SchoolTerm, EditionKind::Evaluator, EditionKind::Public, EditionKind::Funder];
    assert_eq!(kinds, expected);
    assert_eq!(plan.editions[1].parts, [EditionPart::Limits, EditionPart::Main]);
}

#[test]
fn words_of_later_rooms_are_not_checked_without_a_vocabulary() {
    let text = format!("{SMALLEST}[[targets]]\nmeasure = \"whatever\"\nat_least = 1\n");
    assert!(parse(&text).is_err());
    let dir = std::path::Path::new("riverbend");
    let plan = Plan::parse(&text, FILE_NAME, dir, &Vocabulary::default());
    assert_eq!(plan.map(|plan| plan.targets.len()).ok(), Some(1));
}

#[test]
fn every_declared_word_names_a_variant() {
    let words = |section: &str, key: &str| {
        let form = SECTIONS.iter().find(|form| form.name == section).unwrap();
        match form.keys.iter().find(|one| one.name == key).unwrap().kind {
            Kind::Word(words) => words.to_vec(),
            other => panic!("`{key}` is {other:?}"),
        }
    };
    let mut seen = std::collections::BTreeSet::new();
    let before = "[[instruments]]\nid = \"i\"\nrole = \"mentee\"\nminimum = 1\nmaximum = 2\n";
    let scale = format!("{before}[[instruments.scales]]\nid = \"s\"\nitems = \"a\"\n");
    let item = format!("{before}[[instruments.items]]\nid = \"a\"\n");
    let outcome = |domain: &str| format!("[[outcomes]]\nid = \"o\"\nunit = \"u\"\n{domain}");
    for (section, key, above) in [
        ("program", "design", String::new()),
        ("analysis", "correction", "[analysis]\n".to_owned()),
        ("identity", "duplicates", "[identity]\n".to_owned()),
        ("instruments.items", "kind", item),
        ("instruments.scales", "kind", scale.clone()),
        ("instruments.scales", "score", scale.clone()),
        ("instruments.scales", "better", scale),
        ("outcomes", "domain", outcome("")),
        ("outcomes", "better", outcome("domain = \"career\"\n")),
    ] {
        for word in words(section, key) {
            let mut plan = read(&format!("{SMALLEST}{above}{key} = \"{word}\"\n"));
            plan.hash.clear();
            let variants = format!("{section} {key} {plan:?}");
            assert!(seen.insert(variants), "`{word}` of `{key}` reads like another word");
        }
    }
}

#[test]
fn every_example_of_the_reference_has_the_kind_of_its_key() {
    for form in SECTIONS {
        for key in form.keys {
            let line = format!("key = {}", key.example);
            let (table, syntax) = toml::de::DeTable::parse_recoverable(&line);
            let problems = problems::Problems::new(&line, &syntax);
            check::check(key.kind, key.name, table.get_ref().get("key").unwrap(), &problems);
            let said: Vec<_> =
                problems.into_errors().into_iter().map(|error| error.message).collect();
            assert!(said.is_empty(), "`{}` of {}: {said:?}", key.name, form.header());
        }
    }
}

#[test]
fn the_reference_holds_every_key() {
    let page = reference();
    for form in SECTIONS {
        assert!(page.contains(&format!("## `{}`\n", form.header())));
        for key in form.keys {
            assert!(page.contains(&format!("| `{}` |", key.name)));
        }
    }
}

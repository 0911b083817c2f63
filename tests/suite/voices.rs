//! Open answers: themes are counted like any other number, and what is quoted tells nobody who is meant.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;

use super::program::Program;

const PLAN: &str = r#"
[program]
id = "quay"
name = "Quay Mentoring"

[[sources]]
id = "people"
files = ["inbox/people.csv"]
table = "people"
columns = { person_id = "ID", quote_ok = "May quote" }
constants = { role = "mentee" }

[[sources]]
id = "survey"
files = ["inbox/survey.csv"]
table = "responses"
instrument = "form"
shape = "wide"
columns = { person_id = "ID", answered_on = "Date", quote_ok = "Quote me" }
constants = { wave = "followup" }
items = { sat = "Satisfied", words = "In your words" }

[[instruments]]
id = "form"
role = "mentee"
minimum = 1
maximum = 5

[[instruments.items]]
id = "sat"
kind = "satisfaction"

[[instruments.items]]
id = "words"
title = "What was good?"
kind = "text"

[[themes]]
id = "trips"
words = { en = ["trip*"] }

[[themes]]
id = "about_school"
title = "school"
words = { en = ["homework"], de = ["Hausaufgaben"] }

[[themes]]
id = "zebras"
words = { en = ["zebra*"] }

[quotes]
per_theme = 4
seed = 3

[[editions]]
id = "funder"

[[editions]]
id = "public"
"#;

const HOW: [&str; 20] = [
    "great", "long", "short", "loud", "quiet", "early", "late", "easy", "hard", "better", "worse",
    "good", "fun", "new", "old", "warm", "cold", "fast", "slow", "nice",
];

/// Sixty mentees, every other of whom writes about trips; most about school, nine about zebras.
fn quay() -> Program {
    let program = Program::new(PLAN);
    let (mut people, mut survey) = (
        "ID,First name,Last name,School,Phone,May quote\n".to_owned(),
        "ID,Date,Satisfied,In your words,Quote me\n".to_owned(),
    );
    for number in 0..60 {
        let how = HOW[number % 20];
        let text = match number {
            0 => "The trips with Zorvath were great, he lives at 12 Mill Lane".to_owned(),
            1 => "My homework: ask zorvat or write to zorvath@example.org, 555-0142".to_owned(),
            2 => "<b>trips</b> & more trips, please!".to_owned(),
            3 => "=SUM(1) homework is done".to_owned(),
            _ if number % 2 == 0 && number < 42 => format!("The trips were {how}, all in all"),
            _ if number % 2 == 0 => format!("I saw a zebra, {how} and striped"),
            _ => format!("With homework it got {how} for me"),
        };
        let name = if number == 0 { "Zorvath" } else { "Quillon" };
        // Consent is missing for some, and refused by some in one of the two places.
        let (roster, form) = match number % 5 {
            0 => ("yes", ""),
            1 => ("", "yes"),
            2 => ("yes", "yes"),
            3 if number == 3 => ("yes", ""),
            3 => ("no", "yes"),
            _ => ("yes", "no"),
        };
        people += &format!(
            "p{number:03},{name},Vexley{number},Fernbrook School,555-01{number:02},{roster}\n"
        );
        survey += &format!("p{number:03},2025-05-01,4,\"{text}\",{form}\n");
    }
    program.put("inbox/people.csv", people.as_bytes());
    program.put("inbox/survey.csv", survey.as_bytes());
    program
}

const FILE: &str = "mentorlens.quotes.csv";

/// The rows of the file of quotes: what is accepted, the quote, the theme.
fn rows(program: &Program) -> Vec<(String, String, String)> {
    let text = program.text(FILE);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].to_owned(), row[1].to_owned(), row[2].to_owned())).collect()
}

/// Says yes or no to every quote, by its text, and may change it.
fn judge(program: &Program, say: impl Fn(&str) -> (&'static str, String)) {
    let text = program.text(FILE);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    for row in reader.records() {
        let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
        let (said, quote) = say(&cells[1]);
        (cells[0], cells[1]) = (said.to_owned(), quote);
        writer.write_record(&cells).unwrap();
    }
    program.put(FILE, &writer.into_inner().unwrap());
}

fn accept_all(program: &Program) {
    judge(program, |quote| ("yes", quote.to_owned()));
}

fn proposed() -> Program {
    let program = quay();
    program.run("ingest", &[]).ended_with(0);
    program.run("quotes", &[]).ended_with(0);
    program
}

/// Quotes on the first page.
fn printed(program: &Program) -> usize {
    program.text("reports/index.html").matches("<blockquote>").count()
}

#[test]
fn how_many_name_a_theme_is_a_number_like_any_other() {
    let program = quay();
    program.run("run", &[]).ended_with(0);
    let findings = program.json("reports/findings.json");
    let of = |theme: &str| {
        let findings = findings.as_array().unwrap().iter();
        let mut own = findings.filter(|one| one["measure"] == "themes" && one["subject"] == theme);
        own.find(|one| one["term_id"] == "all" && one["dimension"] == "all").unwrap().clone()
    };
    assert_eq!(
        (of("trips")["n"].as_u64(), of("trips")["estimate"].as_f64()),
        (Some(60), Some(21.0 / 60.0))
    );
    assert_eq!(of("about_school")["estimate"].as_f64(), Some(0.5));
    assert_eq!(of("zebras")["estimate"].as_f64(), Some(9.0 / 60.0));
    let page = program.text("reports/index.html");
    assert!(
        page.contains("What did people write about?") && page.contains("wrote about trips"),
        "no section"
    );
    assert_eq!(printed(&program), 0, "nothing is quoted before somebody has accepted it");
}

#[test]
fn proposals_are_of_people_who_agreed_and_name_nobody() {
    let program = proposed();
    let mode = std::fs::metadata(program.path(FILE)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let rows = rows(&program);
    let of = |theme: &str| rows.iter().filter(|(_, _, own)| own == theme).count();
    assert_eq!((of("trips"), of("about_school"), of("zebras")), (4, 4, 0), "nine are too few");
    let texts: BTreeSet<&str> = rows.iter().map(|(_, quote, _)| quote.as_str()).collect();
    assert_eq!(texts.len(), rows.len(), "no text twice");
    let file = program.text(FILE).to_lowercase();
    for word in
        ["zorvat", "quillon", "vexley", "fernbrook", "555-", "example.org", "mill lane", "p000"]
    {
        assert!(!file.contains(word), "{word}");
    }
    // Whoever refused, on the roster or in the form, wrote with other words than whoever agreed.
    let survey = program.text("inbox/survey.csv");
    for (_, quote, _) in &rows {
        let said = |line: &&str| line.contains(quote.trim_start_matches('\''));
        let numbers: Vec<usize> =
            survey.lines().filter(said).filter_map(|line| line.get(1..4)?.parse().ok()).collect();
        let agreed = |number: &usize| number % 5 < 3 || *number == 3;
        assert!(numbers.is_empty() || numbers.iter().any(agreed), "{quote}");
    }
}

#[test]
fn the_same_answers_give_the_same_proposals_whatever_the_key() {
    let drawn = |key: &str| {
        let program = quay();
        program.put("mentorlens.key", format!("{}\n", key.repeat(32)).as_bytes());
        program.run("ingest", &[]).ended_with(0);
        program.run("quotes", &[]).ended_with(0);
        let first = rows(&program);
        program.run("quotes", &[]).ended_with(0);
        assert_eq!(rows(&program), first, "asked twice");
        first
    };
    assert_eq!(drawn("0a"), drawn("f5"));
}

#[test]
fn quotes_are_printed_where_their_numbers_are_a_main_result() {
    let program = quay();
    let plan = PLAN.replace("[quotes]", "[analysis]\nprimary = [\"themes\"]\n\n[quotes]");
    program.put("mentorlens.toml", plan.as_bytes());
    program.run("ingest", &[]).ended_with(0);
    program.run("quotes", &[]).ended_with(0);
    let all = rows(&program).len();
    accept_all(&program);
    program.run("run", &[]).ended_with(0);
    assert_eq!((printed(&program), all > 0), (all, true));
}

#[test]
fn what_is_accepted_is_printed_as_text_and_in_no_public_edition() {
    let program = quay();
    let plan = PLAN.replace("per_theme = 4", "per_theme = 30");
    program.put("mentorlens.toml", plan.as_bytes());
    program.run("run", &[]).ended_with(0);
    program.run("quotes", &[]).ended_with(0);
    let all = rows(&program).len();
    judge(&program, |quote| {
        (if quote.contains("striped") { "no" } else { "ja" }, quote.to_owned())
    });
    program.run("run", &["--if-changed"]).ended_with(0);
    assert_eq!(printed(&program), all);
    let page = program.text("reports/index.html");
    assert!(
        page.contains("“&lt;b&gt;trips&lt;&#x2f;b&gt; &amp; more trips, please!”"),
        "not as text"
    );
    assert!(!page.contains("<b>trips") && page.contains("“=SUM(1) homework is done”"));
    assert!(page.contains(&format!("Of {all} that were drawn, {all} are here.")));
    assert!(page.contains("(seed 3)") && page.contains("A mentee"));
    assert_eq!(program.text("reports/public.html").matches("<blockquote>").count(), 0);
    for name in ["findings.json", "findings.csv", "series.json", "overview.html"] {
        assert!(!program.text(&format!("reports/{name}")).contains("all in all"), "{name}");
    }
    // Without a look at the data nothing is added; what is refused is gone at once.
    judge(&program, |quote| (if quote.contains("SUM") { "no" } else { "yes" }, quote.to_owned()));
    let told = program.run("report", &[]).ended_with(0);
    assert!(told.err.contains("changed since the numbers were computed"), "{}", told.err);
    assert_eq!(printed(&program), all - 1);
    // What was refused keeps its place: nobody refuses until a better one comes.
    program.run("quotes", &[]).ended_with(0);
    assert_eq!(rows(&program).len(), all);
}

#[test]
fn a_quote_in_which_somebody_is_named_again_is_not_printed() {
    let program = proposed();
    let mut first = rows(&program).into_iter().map(|(_, quote, _)| quote);
    let (one, other) = (first.next().unwrap(), first.next().unwrap());
    judge(&program, |quote| match quote {
        quote if quote == one => ("yes", format!("{quote}, said Quillon")),
        quote if quote == other => ("yes", quote.replace(", all in all", "")),
        quote => ("perhaps", quote.to_owned()),
    });
    let told = program.run("run", &[]).ended_with(0);
    assert!(
        told.err.contains("mentorlens.quotes.csv:2: the quote is not printed: it holds a name"),
        "{}",
        told.err
    );
    assert!(
        told.err.contains("mentorlens.quotes.csv:4: `accept` is neither yes nor no"),
        "{}",
        told.err
    );
    assert!(!told.err.contains("Quillon"));
    assert_eq!(printed(&program), 1);
    let page = program.text("reports/index.html");
    assert!(page.contains("A mentee, wording changed by the program") && !page.contains("Quillon"));
}

#[test]
fn a_quote_goes_with_its_answer_and_with_the_consent() {
    let program = proposed();
    accept_all(&program);
    program.run("run", &[]).ended_with(0);
    let all = printed(&program);
    assert_eq!(all, 8);
    let quote = rows(&program)
        .into_iter()
        .map(|(_, quote, _)| quote)
        .find(|quote| quote.contains("The trips were"));
    let quote = quote.unwrap();
    let survey = program.text("inbox/survey.csv");
    // The answer says something else now.
    program.put("inbox/survey.csv", survey.replace(&quote, "No trips were made at all").as_bytes());
    let told = program.run("run", &[]).ended_with(0);
    assert!(told.err.contains("the answer is gone or says something else now"), "{}", told.err);
    assert_eq!(printed(&program), all - 1);
    // Everybody withdraws in the form.
    let refused: String = survey
        .lines()
        .map(|line| match line.rsplit_once(',') {
            Some((before, _)) if line.starts_with('p') => format!("{before},no\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    program.put("inbox/survey.csv", refused.as_bytes());
    let told = program.run("run", &[]).ended_with(0);
    assert!(told.err.contains("does not agree to be quoted"), "{}", told.err);
    assert_eq!(printed(&program), 0);
}

#[test]
fn an_old_snapshot_quotes_nobody() {
    let program = proposed();
    accept_all(&program);
    program.run("run", &[]).ended_with(0);
    program.run("report", &["--snapshot", "1"]).ended_with(0);
    assert!(!program.text("reports/snapshot-1/index.html").contains("<blockquote>"));
    program.run("measure", &[]).ended_with(0);
    program.run("report", &[]).ended_with(0);
    assert_eq!(printed(&program), 8);
}

#[test]
fn who_is_forgotten_is_not_quoted_any_more() {
    let program = proposed();
    accept_all(&program);
    program.run("run", &[]).ended_with(0);
    let (_, quote, _) =
        rows(&program).into_iter().find(|(_, quote, _)| quote.contains("were")).unwrap();
    let survey = program.text("inbox/survey.csv");
    let writers: Vec<&str> = survey
        .lines()
        .filter(|line| line.contains(&quote))
        .filter_map(|line| line.get(..4))
        .collect();
    for writer in &writers {
        let mut call = super::program::mentorlens();
        let output = call.args(["forget", writer]).arg(program.dir()).output().unwrap();
        super::program::Told::of(output).ended_with(0);
    }
    assert_eq!(rows(&program).len(), 7);
    assert_eq!(printed(&program), 7);
    for (name, bytes) in program.files("") {
        let text = super::privacy::plain(&program.path(&name), &bytes);
        let holds = text.windows(quote.len()).any(|part| part == quote.as_bytes());
        assert!(!holds || name.starts_with("inbox/"), "{name} still holds the quote");
    }
}

#[test]
fn codes_that_people_gave_are_counted_and_words_are_not() {
    let program = quay();
    let plan = PLAN
        .replace("items = { sat", "codes = { words = [\"Reader\", \"Second\"] }\nitems = { sat");
    program.put("mentorlens.toml", plan.as_bytes());
    let survey = program.text("inbox/survey.csv");
    let coded: String = survey
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{line},Reader,Second\n"),
            1..=20 => format!("{line},Trips; school,trips\n"),
            21 => format!("{line},tripps,\n"),
            _ => format!("{line},,zebras\n"),
        })
        .collect();
    program.put("inbox/survey.csv", coded.as_bytes());
    let told = program.run("run", &[]).ended_with(0);
    let findings = program.json("reports/findings.json");
    let of = |measure: &str, theme: &str| {
        let own = findings.as_array().unwrap().iter().filter(|one| one["measure"] == measure);
        let own = own.filter(|one| one["subject"] == theme && one["dimension"] == "all");
        own.filter(|one| one["term_id"] == "all").find_map(|one| one["estimate"].as_f64())
    };
    assert_eq!(of("themes_coded", "trips"), Some(20.0 / 60.0));
    assert_eq!(of("themes_coded", "about_school"), Some(20.0 / 60.0));
    assert_eq!(of("themes", "trips"), None);
    assert!(
        told.err.contains("survey.csv:22: `words` is \"tripps\", allowed: trips"),
        "{}",
        told.err
    );
    program.run("quotes", &[]).ended_with(0);
    assert_eq!(rows(&program).len(), 8);
}

#[test]
fn a_plan_without_quotes_or_another_plan_is_said() {
    let program = quay();
    program
        .put("mentorlens.toml", PLAN.replace("[quotes]\nper_theme = 4\nseed = 3\n", "").as_bytes());
    program.run("ingest", &[]).ended_with(0);
    let told = program.run("quotes", &[]).ended_with(2);
    assert!(told.err.contains("the plan has no section [quotes]"), "{}", told.err);
    program.put("mentorlens.toml", PLAN.as_bytes());
    let told = program.run("quotes", &[]).ended_with(2);
    assert!(told.err.contains("run `mentorlens ingest` first"), "{}", told.err);
    program.run("ingest", &[]).ended_with(0);
    program.put(FILE, b"id,name\n1,Ann\n");
    let told = program.run("quotes", &[]).ended_with(2);
    assert!(told.err.contains("is no table of proposed quotes"), "{}", told.err);
}

#[test]
fn no_quote_of_the_sample_tells_anybodys_name() {
    let program = Program::sample("riverbend");
    program.run("run", &[]).ended_with(0);
    let told = program.run("quotes", &[]).ended_with(0);
    assert!(told.err.contains("wait for you"), "{}", told.err);
    accept_all(&program);
    program.run("run", &[]).ended_with(0);
    assert!(printed(&program) >= 6, "{}", printed(&program));
    let file = program.text(FILE);
    for word in [
        "Otterbank",
        "Whitfield",
        "Kestrelton",
        "Heronsway",
        "Tomas",
        "@example",
        "555-",
        "Mill Lane",
    ] {
        assert!(!file.contains(word), "{word}");
    }
}

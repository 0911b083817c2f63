//! Names, plans and questions that mean harm: nothing is run, read or written that should not be.

use super::program::{Program, Told};

/// A program of sixty people at two sites with these names.
fn of_sites(plan: &str, sites: [&str; 2]) -> Program {
    let program = Program::new(&format!(
        "[program]\nid = \"case\"\n{plan}\n\n[[segments]]\nid = \"site\"\nfrom = \"people.site\"\n\n\
        [[sources]]\nid = \"people\"\nfiles = [\"people.csv\"]\ntable = \"people\"\n\
        columns = {{ person_id = \"id\", site = \"site\" }}\nconstants = {{ role = \"mentee\" }}\n",
    ));
    let mut people = csv::Writer::from_writer(Vec::new());
    people.write_record(["id", "site"]).unwrap();
    for (number, site) in sites.iter().cycle().take(60).enumerate() {
        people.write_record([&number.to_string(), *site]).unwrap();
    }
    program.put("people.csv", &people.into_inner().unwrap());
    program
}

/// Markup, styles and templates that would do something if they were not taken as text.
const CODE: &[&str] = &[
    "<script>alert('x')</script>",
    "<img src=x onerror=alert(1)>",
    "</title></svg><script>alert(2)</script>",
    "\" onmouseover=\"alert(3)",
    "</style><style>body{display:none}",
    "{{ 7 * 7 }}{% include 'page.css' %}",
];

#[test]
fn markup_in_a_cell_or_in_the_plan_is_shown_and_does_nothing() {
    for code in CODE {
        let name = format!("name = '''{code}'''");
        let program = of_sites(&name, [code, "North"]);
        program.run("run", &[]).ended_with(0);
        let page = program.text("reports/index.html");
        assert!(!page.contains("{{ 7") || page.contains("7 * 7"), "a template ran: {code}");
        for harm in ["<script>alert", "<img src=x", "<style>body{display", "\" onmouseover=\"alert"]
        {
            assert!(!page.contains(harm), "{code} became {harm}");
        }
        assert!(
            page.contains("alert") || page.contains("display") || page.contains("7 * 7"),
            "{code}"
        );
    }
}

/// Runs SQL on a small program.
fn ask(program: &Program, sql: &str) -> Told {
    program.run("query", &[sql])
}

#[test]
fn a_question_reads_the_warehouse_alone_and_writes_nothing() {
    let program = of_sites("name = \"Case\"", ["North", "South"]);
    program.run("ingest", &[]).ended_with(0);
    program.put("secret.csv", b"word\nsecret-word\n");
    let secret = program.path("secret.csv").display().to_string();
    let copy = program.path("copy.csv").display().to_string();
    let before = program.files("");
    for sql in [
        format!("select * from '{secret}'"),
        format!("select * from \"{secret}\""),
        format!("create external table stolen stored as csv location '{secret}'"),
        format!("copy (select * from people) to '{copy}'"),
        "insert into people select * from people".to_owned(),
        "delete from people".to_owned(),
        "drop table people".to_owned(),
        "create table mine as select 1".to_owned(),
        "set datafusion.execution.batch_size = 1".to_owned(),
    ] {
        let told = ask(&program, &sql);
        assert_eq!(told.code, 2, "{sql}: {}{}", told.out, told.err);
        assert!(!told.out.contains("secret-word") && !told.err.contains("secret-word"), "{sql}");
    }
    assert_eq!(ask(&program, "select count(*) as n from people").code, 0);
    assert!(program.files("") == before, "a question changed a file");
}

#[test]
fn a_source_does_not_lead_out_of_the_folder() {
    let outside = Program::new("");
    outside.put("people.csv", b"id,site\n1,secret-site\n");
    let program = of_sites("name = \"Case\"", ["North", "South"]);
    let away = outside.path("people.csv").display().to_string();
    let plan = program.text("mentorlens.toml");
    let climb = format!("../{}/people.csv", outside.dir().file_name().unwrap().display());
    for path in [away, climb] {
        program.put("mentorlens.toml", plan.replace("people.csv", &path).as_bytes());
        let told = program.run("check", &[]);
        assert_ne!(told.code, 0, "{path}: {}", told.err);
        assert!(!told.err.contains("secret-site") && !told.out.contains("secret-site"), "{path}");
    }
}

#[test]
fn a_plan_that_is_far_too_large_is_refused_before_it_is_parsed() {
    let program = of_sites("name = \"Case\"", ["North", "South"]);
    let plan = program.text("mentorlens.toml");
    program.put("mentorlens.toml", format!("{}\n{plan}", "# more\n".repeat(2 << 20)).as_bytes());
    let told = program.run("check", &[]);
    assert_eq!(told.code, 2, "{}", told.err);
    assert!(told.err.contains("mentorlens.toml") && told.err.contains("MiB"), "{}", told.err);
}

/// Names of files are shown where something is wrong with a row.
#[test]
fn markup_in_the_name_of_a_file_is_shown_and_does_nothing() {
    let program =
        of_sites("name = \"Case\"\n\n[[editions]]\nid = \"evaluator\"", ["North", "South"]);
    let plan = program.text("mentorlens.toml");
    program.put("mentorlens.toml", plan.replace("people.csv", "*.csv").as_bytes());
    program.put("<img src=x onerror=alert(1)>.csv", b"id,site\n,North\n71,South\n");
    let page = program.path("check.html").display().to_string();
    program.run("check", &["--html", &page]).ended_with(0);
    program.run("run", &[]).ended_with(0);
    for name in ["check.html", "reports/index.html"] {
        let page = program.text(name);
        assert!(!page.contains("<img src=x"), "{name} runs what a file is called");
    }
    assert!(program.text("check.html").contains("&lt;img src=x"), "the file is not named");
}

#[test]
fn a_look_that_would_do_more_than_look_is_refused() {
    for (name, text) in [
        ("theme/colours.toml", "[light]\npaper = \"red;}body{display:none\"\n"),
        ("theme/colours.toml", "[light]\npaper = \"url(https://evil.example/x)\"\n"),
        (
            "theme/logo.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        ),
        ("theme/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("theme/page.html", "{% include '/etc/passwd' %}"),
    ] {
        let program = of_sites("name = \"Case\"", ["North", "South"]);
        program.put(name, text.as_bytes());
        let told = program.run("run", &[]).ended_with(2);
        assert!(told.err.contains("theme"), "{name}: {}", told.err);
        assert!(!program.path("reports/index.html").exists(), "{name}");
    }
}

/// Spreadsheets run what begins like a formula.
#[test]
fn a_formula_stays_text_in_every_table_that_a_command_writes() {
    let formula = "=cmd|'/c calc'!A1";
    let program = of_sites("name = \"Case\"", [formula, "@SUM(1+1)"]);
    program.run("run", &[]).ended_with(0);
    let asked = program.run("query", &["--format", "csv", "select distinct site from people"]);
    let tables = [asked.ended_with(0).out, program.text("reports/findings.csv")];
    for table in tables {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let cells = || rows.iter().flatten();
        assert!(cells().any(|cell| cell.contains("cmd|")), "{table}");
        assert!(cells().all(|cell| !cell.starts_with(['=', '@', '+', '\t', '\r'])), "{table}");
    }
}

/// An archive is read, and what it would unpack to has a limit; so has a workbook whose entities multiply.
#[test]
fn an_archive_that_unpacks_to_far_more_than_it_is_does_not_fill_the_machine() {
    let program = of_sites("name = \"Case\"", ["North", "South"]);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("people.csv", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut archive, &vec![b'a'; 40 << 20]).unwrap();
    program.put("bomb.zip", &archive.finish().unwrap().into_inner());
    let plan = program.text("mentorlens.toml");
    program.put("mentorlens.toml", plan.replace("people.csv", "bomb.zip").as_bytes());
    let told = program.run("run", &[]);
    assert_ne!(told.code, 0, "{}", told.err);
    assert!(told.err.contains("unpacks to more than"), "{}", told.err);
    assert!(!program.path("reports/index.html").exists());
}

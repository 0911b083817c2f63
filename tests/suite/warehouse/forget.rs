//! Erasure: nothing that a run wrote tells of a person who is forgotten, and no later export brings them back.

use std::io::Write as _;

use mentorlens::warehouse::Snapshot;

use super::harbor::{nothing_is_left_over, whole};
use crate::program::Program;

/// Everything that the program wrote, Parquet files as the text of their cells as well as their bytes.
fn told(program: &Program) -> Vec<(String, Vec<u8>)> {
    let mut files = program.files("");
    files.retain(|name, _| !name.starts_with("inbox/"));
    let mut told = Vec::new();
    for (name, bytes) in files {
        if name.ends_with(".parquet") {
            told.push((format!("cells of {name}"), cells(&bytes)));
        }
        if name.ends_with(".rows") {
            told.extend(kept(&bytes).map(|cells| (format!("cells of {name}"), cells)));
        }
        told.push((name, bytes));
    }
    told
}

/// What is kept of a file: a sum, a line of JSON that says how long the tables are, the tables.
fn kept(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let end = bytes[65..].iter().position(|&byte| byte == b'\n').unwrap() + 65;
    let head: serde_json::Value = serde_json::from_slice(&bytes[65..end]).unwrap();
    let mut rest = &bytes[end + 1..];
    let lengths = head["tables"].as_array().unwrap().clone().into_iter();
    lengths.map(move |table| {
        let (own, after) = rest.split_at(usize::try_from(table[1].as_u64().unwrap()).unwrap());
        rest = after;
        cells(own)
    })
}

fn cells(bytes: &[u8]) -> Vec<u8> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file);
    let mut text = Vec::new();
    for batch in reader.unwrap().build().unwrap() {
        arrow::csv::Writer::new(&mut text).write(&batch.unwrap()).unwrap();
    }
    text
}

fn naming(program: &Program, word: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    told(program).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
}

fn count(program: &Program, sql: &str) -> u64 {
    let told = program.run("query", &[sql, "--format", "csv"]).ended_with(0);
    told.out.lines().nth(1).unwrap().parse().unwrap()
}

#[test]
fn no_byte_tells_of_a_person_who_is_forgotten() {
    let program = Program::sample("riverbend");
    program.run("run", &[]).ended_with(0);
    let goals = program.text("inbox/goals.csv");
    let shorter: String = goals.lines().take(100).map(|line| format!("{line}\n")).collect();
    program.put("inbox/goals.csv", shorter.as_bytes()).run("run", &[]).ended_with(0);
    program.run("report", &["--snapshot", "1"]).ended_with(0);
    let keyed = |raw: &str| {
        let key = program.text("mentorlens.key");
        let bytes: Vec<u8> = (0..64)
            .step_by(2)
            .map(|at| u8::from_str_radix(&key[at..at + 2], 16).unwrap())
            .collect();
        let entity = mentorlens::contract::Entity::Person;
        mentorlens::contract::keyed_id(&bytes, entity, "riverbend", raw).to_string()
    };
    let matches = program.text("inbox/matches-2025-01.csv");
    let id_of_mentee =
        |line: &str| line.split([',', ';']).map(|cell| cell.trim_matches('"').to_owned()).nth(2);
    let person = matches.lines().nth(6).and_then(id_of_mentee).unwrap();
    let id = keyed(&person);
    assert!(naming(&program, &person).iter().any(|name| name.contains("warehouse/vault/cache/")));
    assert!(naming(&program, &id).iter().any(|name| name.contains("warehouse/vault/cache/")));
    let people = count(&program, "select count(*) as n from people");

    let told = program_forgets(&program, &person);
    assert!(
        told.contains("rows removed from all snapshots: ") && told.contains(" of `people`"),
        "{told}"
    );
    assert!(
        told.contains("are still in the exports, which are never changed; delete them there"),
        "{told}"
    );
    assert!(!told.contains(&person), "a message tells the id");

    assert_eq!(naming(&program, &person), [""; 0]);
    assert_eq!(naming(&program, &id), [""; 0]);
    assert_eq!(count(&program, "select count(*) as n from people"), people - 1);
    assert_eq!(Snapshot::numbers(&program.path("warehouse")).unwrap(), [1, 2, 3]);
    program.run("verify", &[]).ended_with(0);
    assert_eq!(program.json("reports/run.json")["snapshot"], whole(&program).id);

    // The next export, which still has them, changes nothing; nor does a warehouse that is made anew.
    program.put("inbox/goals.csv", goals.as_bytes()).run("run", &[]).ended_with(0);
    assert_eq!(naming(&program, &person), [""; 0]);
    std::fs::remove_dir_all(program.path("warehouse")).unwrap();
    program.run("run", &[]).ended_with(0);
    assert_eq!(naming(&program, &person), [""; 0]);
    assert_eq!(naming(&program, &id), [""; 0]);
    assert_eq!(count(&program, "select count(*) as n from people"), people - 1);
    std::fs::remove_file(program.path("mentorlens.forgotten")).unwrap();
    nothing_is_left_over(&program);
}

#[test]
fn a_person_may_be_named_by_address_or_name_and_never_by_chance() {
    let program = super::harbor::harbor();
    let mut people = "ID,Role,Site,Joined,First name,Last name,E-mail\n".to_owned();
    for number in 1..=30 {
        let first = if number < 3 { "Ada" } else { "Ben" };
        people += &format!(
            "m{number},mentee,North,2024-09-01,{first},Example {},m{number}@example.org\n",
            number.max(2)
        );
        people += &format!("v{number},mentor,North,2024-08-01,Cy,Mentor {number},\n");
    }
    program.put("inbox/people.csv", people.as_bytes());
    // A row about somebody else, kept with its original cells, holds the address as well.
    let row = "x99,m8,nobody,2024-09-10,ask m9@example.org\n";
    let matches = program.text("inbox/matches-1.csv");
    program.put("inbox/matches-1.csv", format!("{matches}{row}").as_bytes());
    program.run("run", &[]).ended_with(0);
    let refused = |person: &str| {
        let mut call = crate::program::mentorlens();
        let output = call.args(["forget", person]).arg(program.dir()).output().unwrap();
        crate::program::Told::of(output).ended_with(2).err
    };
    let before = program.files("");
    let told = refused("ada example 2");
    assert!(told.contains("2 persons of the exports are called so; nothing was changed"), "{told}");
    assert!(!told.to_lowercase().contains("example"), "{told}");
    assert_eq!(program.files(""), before);
    assert!(naming(&program, "m9@example.org").iter().any(|name| name.contains("quarantine")));

    let told = program_forgets(&program, "Example 5  BEN");
    assert!(told.contains("1 of `people`") && !told.contains("m5"), "{told}");
    assert_eq!(naming(&program, "m5@example.org"), [""; 0]);
    let told = program_forgets(&program, "M9@example.org");
    assert!(told.contains("2 of `people`"), "in two snapshots: {told}");
    assert_eq!(naming(&program, "m9@example.org"), [""; 0]);
    assert_eq!(count(&program, "select count(*) as n from people"), 58);
    // No group of people is anybody's name.
    let told = program_forgets(&program, "North");
    assert!(told.contains("the person was in no snapshot"), "{told}");
    assert_eq!(count(&program, "select count(*) as n from people"), 58);
}

#[test]
fn forgetting_twice_or_somebody_unknown_does_no_harm() {
    let program = super::harbor::harbor();
    program.run("run", &[]).ended_with(0);
    let told = program_forgets(&program, "nobody");
    assert!(told.contains("the person was in no snapshot"), "{told}");
    program_forgets(&program, "m1");
    assert_eq!(count(&program, "select count(*) as n from matches"), 29);
    program_forgets(&program, "m1");
    assert_eq!(count(&program, "select count(*) as n from matches"), 29);
    assert_eq!(count(&program, "select count(*) as n from people"), 59);
    assert_eq!(program.text("mentorlens.forgotten").lines().count(), 2);
    let sources = &whole(&program).ledger.sources;
    assert_eq!(sources.iter().map(|source| source.rows_forgotten).collect::<Vec<_>>(), [1, 1]);
    program.run("verify", &[]).ended_with(0);
}

fn program_forgets(program: &Program, person: &str) -> String {
    let mut call = crate::program::mentorlens();
    let output = call.args(["forget", person]).arg(program.dir()).output().unwrap();
    crate::program::Told::of(output).ended_with(0).err
}

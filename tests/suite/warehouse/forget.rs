//! Erasure: nothing that a run wrote tells of a person who is forgotten, and no later export brings them back.

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
            let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(
                std::fs::File::open(program.path(&name)).unwrap(),
            );
            let mut text = Vec::new();
            for batch in reader.unwrap().build().unwrap() {
                arrow::csv::Writer::new(&mut text).write(&batch.unwrap()).unwrap();
            }
            told.push((format!("cells of {name}"), text));
        }
        told.push((name, bytes));
    }
    told
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
    assert!(!naming(&program, &person).is_empty() && !naming(&program, &id).is_empty());
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

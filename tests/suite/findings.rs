//! The findings of a whole program: held to their schema, to each other, and to the input alone.

use std::fs::File;
use std::sync::OnceLock;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{DataType, Float64Type, Int64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

use super::golden::root;
use super::program::Program;

/// Riverbend, run once for all tests that only look.
fn riverbend() -> &'static Program {
    static PROGRAM: OnceLock<Program> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let program = Program::sample("riverbend");
        program.run("run", &[]).ended_with(0);
        program
    })
}

fn records(program: &Program) -> Vec<Value> {
    program.json("reports/findings.json").as_array().unwrap().clone()
}

/// Fails unless findings fit the committed schema.
pub(crate) fn assert_fits_the_schema(findings: &Value) {
    let text = std::fs::read_to_string(root().join("docs/findings.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let problems: Vec<String> = validator
        .iter_errors(findings)
        .take(5)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Which answer a record is, for messages.
fn name(record: &Value) -> String {
    let keys = ["measure", "subject", "answer", "contrast", "term_id", "dimension", "level"];
    keys.map(|key| record[key].as_str().unwrap_or("-").to_owned()).join(" ")
}

#[test]
fn the_findings_fit_their_schema_and_hold_what_they_promise() {
    let found = riverbend().json("reports/findings.json");
    assert_fits_the_schema(&found);
    let promised = "measure family subject program_id term_id dimension level n n_missing n_excluded \
        estimate low high unit method statistic df p_value p_adjusted effect_kind effect effect_low \
        effect_high target target_status claim_level suppressed notes";
    let first = found[0].as_object().unwrap();
    for key in promised.split_whitespace() {
        assert!(first.contains_key(key), "{key}");
    }
    let records = found.as_array().unwrap();
    assert!(
        records.iter().any(|record| record["target_status"].is_string()),
        "no target is judged"
    );
    assert!(records.iter().any(|record| record["suppressed"].is_string()), "nothing is withheld");
    assert!(records.iter().any(|record| record["p_adjusted"].is_number()), "nothing is corrected");
}

#[test]
fn no_answer_is_given_twice() {
    let mut names: Vec<String> = records(riverbend()).iter().map(name).collect();
    names.sort();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn every_number_is_finite_and_every_interval_holds_its_estimate() {
    for record in records(riverbend()) {
        for (key, value) in record.as_object().unwrap() {
            assert!(value.as_f64().is_none_or(f64::is_finite), "{}: {key}", name(&record));
        }
        let [low, estimate, high] = ["low", "estimate", "high"].map(|key| record[key].as_f64());
        let in_order = |one: Option<f64>, other: Option<f64>| {
            one.zip(other).is_none_or(|(one, other)| one <= other)
        };
        assert!(in_order(low, estimate) && in_order(estimate, high), "{record:#}");
        let [p, adjusted] = ["p_value", "p_adjusted"].map(|key| record[key].as_f64());
        assert!(in_order(p, adjusted), "a correction only makes p larger: {record:#}");
        if record["unit"] == "share" {
            // A change of shares, and a difference of two, may point down.
            let is_change = [
                "mean_change",
                "wilcoxon",
                "risk_difference",
                "gap_to_others",
                "adjusted_gap_to_others",
                "change_from_term_before",
            ]
            .iter()
            .any(|answer| record["answer"] == *answer);
            let least = if is_change { -1.0 } else { 0.0 };
            let share = estimate.is_none_or(|share| (least..=1.0).contains(&share));
            assert!(share, "{record:#}");
        }
    }
}

#[test]
fn an_answer_without_an_estimate_says_why() {
    for record in records(riverbend()) {
        let is_silent = record["estimate"].is_null()
            && record["statistic"].is_null()
            && record["suppressed"].is_null()
            && record["notes"].is_null();
        assert!(!is_silent, "{record:#}");
    }
}

#[test]
fn what_is_withheld_shows_no_number() {
    let numbers = "n n_missing n_excluded n_clusters estimate low high statistic df p_value p_adjusted \
        effect effect_low effect_high target_status notes";
    for record in records(riverbend()).iter().filter(|record| !record["suppressed"].is_null()) {
        for key in numbers.split_whitespace() {
            assert!(record[key].is_null(), "{}: {key}", name(record));
        }
    }
}

#[test]
fn a_segment_never_has_more_units_than_the_whole() {
    let records = records(riverbend());
    let of = |record: &Value| {
        ["measure", "subject", "answer", "contrast"].map(|key| record[key].to_string()).join(" ")
    };
    let is_whole = |record: &&Value| record["term_id"] == "all" && record["dimension"] == "all";
    // From term to term, the whole is the latest step alone.
    let is_step = |record: &Value| {
        record["term_id"] != "all"
            && record["measure"]
                .as_str()
                .is_some_and(|measure| measure.starts_with("term_retention"))
    };
    for part in records.iter().filter(|part| !is_step(part)) {
        let whole = records.iter().filter(is_whole).find(|whole| of(whole) == of(part));
        let n = |record: &Value| record["n"].as_u64();
        if let Some((whole, part_n)) = whole.and_then(n).zip(n(part)) {
            // A person in two terms is one unit of the whole and one of each term, never more.
            assert!(part_n <= whole, "{}: {part_n} of {whole}", name(part));
        }
    }
}

#[test]
fn csv_and_parquet_hold_the_records_of_json() {
    let program = riverbend();
    let records = records(program);
    let mut reader = csv::Reader::from_path(program.path("reports/findings.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), records.len());
    for (row, record) in rows.iter().zip(&records) {
        assert_eq!(header.len(), record.as_object().unwrap().len());
        for (key, cell) in header.iter().zip(row) {
            let same = match &record[key] {
                Value::Null => cell.is_empty(),
                Value::String(text) => cell == text || cell.strip_prefix('\'') == Some(text),
                number => cell.parse::<f64>().ok() == number.as_f64(),
            };
            assert!(same, "{}: {key}: {cell} and {}", name(record), record[key]);
        }
    }
    let file = File::open(program.path("reports/findings.parquet")).unwrap();
    let batches: Vec<_> = ParquetRecordBatchReaderBuilder::try_new(file)
        .unwrap()
        .build()
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut left = records.iter();
    for batch in &batches {
        for (row, record) in (0..batch.num_rows()).zip(left.by_ref()) {
            for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
                let found: Value = match field.data_type() {
                    _ if column.is_null(row) => Value::Null,
                    DataType::Utf8 => column.as_string::<i32>().value(row).into(),
                    DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into(),
                    _ => column.as_primitive::<Float64Type>().value(row).into(),
                };
                assert_eq!(found, record[field.name()], "{}: {}", name(record), field.name());
            }
        }
    }
    assert_eq!(left.count(), 0, "Parquet holds fewer records");
}

#[test]
fn findings_depend_neither_on_the_run_nor_on_the_key_of_the_ids() {
    let first = riverbend();
    let again = Program::sample("riverbend");
    let key = std::fs::read(first.path("mentorlens.key")).unwrap();
    again.put("mentorlens.key", &key).run("run", &[]).ended_with(0);
    for file in ["findings.json", "findings.csv", "findings.parquet", "series.json", "run.json"] {
        let read =
            |program: &Program| std::fs::read(program.path(&format!("reports/{file}"))).unwrap();
        assert!(read(first) == read(&again), "{file} differs between two runs");
    }
    let other = Program::sample("riverbend");
    other.run("run", &[]).ended_with(0);
    let other_key = std::fs::read(other.path("mentorlens.key")).unwrap();
    assert_ne!(key, other_key, "the test needs two keys");
    for file in ["findings.json", "series.json"] {
        let name = format!("reports/{file}");
        assert!(first.text(&name) == other.text(&name), "{file} depends on the key of the ids");
    }
}

//! The forms of the findings, held to the record and to each other.

use std::io::Write as _;

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{DataType, Float64Type, Int64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value as Json;

use super::fields::{FIELDS, Value};
use super::{findings_csv, findings_json, findings_parquet, findings_schema, findings_text};
use crate::inference::Finding;

fn full() -> Finding {
    Finding {
        measure: "growth".into(),
        family: "skill_growth".into(),
        subject: Some("-confidence, \"quoted\"\nin two lines".into()),
        answer: "mean_change".into(),
        contrast: Some("mentee vs control".into()),
        program_id: "riverbend".into(),
        term_id: "all".into(),
        dimension: "site".into(),
        level: "=HYPERLINK(1)".into(),
        n: Some(10),
        n_missing: Some(2),
        n_excluded: Some(1),
        n_clusters: Some(4),
        estimate: Some(-1.58),
        low: Some(0.1 + 0.2),
        high: Some(1e-7),
        confidence: 0.95,
        unit: "points".into(),
        method: "paired_t".into(),
        statistic: Some(-4.062_127_683_382_37),
        df: Some(9.0),
        p_value: Some(0.002_832_890_3),
        p_adjusted: Some(0.01),
        effect_kind: Some("hedges_g_av".into()),
        effect: Some(0.784_59),
        effect_low: Some(0.284_37),
        effect_high: Some(1.379_99),
        target: Some(0.2),
        target_status: Some("uncertain".into()),
        claim_level: "L2".into(),
        suppressed: Some("fewer than 10".into()),
        notes: Some("exact p-value · 1 without a change".into()),
    }
}

fn bare() -> Finding {
    Finding { claim_level: "L1".into(), confidence: 0.95, ..Finding::default() }
}

fn records() -> Vec<Json> {
    serde_json::from_str(&findings_json(&[full(), bare()])).unwrap()
}

/// Keys of a record as they are written, not as a map sorts them.
fn keys() -> Vec<String> {
    let text = serde_json::to_string(&bare()).unwrap();
    let keys = text.trim_matches(['{', '}']).split(',').map(|pair| pair.split(':').next().unwrap());
    keys.map(|key| key.trim_matches('"').to_owned()).collect()
}

#[test]
fn the_fields_are_those_of_the_record_in_its_order() {
    assert_eq!(FIELDS.iter().map(|field| field.name).collect::<Vec<_>>(), keys());
}

#[test]
fn every_field_leads_to_its_own_value_and_may_be_null_when_the_record_says_so() {
    let (full, bare) = (full(), bare());
    let (full_json, bare_json) = (&records()[0], &records()[1]);
    for field in FIELDS {
        let of = |finding: &Finding| match field.value {
            Value::Text(get) => Json::from(get(finding)),
            Value::MaybeText(get) => Json::from(get(finding)),
            Value::MaybeCount(get) => Json::from(get(finding)),
            Value::Number(get) => Json::from(get(finding)),
            Value::MaybeNumber(get) => Json::from(get(finding)),
        };
        assert_eq!(of(&full), full_json[field.name], "{}", field.name);
        assert_eq!(of(&bare), bare_json[field.name], "{}", field.name);
        assert!(!full_json[field.name].is_null(), "{}: the test leaves it out", field.name);
    }
}

#[test]
fn json_holds_one_record_a_line_and_reads_back_as_it_was() {
    let findings = [full(), bare()];
    let text = findings_json(&findings);
    assert_eq!(text.lines().count(), 4);
    assert!(text.ends_with("}\n]\n"));
    assert!(text.contains("\"low\":0.30000000000000004,\"high\":1e-7,"));
    assert_eq!(serde_json::from_str::<Vec<Finding>>(&text).unwrap(), findings);
    assert_eq!(findings_json(&[]), "[]\n");
}

#[test]
fn csv_holds_what_json_holds_and_no_formula() {
    let text = findings_csv(&[full(), bare()]);
    assert!(text.starts_with("measure,family,subject,"));
    assert_eq!(text.matches("\r\n").count(), 3);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for (row, json) in rows.iter().zip(records()) {
        assert_eq!(row.len(), FIELDS.len());
        for (field, cell) in FIELDS.iter().zip(row) {
            let same = match &json[field.name] {
                Json::Null => cell.is_empty(),
                Json::Number(number) => cell.parse::<f64>().ok() == number.as_f64(),
                json => cell.trim_start_matches('\'') == json.as_str().unwrap(),
            };
            assert!(same, "{}: {cell:?} and {}", field.name, json[field.name]);
        }
    }
    assert_eq!(&rows[0][2], "'-confidence, \"quoted\"\nin two lines");
    assert_eq!(&rows[0][8], "'=HYPERLINK(1)");
    assert_eq!(&rows[0][13], "-1.58");
}

#[test]
fn parquet_holds_what_json_holds_and_the_same_bytes_twice() {
    let findings = [full(), bare()];
    let bytes = findings_parquet(&findings).unwrap();
    assert_eq!(bytes, findings_parquet(&findings).unwrap());
    let reader = ParquetRecordBatchReaderBuilder::try_new(file(&bytes)).unwrap();
    let batches: Vec<_> = reader.build().unwrap().map(Result::unwrap).collect();
    assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), 2);
    for field in FIELDS {
        let column = batches[0].column_by_name(field.name).unwrap();
        for (at, json) in records().iter().enumerate() {
            let found = match column.data_type() {
                _ if column.is_null(at) => Json::Null,
                DataType::Utf8 => column.as_string::<i32>().value(at).into(),
                DataType::Int64 => column.as_primitive::<Int64Type>().value(at).into(),
                _ => column.as_primitive::<Float64Type>().value(at).into(),
            };
            assert_eq!(found, json[field.name], "{}", field.name);
        }
    }
    assert!(!findings_parquet(&[]).unwrap().is_empty());
}

/// A file for a reader that takes no slice.
fn file(bytes: &[u8]) -> std::fs::File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

#[test]
fn the_schema_takes_these_findings_and_refuses_others() {
    let schema: Json = serde_json::from_str(&findings_schema()).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let accepts = |record: &Json| validator.is_valid(&Json::from(vec![record.clone()]));
    for record in records() {
        assert!(accepts(&record));
    }
    let with = |key: &str, value: Json| {
        let mut record = records()[0].clone();
        record[key] = value;
        record
    };
    let wrong: [(&str, Json); 7] = [
        ("claim_level", "L6".into()),
        ("target_status", "missed".into()),
        ("n", (-1).into()),
        ("p_value", 1.5.into()),
        ("df", 0.into()),
        ("measure", Json::Null),
        ("invented", 1.into()),
    ];
    for (key, value) in wrong {
        assert!(!accepts(&with(key, value)), "{key}");
    }
    for key in keys() {
        let mut record = records()[0].clone();
        record.as_object_mut().unwrap().remove(&key);
        assert!(!accepts(&record), "{key} may not be left out");
    }
}

#[test]
fn text_has_a_block_per_slice_and_a_line_per_answer() {
    let change = Finding {
        measure: "stat".into(),
        family: "paired".into(),
        subject: None,
        contrast: None,
        dimension: "all".into(),
        level: "all".into(),
        suppressed: None,
        n_excluded: Some(0),
        n_clusters: None,
        low: Some(0.700_114_2),
        high: Some(2.459_886),
        ..full()
    };
    let plain = Finding {
        answer: "mean_before".into(),
        notes: None,
        statistic: None,
        df: None,
        p_value: None,
        effect: None,
        ..change.clone()
    };
    let north = Finding { dimension: "site".into(), level: "North".into(), ..plain.clone() };
    let expected = "\
paired, all
  answer       estimate  [95 %]               unit                 n  statistic  df           p  effect
  mean_change     -1.58  [0.700114, 2.45989]  points  10 (2 missing)   -4.06213   9  0.00283289  hedges_g_av 0.78459 [0.28437, 1.37999]
      exact p-value
      1 without a change
  mean_before     -1.58  [0.700114, 2.45989]  points  10 (2 missing)

paired, site = North
  answer       estimate  [95 %]               unit                 n
  mean_before     -1.58  [0.700114, 2.45989]  points  10 (2 missing)
";
    assert_eq!(findings_text(&[change, plain, north]), expected);
    assert_eq!(findings_text(&[]), "");
}

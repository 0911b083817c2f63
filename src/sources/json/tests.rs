//! JSON in its three shapes, and what is none.

use crate::sources::ReadOptions;
use crate::sources::tests::{Table, read};

fn told(text: &str) -> Result<Table, String> {
    read("a.json", text.as_bytes(), &ReadOptions::default())
}

#[test]
fn records_may_stand_in_an_array_on_lines_or_below_a_key() {
    for text in [
        r#"[{"id": 7, "name": "Zoë"}, {"name": null, "score": 4.5, "id": 8}]"#,
        "{\"id\": 7, \"name\": \"Zoë\"}\n{\"name\": null, \"score\": 4.5, \"id\": 8}\n",
        r#"{"count": 2, "tags": [1], "results": [{"id": 7, "name": "Zoë"}, {"score": 4.50, "id": 8}], "next": null}"#,
        "\u{feff}[{\"id\": 7, \"name\": \"Zo\\u00eb\"}, {\"score\": 4.5, \"id\": 8}]",
    ] {
        let table = told(text).unwrap();
        assert_eq!(table.header, ["id", "name", "score"], "{text}");
        assert_eq!(table.rows, [["7", "Zoë", ""], ["8", "", "4.5"]], "{text}");
    }
}

#[test]
fn what_is_nested_is_spread_joined_or_kept() {
    let table = told(
        r#"[{"who": {"id": 1, "at": {"site": "ES"}}, "topics": ["art", 2, null], "log": [{"a": 1}], "ok": true}]"#,
    )
    .unwrap();
    assert_eq!(table.header, ["who.id", "who.at.site", "topics", "log", "ok"]);
    assert_eq!(table.rows, [["1", "ES", "art; 2; ", r#"[{"a":1}]"#, "true"]]);
}

#[test]
fn what_breaks_the_rules_is_refused() {
    for (text, why) in [
        (r#"[{"a": 1}, {"a": "#, "EOF"),
        (r#"[{"a": "\ud800"}]"#, "hex escape"),
        (r#"[{"a": 1}, 2]"#, "no object among the records"),
        (&format!("[{{\"a\": {}1{}}}]", "[".repeat(500), "]".repeat(500)), "recursion limit"),
    ] {
        let error = told(text).unwrap_err();
        assert!(error.starts_with("a.json: the file is damaged: "), "{error}");
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn a_hundred_thousand_columns_are_too_many() {
    let fields: Vec<String> = (0..100_000).map(|at| format!("\"c{at}\":1")).collect();
    let error = told(&format!("[{{{}}}]", fields.join(","))).unwrap_err();
    assert!(error.contains("more than 16384 columns"), "{error}");
}

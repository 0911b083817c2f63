//! What `stat` says to a slip, and what it counts.

use tempfile::TempDir;

use super::{ask, ask_text, put, stat};
use crate::findings::assert_fits_the_schema;
use crate::program::{Told, mentorlens};

/// Runs `stat` on a small file and gives what it says on standard error.
fn refused(design: &str, text: &str, options: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let told = stat(design, &put(&folder, "data.csv", text.as_bytes()), options).ended_with(2);
    assert_eq!(told.out, "", "an error prints no data");
    told.err
}

#[test]
fn a_slip_is_answered_with_what_is_allowed_and_the_nearest_right_spelling() {
    let waves = "befor,after\n1,2\n3,4\n";
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        ("pared", waves, &[], &["`pared`", "one_group, paired, dyad", "did you mean `paired`?"]),
        ("paired", waves, &[], &["no column `before`", "befor, after", "did you mean `befor`?"]),
        (
            "paired",
            waves,
            &["--columns", "befor=befor"],
            &["`befor`", "before, after", "did you mean `before`?"],
        ),
        ("paired", waves, &["--columns", "before"], &["`--columns before` has no `=`"]),
        ("paired", waves, &["--columns", "before=befor", "--by", "sites"], &["no column `sites`"]),
        (
            "paired",
            waves,
            &["--columns", "before=befor", "--cluster", "mentor"],
            &["no column `mentor`"],
        ),
        (
            "groups",
            "group_id,value,site\na,1,x\n",
            &["--cluster", "site"],
            &["`groups` has no clusters", "one_group, paired, dyad"],
        ),
        ("one_group", "value,value\n1,2\n", &[], &["several columns `value`"]),
        ("one_group", "value\n1\n", &["--at", "90"], &["`--at` is for the design `duration`"]),
        (
            "one_group",
            "value\n1\n",
            &["--set", "topbox=4"],
            &["`topbox`", "answers, top_box, nps", "did you mean `top_box`?"],
        ),
        ("one_group", "value\n1\n", &["--set", "top_box"], &["`--set top_box` has no `=`"]),
        ("one_group", "value\n1\n", &["--set", "top_box=many"], &["top_box", "many", "a number"]),
        ("one_group", "value\n1\n", &["--confidence", "95"], &["confidence", "0.95"]),
        (
            "items",
            "unit_id,item,value\n1,a,2\n1,a,3\n1,b,3\n",
            &[],
            &["unit \"1\" answers the item \"a\" more than once"],
        ),
        ("items", "unit_id,item,value\n,a,2\n1,b,3\n", &[], &["lack `unit_id` or `item`"]),
        ("items", "unit_id,item,value\n1,a|b,2\n", &[], &["without `|`"]),
    ];
    for (design, text, options, said) in cases {
        let error = refused(design, text, options);
        for part in *said {
            assert!(error.contains(part), "{design} {options:?}: {error}\nlacks: {part}");
        }
    }
    let folder = TempDir::new().unwrap();
    let told = stat("paired", &folder.path().join("nowhere.csv"), &[]).ended_with(2);
    assert!(told.err.contains("nowhere.csv"), "{}", told.err);
}

#[test]
fn empty_cells_are_missing_and_counted() {
    let found = ask_text("paired", "before,after,other\n1,2,x\n,4,x\n3,NA,x\n2,5,x\n4,4,x\n", &[]);
    assert_eq!(
        (found.number("mean_change", "n"), found.number("mean_change", "n_missing")),
        (3.0, 2.0)
    );
}

#[test]
fn a_cell_that_is_no_number_is_named_and_counted_as_missing() {
    let folder = TempDir::new().unwrap();
    let text = "value\n1\nmany\n2\n3\n";
    let told =
        stat("one_group", &put(&folder, "data.csv", text.as_bytes()), &["--json"]).ended_with(0);
    assert!(
        told.err.contains("data.csv:3: `value` is \"many\", allowed: a number"),
        "{}",
        told.err
    );
    assert!(told.out.contains("\"n\":3,\"n_missing\":1,"), "{}", told.out);
}

#[test]
fn a_thousand_cells_that_are_no_numbers_are_counted_and_three_listed() {
    let folder = TempDir::new().unwrap();
    let text = format!("value\n1\n2\n{}", "many\n".repeat(1000));
    let told = stat("one_group", &put(&folder, "data.csv", text.as_bytes()), &[]).ended_with(0);
    assert_eq!(told.err.matches("treated as missing").count(), 3, "{}", told.err);
    assert!(told.err.contains("1000 cells are no numbers"), "{}", told.err);
}

#[test]
fn every_level_is_answered_beside_the_whole_and_rows_without_one_are_said() {
    let folder = TempDir::new().unwrap();
    let text = "site,value\nNorth,1\nNorth,2\nSouth,5\nSouth,7\n,3\n";
    let file = put(&folder, "data.csv", text.as_bytes());
    let found = ask("one_group", &file, &["--by", "site"]);
    assert!((found.number("mean", "estimate") - 3.6).abs() < 1e-12);
    assert!((found.number("North/mean", "estimate") - 1.5).abs() < 1e-12);
    assert!((found.number("South/mean", "estimate") - 6.0).abs() < 1e-12);
    assert_eq!(found.record("South/mean")["dimension"], "site");
    let told = stat("one_group", &file, &["--by", "site"]).ended_with(0);
    assert!(told.err.contains("rows without `site`"), "{}", told.err);
}

#[test]
fn a_named_cluster_is_used_also_when_the_file_has_a_column_of_that_name() {
    let lines: String =
        (0..12).map(|row| format!("{row},m{},{}\n", row / 2, row * row % 7)).collect();
    let found =
        ask_text("one_group", &format!("cluster,mentor,value\n{lines}"), &["--cluster", "mentor"]);
    assert!((found.number("mean", "n_clusters") - 6.0).abs() < 1e-12);
}

#[test]
fn numbers_written_in_two_ways_and_columns_named_by_hand_give_the_same_answer() {
    let plain = ask_text("paired", "before,after\n1.5,2\n2,3.5\n1000,1001\n", &[]);
    let decimal_comma = ask_text(
        "paired",
        "pre;post\n1,5;2,0\n2;3,5\n1.000;1.001\n",
        &["--columns", "before=pre,after=post", "--decimal", ","],
    );
    assert_eq!(plain.0, decimal_comma.0);
    let items = "unit_id,item,value\nu,a,1\nu,b,2\nv,a,3\nv,b,3\nw,a,2\nw,b,2\n";
    let (dots, commas) =
        (items.replace(",1\n", ",1.5\n"), items.replace(',', ";").replace(";1\n", ";1,5\n"));
    assert_eq!(ask_text("items", &dots, &[]).0, ask_text("items", &commas, &["--decimal", ","]).0);
}

#[test]
fn a_workbook_and_a_parquet_file_are_read_like_csv() {
    let folder = TempDir::new().unwrap();
    let numbers = [3.0, 5.0, 4.0, 4.5];
    let path = folder.path().join("data.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap();
    let sheet = workbook.add_worksheet().set_name("Answers").unwrap();
    sheet.write(0, 0, "value").unwrap();
    for (row, number) in (1..).zip(numbers) {
        sheet.write(row, 0, number).unwrap();
    }
    workbook.save(&path).unwrap();
    let from_workbook = ask("one_group", &path, &["--sheet", "Answers"]);
    let from_csv = ask_text("one_group", "value\n3\n5\n4\n4.5\n", &[]);
    assert_eq!(from_workbook.0, from_csv.0);
    // The findings themselves are a Parquet file at hand.
    let of = |estimate: f64| mentorlens::inference::Finding {
        estimate: Some(estimate),
        ..Default::default()
    };
    let bytes = mentorlens::report::findings_parquet(&numbers.map(of)).unwrap();
    let file = put(&folder, "data.parquet", &bytes);
    assert_eq!(ask("one_group", &file, &["--columns", "value=estimate"]).0, from_csv.0);
}

#[test]
fn the_json_is_the_findings_record_for_every_design_with_and_without_rows() {
    let columns = [
        ("one_group", "value", "1"),
        ("paired", "before,after", "1,2"),
        ("dyad", "mentor,mentee", "1,2"),
        ("profiles", "mentor,mentee", "1|2|3,1|3|2"),
        ("raters", "codes", "1|2"),
        ("duration", "days,cause", "10,moved"),
        ("rate", "events,exposure", "1,2"),
        ("groups", "group_id,value", "a,1"),
        ("comparison", "arm,before,after", "a,1,2"),
        ("items", "unit_id,item,value", "u,i,1"),
        ("flow", "stage", "enrolled"),
        ("amount", "category,amount", "badge,1"),
        ("ratio", "amount,units", "1,2"),
    ];
    for (design, header, row) in columns {
        for text in [format!("{header}\n{row}\n"), format!("{header}\n")] {
            let folder = TempDir::new().unwrap();
            let file = put(&folder, "data.csv", text.as_bytes());
            let told = stat(design, &file, &["--json"]).ended_with(0);
            assert_fits_the_schema(&serde_json::from_str(&told.out).unwrap());
        }
    }
    let named: Vec<&str> =
        mentorlens::inference::DESIGNS.iter().map(|design| design.name).collect();
    assert_eq!(named, columns.map(|(design, ..)| design), "a design is not tried");
}

#[test]
fn plain_text_shows_digits_enough_to_check_them() {
    let folder = TempDir::new().unwrap();
    let file = put(&folder, "data.csv", b"value\n1\n0\n1\n1\n");
    let told = stat("one_group", &file, &["--set", "answers=share"]).ended_with(0);
    let expected = "\
one_group, all
  answer  estimate  [95 %]               unit               n
  share       0.75  [0.300642, 0.954413]  share  4 (0 missing)
";
    assert_eq!(
        told.out.split_whitespace().collect::<Vec<_>>(),
        expected.split_whitespace().collect::<Vec<_>>()
    );
}

#[test]
fn the_list_holds_every_design_with_its_columns_answers_and_settings() {
    let told = Told::of(mentorlens().args(["stat", "--list"]).output().unwrap()).ended_with(0);
    for design in mentorlens::inference::DESIGNS {
        assert!(told.out.contains(&format!("{}: {}", design.name, design.about)));
        for answer in design.answers {
            let line = format!("    {}: {}", answer.name, answer.about);
            assert!(told.out.contains(&line), "{line}");
        }
    }
    let one = Told::of(mentorlens().args(["stat", "dyad", "--list"]).output().unwrap());
    assert!(one.ended_with(0).out.starts_with("dyad: "));
}

#[test]
fn options_and_settings_say_the_same() {
    let waves = "before,after\n1,2\n2,2\n3,5\n4,4\n2,3\n";
    let by_option = ask_text("paired", waves, &["--answers", "improved", "--margin", "2"]);
    let by_setting = ask_text("paired", waves, &["--set", "answers=improved", "--set", "margin=2"]);
    assert_eq!(by_option.0, by_setting.0);
    let nowhere = refused("one_group", "value\n1\n", &["--margin", "2"]);
    assert!(nowhere.contains("`margin`"), "{nowhere}");
}

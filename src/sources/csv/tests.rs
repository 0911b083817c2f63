//! Text files, well-formed and not.

use std::fmt::Write as _;

use proptest::prelude::*;

use crate::sources::ReadOptions;
use crate::sources::row::LONGEST_CELL;
use crate::sources::tests::{Table, read};

fn table(text: impl AsRef<[u8]>) -> Table {
    read("a.csv", text.as_ref(), &ReadOptions::default()).unwrap()
}

fn lines(table: &Table) -> Vec<u64> {
    table.positions.iter().map(|place| place["a.csv:".len()..].parse().unwrap()).collect()
}

const UNCLOSED: &str = "a quotation mark that is not closed; its line was read as it stands";

#[test]
fn positions_are_physical_lines() {
    let table = table("\n\na,b\n1,\"two\nlines\"\n\n   \n2,\"x\r\ny\"\r\n,\n3,z");

    assert_eq!(table.header, ["a", "b"]);
    assert_eq!(table.rows, [["1", "two\nlines"], ["2", "x\r\ny"], ["3", "z"]]);
    assert_eq!(lines(&table), [4, 8, 11]);
    assert_eq!(table.problems, [""; 0]);
}

#[test]
fn a_header_without_rows_gives_no_batch() {
    let table = table("\u{feff}a,b,\n");
    assert_eq!(table.header, ["a", "b", ""]);
    assert!(table.rows.is_empty());
}

#[test]
fn a_row_is_ragged_when_it_lacks_a_named_cell_or_has_text_beyond_the_header() {
    let table = table("a,b,\n1,2\n1\n1,2,,,\n1,2,3,4\n");

    assert_eq!(table.rows, [["1", "2", ""], ["1", "", ""], ["1", "2", ""], ["1", "2", "3"]]);
    assert_eq!(
        table.problems,
        ["ragged_row a.csv:3: a row of 1 cell", "ragged_row a.csv:5: a row of 4 cells"]
    );
}

#[test]
fn quotes_inside_a_text_are_text() {
    let table = table("a,b\nsize 5\",\"say \"\"hi\"\"\"\n\"x\"y\"z\",\"\" \n");
    assert_eq!(table.rows, [["size 5\"", "say \"hi\""], ["xy\"z\"", " "]]);
    assert_eq!(table.problems, [""; 0]);
}

#[test]
fn a_quote_that_is_open_at_the_end_does_not_swallow_the_rows_below_it() {
    let table = table("a,b\n1,x\n2,\"Anna\n3,y\n4,\"\"\n5,z\n");

    assert_eq!(table.rows, [["1", "x"], ["2", "\"Anna"], ["3", "y"], ["4", ""], ["5", "z"]]);
    assert_eq!(lines(&table), [2, 3, 4, 5, 6]);
    assert_eq!(table.problems, [format!("unclosed_quote a.csv:3 b: {UNCLOSED}")]);
}

#[test]
fn a_quote_that_another_one_closes_lines_below_does_not_swallow_the_rows_between() {
    let table = table("a,b,c\n1,\"Anna,3\n2,Bo,4\n3,\"Cy, jr\",5\n");

    assert_eq!(table.rows, [["1", "\"Anna", "3"], ["2", "Bo", "4"], ["3", "Cy, jr", "5"]]);
    assert_eq!(table.problems, [format!("unclosed_quote a.csv:2 b: {UNCLOSED}")]);
}

#[test]
fn an_open_quote_is_reported_on_its_own_line_when_its_row_began_above() {
    let table = table("a,b\n\"one\ntwo\",\"open\n3,4\n");

    assert_eq!(table.rows, [["one\ntwo", "\"open"], ["3", "4"]]);
    assert_eq!(lines(&table), [2, 4]);
    assert_eq!(table.problems, [format!("unclosed_quote a.csv:3 b: {UNCLOSED}")]);
}

#[test]
fn an_open_quote_far_from_the_end_is_given_up_after_the_longest_cell() {
    let mut text = "a,b\n0,\"open\n".to_owned();
    let rows = LONGEST_CELL / 8;
    for _ in 0..rows {
        text.push_str("11,plain text\n");
    }
    text.push_str("2,\"closed\"\n");
    let table = table(&text);

    assert_eq!(table.rows.len(), rows + 2);
    assert_eq!(table.rows[0], ["0", "\"open"]);
    assert_eq!(table.rows[rows + 1], ["2", "closed"]);
    assert_eq!(table.problems, [format!("unclosed_quote a.csv:2 b: {UNCLOSED}")]);
}

#[test]
fn a_cell_of_thirty_megabytes_is_empty_and_named() {
    let long = "x".repeat(30 << 20);
    for (text, length) in [
        (format!("a,b\n1,{long}\n2,y\n"), 31_457_280),
        (format!("a,b\n1,\"{long}\"\n2,y\n"), 31_457_280),
        (format!("a,b\n1,\"{long}\n2,y\n"), 31_457_280),
    ] {
        let table = table(&text);
        assert_eq!(table.rows, [["1", ""], ["2", "y"]]);
        let expected = format!("cell_too_long a.csv:2 b: a text of {length} bytes");
        assert_eq!(table.problems, [expected]);
    }
}

#[test]
fn a_line_that_names_the_delimiter_is_obeyed_and_counted() {
    let table = table("sep=;\r\na;b\r\n1;\"x;y\"\r\n");
    assert_eq!(table.header, ["a", "b"]);
    assert_eq!(table.rows, [["1", "x;y"]]);
    assert_eq!(lines(&table), [3]);
}

#[test]
fn delimiter_and_encoding_can_be_told() {
    let options = ReadOptions {
        delimiter: Some('¦'),
        encoding: Some("iso-8859-7".to_owned()),
        ..ReadOptions::default()
    };
    // Greek capital alpha, and a bar that the encoding has at the same place as Latin-1.
    let told = read("a.csv", b"a\xa6b\n\xc1\xa6\"x\xa6y\"\n", &options).unwrap();
    assert_eq!(told.rows, [["Α", "x¦y"]]);

    let options = ReadOptions { encoding: Some("utf8x".to_owned()), ..ReadOptions::default() };
    assert_eq!(
        read("a.csv", b"a\n1\n", &options).unwrap_err(),
        "a.csv: the encoding is `utf8x`, allowed: a label of the WHATWG Encoding Standard\n\
         hint: did you mean `utf-8`?"
    );
}

#[test]
fn an_accent_a_megabyte_down_makes_the_file_western() {
    let mut bytes = b"a,b\n".to_vec();
    for _ in 0..100_000 {
        bytes.extend(b"1,plain text\n");
    }
    bytes.extend(b"2,Zo\xeb\n");
    assert_eq!(table(bytes).rows.last().unwrap(), &["2", "Zoë"]);
}

#[test]
fn half_a_letter_at_the_end_is_seen_and_costs_nothing_else() {
    let mut bytes: Vec<u8> =
        "\u{feff}a\tb\n1\tx\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.push(b'2');
    let table = table(bytes);
    assert_eq!(table.rows, [["1", "x"], ["\u{fffd}", ""]]);
    assert_eq!(table.problems, ["ragged_row a.csv:3: a row of 1 cell"]);
}

#[test]
fn the_header_once_more_is_named_and_is_no_row() {
    let table = table("id,a\n1,x\nid , a\n2,y\nid,z\n");
    assert_eq!(table.rows, [["1", "x"], ["2", "y"], ["id", "z"]]);
    assert_eq!(
        table.problems,
        ["title_row a.csv:3: the header once more; it was not read as a row"]
    );
    let as_it_stands = ReadOptions { format: Some("csv".to_owned()), ..ReadOptions::default() };
    let table = read("a.csv", b"id,a\n1,x\nid,a\n", &as_it_stands).unwrap();
    assert_eq!(table.rows, [["1", "x"], ["id", "a"]]);
}

#[test]
fn apostrophes_enclose_cells_in_a_file_that_uses_them_throughout() {
    let table = table("'id','name'\n'1','Ana, jr'\n'2','O''Neil'\n");
    assert_eq!(table.header, ["id", "name"]);
    assert_eq!(table.rows, [["1", "Ana, jr"], ["2", "O'Neil"]]);
}

/// The text is read in windows, and cells end in all places of them.
#[test]
fn a_cell_across_the_end_of_a_window_reads_like_any_other() {
    let mut text = "id;name;note;left\r\n".to_owned();
    for row in 0..30_000 {
        let note = ["", "plain", "\"in; marks\"", "\"\"\"é\"\"\"", "\"two\r\nlines\""][row % 5];
        let end = ["\r\n", "\n", "\r"][row % 7 % 3];
        let _ = write!(text, "{row};Ñ{};{note};\"\"{end}", "x".repeat(row % 11));
    }
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let table = table(&text);

    assert_eq!(table.rows.len(), 30_000);
    for (row, expected) in table.rows.iter().zip(reader.records()) {
        assert_eq!(*row, expected.unwrap().iter().collect::<Vec<_>>());
    }
    assert_eq!(table.problems, [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The `csv` crate is the reference for well-formed files.
    #[test]
    fn a_well_formed_file_reads_as_the_csv_crate_reads_it(
        rows in prop::collection::vec(
            prop::collection::vec("[a-c\",;\r\n é]{0,6}", 3), 1..20),
        delimiter in prop::sample::select(vec![b',', b';', b'\t']),
    ) {
        let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["x", "y", "z"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let mut reader =
            ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes.as_slice());
        let expected: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty()))
            .collect();
        let options =
            ReadOptions { delimiter: Some(char::from(delimiter)), ..ReadOptions::default() };

        let table = read("a.csv", &bytes, &options).unwrap();

        prop_assert_eq!(table.rows, expected);
        prop_assert_eq!(table.problems, Vec::<String>::new());
    }

    /// Whatever the bytes are, lines only go up, and nothing panics.
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop::collection::vec(
            prop::sample::select(b"a1,;\t|\"'\r\n \0\xe9\xff\xfe\xc3\xa9=sep".to_vec()), 0..200),
    ) {
        if let Ok(table) = read("a.csv", &bytes, &ReadOptions::default()) {
            prop_assert!(lines(&table).is_sorted_by(|one, other| one < other));
        }
    }
}

//! What datasets of Stata say beside their rows, and damaged ones.

use std::io::Cursor;

use dta::stata::dta::byte_order::ByteOrder;
use dta::stata::dta::dta_writer::DtaWriter;
use dta::stata::dta::header::Header;
use dta::stata::dta::release::Release;
use dta::stata::dta::schema::Schema;
use dta::stata::dta::value::Value;
use dta::stata::dta::variable::Variable;
use dta::stata::dta::variable_type::VariableType;
use dta::stata::missing_value::MissingValue;
use dta::stata::stata_byte::StataByte;
use dta::stata::stata_double::StataDouble;

use crate::sources::ReadOptions;
use crate::sources::tests::read;

/// A dataset of an answer with labels, of another one, and of a day.
fn dataset(release: Release, order: ByteOrder, rows: &[(StataByte, StataByte, f64)]) -> Vec<u8> {
    let labelled = |name| Variable::builder(VariableType::Byte, name).value_label_name("often");
    let schema = Schema::builder()
        .add_variable(labelled("q1").label("How often did you meet?"))
        .add_variable(labelled("q2"))
        .add_variable(Variable::builder(VariableType::Double, "day").format("%td"))
        .build()
        .unwrap();
    let mut bytes = Cursor::new(Vec::new());
    let writer = DtaWriter::new().from_writer(&mut bytes);
    let notes = writer.write_header(Header::builder(release, order).build()).unwrap();
    let mut records = notes.write_schema(schema).unwrap().into_record_writer().unwrap();
    for (one, other, day) in rows {
        let day = Value::Double(StataDouble::Present(*day));
        records.write_record(&[Value::Byte(*one), Value::Byte(*other), day]).unwrap();
    }
    let labels = records.into_long_string_writer().unwrap().into_value_label_writer().unwrap();
    labels.finish().unwrap();
    let mut bytes = bytes.into_inner();
    // The library writes no labels but those that it has read.
    let (end, name) = match release {
        release if release >= Release::V118 => (&b"</value_labels></stata_dta>"[..], 129),
        release if release >= Release::V117 => (&b"</value_labels></stata_dta>"[..], 33),
        _ => (&b""[..], 33),
    };
    assert!(bytes.ends_with(end));
    let mut set = labels_of(order, name);
    if !end.is_empty() {
        set = [b"<lbl>", &set[..], b"</lbl>"].concat();
    }
    bytes.truncate(bytes.len() - end.len());
    bytes.extend(set);
    bytes.extend(end);
    bytes
}

/// A set of labels, the last of them that of `.a`.
fn labels_of(order: ByteOrder, name: usize) -> Vec<u8> {
    let number = |number: usize| {
        let number = u32::try_from(number).unwrap();
        match order {
            ByteOrder::LittleEndian => number.to_le_bytes(),
            ByteOrder::BigEndian => number.to_be_bytes(),
        }
    };
    let labels = [(1, "never\0"), (2, "often\0"), (0x7fff_ffe6, "refused\0")];
    let texts = labels.map(|(_, label)| label).concat();
    let begins = labels.map(|(_, label)| texts.find(label).unwrap());
    let mut payload = [number(labels.len()), number(texts.len())].concat();
    payload.extend(begins.into_iter().chain(labels.map(|(code, _)| code)).flat_map(number));
    payload.extend(texts.bytes());
    let mut named = b"often".to_vec();
    named.resize(name + 3, 0);
    [&number(payload.len())[..], &named, &payload].concat()
}

/// Of the second answer one value has no label.
const ROWS: [(StataByte, StataByte, f64); 3] = [
    (StataByte::Present(1), StataByte::Present(1), 23_620.0),
    (StataByte::Missing(MissingValue::A), StataByte::Missing(MissingValue::A), -0.5),
    (StataByte::Missing(MissingValue::System), StataByte::Present(3), 0.0),
];

#[test]
fn a_column_has_labels_where_every_value_has_one_and_a_marked_number_always() {
    for release in [Release::V113, Release::V115, Release::V117, Release::V118, Release::V119] {
        for order in [ByteOrder::LittleEndian, ByteOrder::BigEndian] {
            let bytes = dataset(release, order, &ROWS);
            let table = read("a.dta", &bytes, &ReadOptions::default()).unwrap();
            assert_eq!(table.header, ["q1", "q2", "day"]);
            assert_eq!(
                table.rows,
                [
                    ["never", "1", "2024-09-01"],
                    ["refused", "refused", "1959-12-31"],
                    ["", "3", "1960-01-01"]
                ],
                "{release:?} {order:?}"
            );
            assert_eq!(table.positions, ["a.dta:1", "a.dta:2", "a.dta:3"]);
        }
    }
}

#[test]
fn the_label_of_a_variable_is_what_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dta");
    std::fs::write(&path, dataset(Release::V118, ByteOrder::LittleEndian, &ROWS)).unwrap();
    let reader = crate::sources::open(&path, "a.dta", &ReadOptions::default()).unwrap();
    assert_eq!(reader.header().label(0), "How often did you meet?");
    assert_eq!(reader.header().label(1), "");
}

#[test]
fn a_dataset_that_ends_early_is_damaged_wherever_it_ends() {
    for release in [Release::V114, Release::V118] {
        let bytes = dataset(release, ByteOrder::LittleEndian, &ROWS);
        // What is shorter may be anything.
        for end in b"<stata_dta>".len()..bytes.len() {
            let told = read("a.dta", &bytes[..end], &ReadOptions::default());
            // A version without marks around its parts is whole where its labels begin, but never has fewer rows.
            let is_whole = told.as_ref().is_ok_and(|table| table.rows.len() == ROWS.len());
            assert!(told.is_err() || is_whole, "{release:?} up to {end}");
        }
    }
}

#[test]
fn a_part_that_says_it_is_longer_than_the_file_gets_no_room() {
    let bytes = dataset(Release::V118, ByteOrder::LittleEndian, &ROWS);
    let at = |words: &[u8]| {
        bytes.windows(words.len()).position(|part| part == words).unwrap() + words.len()
    };
    for (place, what) in [(at(b"<lbl>"), "labels"), (at(b"<K>"), "variables")] {
        let mut damaged = bytes.clone();
        damaged[place..place + 2].fill(0xff);
        damaged[place + 3] = 0x7f;
        let told = read("a.dta", &damaged, &ReadOptions::default()).unwrap_err();
        assert!(told.contains("the file is damaged"), "{what}: {told}");
    }
}

#[test]
fn rows_that_take_no_room_are_not_counted_to_the_end() {
    let mut bytes = vec![0; 200];
    bytes[..4].copy_from_slice(&[114, 2, 1, 0]);
    // No variable, and four thousand million rows.
    bytes[6..10].fill(0xff);
    let told = read("a.dta", &bytes, &ReadOptions::default()).unwrap_err();
    assert!(told.contains("the file is damaged"), "{told}");
}

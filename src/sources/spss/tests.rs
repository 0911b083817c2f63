//! What datasets of SPSS say beside their rows, and damaged ones.

use std::path::PathBuf;

use crate::sources::tests::read;
use crate::sources::{ReadOptions, open};

fn file(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/spss");
    std::fs::read(folder.join(name)).unwrap()
}

#[test]
fn the_label_of_a_variable_is_what_was_asked_in_the_letters_of_the_file() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/spss");
    let reader = open(&folder.join("rows.sav"), "rows.sav", &ReadOptions::default()).unwrap();
    let header = reader.header();
    let label = |name: &str| header.label(header.position(name).unwrap()).to_owned();
    assert_eq!(label("score"), "How much they enjoyed it");
    assert_eq!(label("answer"), "Wie oft trefft ihr euch übers Jahr?");
    assert_eq!(label("id"), "");
}

#[test]
fn a_dataset_that_ends_early_is_damaged_wherever_it_ends() {
    for name in ["plain.sav", "rows.sav", "blocks.zsav", "pspp.zsav"] {
        let bytes = file(name);
        for end in 5..bytes.len() {
            let told = read(name, &bytes[..end], &ReadOptions::default());
            // What stands behind the rows may be missing, a row may not.
            let is_whole = told.as_ref().is_ok_and(|table| table.rows.len() == 4);
            assert!(told.is_err() || is_whole, "{name} up to {end}");
        }
    }
}

#[test]
fn a_part_that_says_it_is_longer_than_the_file_gets_no_room() {
    let bytes = file("plain.sav");
    // The first variable stands behind 176 bytes: its kind, its width, and whether it has a label.
    for (place, number) in [(176, 7_i32), (176, 6), (184, 1)] {
        let mut damaged = bytes.clone();
        damaged[place..place + 4].copy_from_slice(&number.to_le_bytes());
        damaged[place + 4..place + 16].fill(0x7f);
        let told = read("a.sav", &damaged, &ReadOptions::default()).unwrap_err();
        assert!(told.contains("the file is damaged"), "{told}");
    }
}

#[test]
fn a_file_of_single_wrong_bytes_is_read_or_refused() {
    for name in ["plain.sav", "rows.sav", "pspp.zsav"] {
        let bytes = file(name);
        for at in (4..bytes.len()).step_by(3) {
            let mut wrong = bytes.clone();
            wrong[at] ^= 0xff;
            // Neither a panic nor a heap of memory; what it says depends on the byte.
            let told = read(name, &wrong, &ReadOptions::default());
            if let Err(error) = told {
                assert!(!error.contains("contradict"), "byte {at} of {name}: {error}");
            }
        }
    }
}

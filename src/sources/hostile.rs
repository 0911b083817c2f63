//! Files that mean harm, or are broken beyond what happens by accident: an error with its reason, and no more.

use std::io::Write as _;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::ReadOptions;
use super::tests::{Table, read};

/// An archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn told(name: &str, bytes: &[u8]) -> Result<Table, String> {
    read(name, bytes, &ReadOptions::default())
}

fn refused(name: &str, bytes: &[u8], why: &str) {
    let error = told(name, bytes).unwrap_err();
    assert!(error.contains(why), "{name}: {error}");
}

const TABLE: &[u8] = b"id,name\n1,A\n2,B\n";

#[test]
fn a_file_of_an_archive_is_read_and_another_one_is_named_by_its_sheet() {
    let bytes = archive(&[("a/users.csv", TABLE), ("b.csv", b"x;y\n3;4\n"), ("readme.md", b"no")]);
    let table = told("export.zip", &bytes).unwrap();
    assert_eq!(table.rows, [["1", "A"], ["2", "B"]]);
    assert_eq!(table.positions[0], "export.zip:a/users.csv!2");
    let options = ReadOptions { sheet: Some("b.csv".to_owned()), ..ReadOptions::default() };
    assert_eq!(read("export.zip", &bytes, &options).unwrap().rows, [["3", "4"]]);
    let options = ReadOptions { sheet: Some("c.csv".to_owned()), ..ReadOptions::default() };
    let error = read("export.zip", &bytes, &options).unwrap_err();
    assert!(error.contains("its sheets: a/users.csv, b.csv"), "{error}");
}

#[test]
fn a_file_that_unpacks_to_a_thousand_times_its_size_is_refused() {
    // Thirty mebibytes of one letter, in thirty kilobytes.
    let bomb = archive(&[("bomb.csv", &vec![b'a'; 30 << 20])]);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    refused("bomb.zip", &bomb, "unpacks to more than");
}

#[test]
fn a_sheet_that_is_cut_off_within_its_table_is_refused() {
    let content = b"<?xml version=\"1.0\"?><office:document-content><table:table table:name=\"a\"><table:table-row>".as_slice();
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let as_it_is = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mime = b"application/vnd.oasis.opendocument.spreadsheet";
    for (name, bytes) in [("mimetype", &mime[..]), ("content.xml", content)] {
        writer.start_file(name, as_it_is).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let sheet = writer.finish().unwrap().into_inner();
    refused("cut.ods", &sheet, "a table in it has no end");
}

#[test]
fn a_workbook_whose_directory_comes_back_to_itself_is_refused() {
    let mut file = vec![0_u8; 3 * 512];
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(30, &[9, 0, 6, 0]);
    // The directory begins in the second sector, and its table says that the same one follows.
    put(48, &1_u32.to_le_bytes());
    for at in [60, 68].into_iter().chain((80..512).step_by(4)) {
        put(at, &0xFFFF_FFFE_u32.to_le_bytes());
    }
    put(512, &0xFFFF_FFFD_u32.to_le_bytes());
    put(516, &1_u32.to_le_bytes());
    refused("loop.xls", &file, "a part of it has no end");
}

#[test]
fn a_name_that_leads_out_of_the_folder_is_a_name() {
    let bytes = archive(&[("../../../tmp/mentorlens_was_here.csv", TABLE), ("/etc/b.csv", TABLE)]);
    let table = told("export.zip", &bytes).unwrap();
    assert_eq!(table.rows.len(), 2);
    assert!(!std::path::Path::new("/tmp/mentorlens_was_here.csv").exists());
}

#[test]
fn an_archive_within_an_archive_is_refused() {
    let inner = archive(&[("a.csv", TABLE)]);
    refused("export.zip", &archive(&[("inner.csv", &inner)]), "an archive within an archive");
    refused("export.zip", &archive(&[("notes.md", b"no table")]), "the file is empty");
}

/// A workbook whose sheet is this.
fn workbook(sheet: &str) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn files_of_other_programs_are_refused_with_the_way_out() {
    let port = format!("{}ASCII SPSS PORT FILE", " ".repeat(40));
    for (name, bytes, what) in [
        ("a.por", port.as_bytes(), "a portable file of SPSS"),
        (
            "a.sas7bdat",
            b"\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\0",
            "a SAS file",
        ),
        ("a.xpt", b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", "a SAS file"),
        ("a.sqlite", b"SQLite format 3\0", "a database"),
        ("a.accdb", b"\0\x01\0\0Standard ACE DB\0", "an Access database"),
        (
            "a.gsheet",
            b"{\"url\":\"https://docs.google.com/open?id=1\"}",
            "a link to a Google sheet",
        ),
        ("a.xls", b"<html><table><tr><td>id</td></tr></table>", "a web page"),
        ("a.rds", b"\x1f\x8b\x08\0", "compressed with gzip"),
    ] {
        refused(name, bytes, what);
        assert!(told(name, bytes).unwrap_err().contains("hint: "), "{name}");
    }
}

#[test]
fn entities_that_multiply_are_not_followed() {
    let laughs = (1..30).fold(String::new(), |laughs, at| {
        laughs + &format!("<!ENTITY l{at} \"&l{0};&l{0};&l{0};&l{0};\">", at - 1)
    });
    let sheet = |text: &str| {
        format!(
            r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData></worksheet>"#
        )
    };
    assert_eq!(told("a.xlsx", &workbook(&sheet("id"))).unwrap().header, ["id"]);
    match told("a.xlsx", &workbook(&sheet("&l29;"))) {
        Ok(table) => assert!(table.header.concat().len() < 100, "{:?}", table.header),
        Err(error) => assert!(error.contains("damaged") || error.contains("empty"), "{error}"),
    }
}

#[test]
fn a_workbook_that_claims_more_than_it_holds_is_refused() {
    let sheet = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    let with = |begin: &str, texts: &str| {
        let shared = format!("<?xml version=\"1.0\"?>{begin}{texts}</sst>");
        with_part(workbook(sheet), "xl/sharedStrings.xml", shared.as_bytes())
    };
    let texts = "<si><t>id</t></si>";
    assert_eq!(told("a.xlsx", &with("<sst uniqueCount=\"1\">", texts)).unwrap().header, ["id"]);
    for begin in [
        "<sst uniqueCount=\"40000000000\">",
        "<sst uniqueCount = '99999999999999999999999'>",
        "<!-- uniqueCount=\"1\" --><sst count=\"1\" uniqueCount=\"40000000000\">",
    ] {
        refused("a.xlsx", &with(begin, texts), "claims to hold");
    }
    let many = "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>".repeat(1 << 20);
    let bomb = with_part(workbook(sheet), "xl/styles.xml", many.repeat(2).as_bytes());
    assert!(told("a.xlsx", &bomb).unwrap_err().contains("unpacks to more than"));
    let huge = format!("<worksheet><sheetData>{}", " ".repeat(100 << 20));
    assert!(told("a.xlsx", &workbook(&huge)).unwrap_err().contains("unpacks to more than"));
}

#[test]
fn a_sheet_that_is_larger_than_it_says_or_holds_a_text_like_a_book_is_refused() {
    let sheet = |text: &str| {
        format!(
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData></worksheet>"#
        )
    };
    let honest = sheet(&"x".repeat(100_000));
    let bytes = workbook(&honest);
    assert!(told("a.xlsx", &bytes).is_ok());
    let size = u32::try_from(honest.len()).unwrap().to_le_bytes();
    let mut lying = bytes;
    for at in 0..lying.len() - size.len() {
        if lying[at..].starts_with(&size) {
            lying[at..at + size.len()].copy_from_slice(&500_u32.to_le_bytes());
        }
    }
    refused("a.xlsx", &lying, "larger than its declared");
    for book in [sheet(&"x".repeat(5 << 20)), sheet(&format!("<!--{}-->", "-".repeat(5 << 20)))] {
        refused("a.xlsx", &workbook(&book), "has a text of more than");
    }
}

/// The same archive with another part.
fn with_part(bytes: Vec<u8>, name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new_append(std::io::Cursor::new(bytes)).unwrap();
    writer.start_file(name, SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn days_that_never_end_are_days_or_refused() {
    let days = "Jan 1,Aug 1,".repeat(9_000);
    let marks = "P,A,".repeat(9_000);
    let text = format!("2024\nID,{days}\nS1,{marks}\nS2,{marks}\n");
    let _ = told("a.csv", text.as_bytes());
}

#[test]
fn a_line_of_nothing_but_commas_is_cut_and_named() {
    let text = format!("a,b\n1,2\n{}\n3,4\n", ",".repeat(3 << 20));
    let table = told("a.csv", text.as_bytes()).unwrap();
    assert_eq!(table.rows, [["1", "2"], ["", ""], ["3", "4"]]);
    assert!(table.problems[0].contains("more than 1048576 cells"), "{:?}", table.problems);
}

#[test]
fn of_very_many_flaws_the_first_are_listed_and_the_others_counted() {
    let text = format!("a,b\n{}", "1\n".repeat(60_000));
    let table = told("a.csv", text.as_bytes()).unwrap();
    assert_eq!((table.rows.len(), table.problems.len()), (60_000, 50_001));
    assert_eq!(
        table.problems[50_000],
        "ragged_row a.csv:50002: 10000 more that are not listed, the first of them here"
    );
}

#[test]
fn a_row_far_away_in_a_sheet_takes_no_memory() {
    let sheet = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576"><v>8</v></c></row></sheetData></worksheet>"#;
    let table = told("a.xlsx", &workbook(sheet)).unwrap();
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.positions, ["a.xlsx:A!1048576"]);
}

#[test]
fn a_hundred_thousand_columns_are_columns_or_refused() {
    let wide = (0..100_000).fold(String::new(), |wide, at| wide + &format!("c{at},"));
    let row = "1,".repeat(100_000);
    let table = told("a.csv", format!("{wide}\n{row}\n").as_bytes()).unwrap();
    assert_eq!((table.header.len(), table.rows.len()), (100_001, 1));
}

#[test]
fn control_characters_and_formulas_stay_text() {
    let text = "id,note\n1,=HYPERLINK(\"\"evil\"\")\n2,\u{7}bell\u{1b}[2J\n3,\u{202e}drow\n";
    let table = told("a.csv", text.as_bytes()).unwrap();
    assert_eq!(table.rows[0][1], "=HYPERLINK(\"\"evil\"\")");
    assert_eq!(table.rows[1][1], "\u{7}bell\u{1b}[2J");
    assert_eq!(table.rows.len(), 3);
}

#[test]
fn half_of_a_pair_in_utf_16_is_replaced_and_the_rest_is_read() {
    let mut bytes = b"\xff\xfe".to_vec();
    let units: Vec<u16> =
        "id,name\n1,".encode_utf16().chain([0xd800]).chain("x\n2,B\n".encode_utf16()).collect();
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    let table = told("a.csv", &bytes).unwrap();
    assert_eq!(table.rows, [["1", "\u{fffd}x"], ["2", "B"]]);
}

#[test]
fn layouts_that_break_off_do_not_panic() {
    for text in [
        "1. Summary\nMeeting title\tA\n2. Participants\n",
        "1. Summary\n2. Participants\nName\tFirst join\n",
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n",
        "Topic,Meeting ID\n,\nName (Original Name),User Email,Duration (Minutes),Join Time\nA,b@c.d,many,never\n",
        "Q1,Q2\nOne?,Two?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n",
        "RespondentID,Question\n,Response\n",
        "sourcedId,status,dateLastModified\n1,tobedeleted,\n",
        "record_id,redcap_event_name,a___1,a___2,f_complete\n1,x\n",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99999999T999999\nRRULE:FREQ=DAILY;INTERVAL=0\nEND:VEVENT\n",
        "[{\"a\":1},",
        "{}",
        "id. Response ID,q[1]. What?\n",
    ] {
        // Read or refused: what matters is that it ends.
        let _ = told("a.csv", text.as_bytes());
    }
}

/// A well-formed file of each kind, to be broken.
fn seeds() -> Vec<Vec<u8>> {
    let sheet = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>7</v></c></row><row r="2"><c r="A2"><v>8</v></c></row></sheetData></worksheet>"#;
    vec![
        TABLE.to_vec(),
        workbook(sheet),
        archive(&[("a.csv", TABLE)]),
        b"[{\"a\": 1, \"b\": {\"c\": [1, 2]}}, {\"a\": null}]".to_vec(),
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20250106T100000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO,2TU;COUNT=3\nEXDATE:20250113T100000Z\nEND:VEVENT\nEND:VCALENDAR\n".to_vec(),
        b"Q1,Q2\nOne?,Two?\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n1,2\n".to_vec(),
        b"1. Summary\nMeeting title\tA\n2. Participants\nName\tFirst join\tLast leave\tDuration\tEmail\nA\t14/11/22, 09:30:46\t14/11/22, 09:50:12\t19m 26s\ta@b.org\n3. In-Meeting activities\n".to_vec(),
        b"Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nA,a@b.org,11/19/2021 09:54:15 AM,11/19/2021 12:01:59 PM,128\n".to_vec(),
        b"record_id,redcap_event_name,a___1,a___2,f_complete\n1,x_arm_1,0,1,2\n".to_vec(),
        b"RespondentID,What?,\n,Yes,No\n1,Yes,\n".to_vec(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Whatever is done to a file, it is read or refused.
    #[test]
    fn a_broken_file_is_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        for mut bytes in seeds() {
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            if is_cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            match told("a", &bytes) {
                Ok(table) => prop_assert!(table.rows.iter().all(|row| row.len() == table.header.len())),
                Err(error) => prop_assert!(error.starts_with("a: "), "{}", error),
            }
        }
    }
}

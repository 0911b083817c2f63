//! Exports in other languages and dresses.

use super::tests::read;
use super::{ReadOptions, open};

/// The layout that a text was taken for.
fn layout(text: &str) -> Option<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(&path, text).unwrap();
    open(&path, "export.csv", &ReadOptions::default()).unwrap().recognised().layout
}

#[test]
fn a_layout_is_recognised_in_other_languages() {
    for (text, expected) in [
        (
            "Title of an export,,,\nID,Start time,Completion time,Are you well?\n1,1/2/2025,1/2/2025,Yes\n2,1/2/2025,1/2/2025,No\n",
            "microsoft_forms",
        ),
        ("ID;Startzeit;Fertigstellungszeit;Wie war es?\n1;a;b;gut\n", "microsoft_forms"),
        ("Marca temporal,¿Cómo estás?\n4/5/2025 9:00:12,bien\n", "google_forms"),
        ("Timestamp,How are you?\n2025/05/01 3:05:03 PM GMT+1,fine\n", "google_forms"),
        (
            "Antwort-ID,Datum Abgeschickt,Letzte Seite,Wie war es? [Schule]\n1,2025-01-01,3,gut\n",
            "limesurvey",
        ),
        (
            "Record ID,Event Name,Which? (choice=One),Complete?\n1,Baseline,Checked,Complete\n",
            "redcap",
        ),
        (
            "Name (Nombre original),Correo electrónico,Hora de entrada,Hora de salida,Duración (minutos)\nA,b@c.org,28/11/2024 10:00:00,28/11/2024 10:45:00,45\n",
            "zoom",
        ),
        (
            "* Meeting code: abc\n\nName,Email,Join time,Duration,Leave time\nA,b@c.org,2024-11-18 10:00:00,00:30:00,2024-11-18 10:30:00\n",
            "meet",
        ),
    ] {
        assert_eq!(layout(text), Some(expected), "{text}");
    }
}

#[test]
fn the_day_of_a_meeting_is_read_in_the_order_of_its_language() {
    let german = "Besprechungs-ID,Thema,Startzeit,Endzeit,Benutzer-E-Mail,Dauer (Minuten),Teilnehmer\n\
        1,M-001,03.04.2024 10:00:00,03.04.2024 10:47:00,c@x.org,47,2\n\n\
        Name (Originalname),Benutzer-E-Mail,Beitrittszeit,Verlassenszeit,Dauer (Minuten),Gast\n\
        Kim,k@x.org,03.04.2024 10:00:00,03.04.2024 10:47:00,47,Nein\n";
    let table = read("zoom.csv", german.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(table.rows[0][..3], ["1", "M-001", "2024-04-03"]);
    let english = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n\
        Kim,k@x.org,03/04/2024 10:00:00 AM,03/04/2024 10:47:00 AM,47\n";
    let table = read("zoom.csv", english.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(table.rows[0][2], "03/04/2024 10:00:00 AM", "undecided: it stays as it is written");
}

#[test]
fn ticked_boxes_get_columns_of_their_own() {
    let text = "id,Did what?\n1,\"Games, sports, Visit\"\n2,\"Visit, chess\"\n3,\n";
    let choices = ["Games, sports", "Visit"].map(str::to_owned).to_vec();
    let options = ReadOptions {
        choices: [("Did what?".to_owned(), choices)].into(),
        ..ReadOptions::default()
    };
    let table = read("form.csv", text.as_bytes(), &options).unwrap();
    assert_eq!(
        table.header[2..],
        ["Did what? [Games, sports]", "Did what? [Visit]", "Did what? [other]"]
    );
    assert_eq!(table.rows[0][2..], ["1", "1", ""]);
    assert_eq!(table.rows[1][2..], ["0", "1", "chess"]);
    assert_eq!(table.rows[2][2..], ["", "", ""], "no answer is no box that was left open");
    assert!(table.problems.is_empty(), "{:?}", table.problems);
}

#[test]
fn totals_below_a_table_are_named_and_no_rows() {
    let text = "id,name,n\n1,A,2\n2,B,3\n3,C,4\n4,D,5\nTotal,,14\nPrinted today,,\n";
    let table = read("list.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(table.rows.len(), 4);
    assert_eq!(table.problems.len(), 2, "{:?}", table.problems);
    let options = ReadOptions { format: Some("csv".to_owned()), ..ReadOptions::default() };
    let table = read("list.csv", text.as_bytes(), &options).unwrap();
    assert_eq!(table.rows.len(), 6, "every row as it stands, when the plan says so");
}

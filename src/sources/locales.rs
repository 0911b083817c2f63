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
        ("Timestamp,How are you?\n2025/05/21 3:05:03 PM EST,fine\n", "google_forms"),
        ("Marca temporal,¿Cómo estás?\n2026/05/28 4:48:22 p.\u{a0}m. EEST,bien\n", "google_forms"),
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
            "Vorname,Nachname,E-Mail-Adresse,Dauer,Beitrittszeit,Austrittszeit\nKim,B,b@c.org,30 Min.,10:00,10:30\n",
            "meet",
        ),
        (
            "Topic,Meeting ID,User Name,User Email,Start Time,End Time,Duration (Minutes),Participants,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n\
             Art,811,Host,h@c.org,11/19/2024 10:00:00 AM,11/19/2024 11:00:00 AM,60,2,Kim,k@c.org,11/19/2024 10:00:00 AM,11/19/2024 10:30:00 AM,30,No\n",
            "zoom",
        ),
        (
            "Nome Completo\tAtividade\tData e hora\nKim B\tEntrou\t09/03/2021 07:59:50\nKim B\tSaiu\t09/03/2021 08:29:50\n",
            "teams",
        ),
        (
            "Nom complet\tHeure d'arrivée\tHeure de départ\tDurée\tE-mail\tRôle\nKim B\t13/04/2021 à 09:01:31\t13/04/2021 à 11:45:31\t2 h 44 m\tk@c.org\tOrganisateur\n",
            "teams",
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
fn a_list_of_several_meetings_has_the_people_of_each() {
    let text = "Topic,Meeting ID,User Name,User Email,Start Time,End Time,Duration (Minutes),Participants,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n\
        Art,811,Host,h@x.org,11/19/2024 10:00:00 AM,11/19/2024 11:00:00 AM,60,2,Kim,k@x.org,11/19/2024 10:00:00 AM,11/19/2024 10:20:00 AM,20,No\n\
        Art,811,Host,h@x.org,11/19/2024 10:00:00 AM,11/19/2024 11:00:00 AM,60,2,Kim,k@x.org,11/19/2024 10:30:00 AM,11/19/2024 10:45:00 AM,15,No\n\
        Art,811,Host,h@x.org,11/19/2024 10:00:00 AM,11/19/2024 11:00:00 AM,60,2,Bo,b@x.org,11/19/2024 10:00:00 AM,11/19/2024 11:00:00 AM,60,Yes\n\
        Chess,812,Host,h@x.org,11/20/2024 10:00:00 AM,11/20/2024 11:00:00 AM,60,1,Kim,k@x.org,11/20/2024 10:00:00 AM,11/20/2024 10:50:00 AM,50,No\n";
    let table = read("zoom.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| [&row[1], &row[2], &row[4], &row[8], &row[9]].map(String::as_str).join(","))
        .collect();
    assert_eq!(
        rows,
        [
            "Art,2024-11-19,k@x.org,35,2",
            "Art,2024-11-19,b@x.org,60,1",
            "Chess,2024-11-20,k@x.org,50,1"
        ]
    );
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

#[test]
fn who_has_left_in_another_language_has_left() {
    let list = "Nome Completo\tAtividade\tData e hora\nKim B\tEntrou\t13/03/2021 07:59:50\nKim B\tSaiu\t13/03/2021 08:29:50\n";
    let table = read("teams.csv", list.as_bytes(), &ReadOptions::default()).unwrap();
    let at = |name: &str| table.header.iter().position(|own| own == name).unwrap();
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.rows[0][at("held_on")], "2021-03-13");
    assert_eq!(table.rows[0][at("minutes")], "30");
}

#[test]
fn a_list_that_is_said_to_be_of_teams_and_is_not_is_refused() {
    let options = ReadOptions { format: Some("teams".to_owned()), ..ReadOptions::default() };
    let refused = read("a.csv", b"Meno,Cas\nKim,10:00\n", &options).unwrap_err();
    assert!(refused.contains("neither the sections nor the columns"), "{refused}");
}

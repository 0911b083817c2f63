//! Days of people, counted by term.

use crate::sources::ReadOptions;
use crate::sources::tests::{Table, read};

fn table(text: &str) -> Table {
    read("a.csv", text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn rows(text: &str) -> Vec<String> {
    table(text).rows.iter().map(|row| row.join(",")).collect()
}

#[test]
fn days_are_counted_for_each_person_and_term() {
    for (what, text, header, expected) in [
        (
            "half-years, with titles above and columns that change left out",
            "Attendance 2024-25,,,,,\nStudent ID,Name,Date,Status,Period,Note\nS1,Ann,9/3/2024,P,1,\nS1,Ann,9/30/2024,A,1,ill\n\
             S2,Bo,9/3/2024,T,1,\nS2,Bo,9/4/2024,E,1,\nS1,Ann,1/7/2025,P,1,\nS1,Ann,1/8/2025,P,1,\n",
            "Student ID,Name,Period,term,last_day,days,days_present,days_late,days_absent,days_excused,attendance_rate",
            vec![
                "S1,Ann,1,2024-H2,2024-09-30,2,1,0,1,0,0.5",
                "S1,Ann,1,2025-H1,2025-01-08,2,2,0,0,0,1",
                "S2,Bo,1,2024-H2,2024-09-04,2,0,1,0,1,0.5",
            ],
        ),
        (
            "several lessons a day, within one half-year",
            "student_id,attendance_date,section,attendance_status\n7,2024-09-02,a,Present\n7,2024-09-02,b,Absent\n\
             7,2024-09-03,a,Absent\n7,2024-09-03,b,Absent\n7,2024-10-01,a,Excused\n7,2024-10-01,b,Excused\n7,2024-10-02,a,Present\n",
            "student_id,term,last_day,days,days_present,days_late,days_absent,days_excused,attendance_rate",
            vec!["7,2024-09,2024-09-03,2,0,1,1,0,0.5", "7,2024-10,2024-10-02,2,1,0,0,1,0.5"],
        ),
        (
            "absences alone, with the terms that the file names",
            "Student_Number,Att_Date,Att_Code,Term\n11,10/14/2024,UA,S1\n11,10/15/2024,T,S1\n11,2/3/2025,EA,S2\n12,10/14/2024,UA,S1\n",
            "Student_Number,term,last_day,days,days_present,days_late,days_absent,days_excused,attendance_rate",
            vec![
                "11,S1,2024-10-15,,,1,1,0,",
                "11,S2,2025-02-03,,,0,0,1,",
                "12,S1,2024-10-14,,,0,1,0,",
            ],
        ),
        (
            "as Ed-Fi names what it is",
            "studentReference.studentUniqueId,eventDate,attendanceEventCategoryDescriptor\n\
             1,2024-09-02,uri://ed-fi.org/AttendanceEventCategoryDescriptor#In Attendance\n\
             1,2024-09-03,uri://ed-fi.org/AttendanceEventCategoryDescriptor#Excused Absence\n\
             1,2024-09-04,uri://ed-fi.org/AttendanceEventCategoryDescriptor#Tardy\n",
            "studentReference.studentUniqueId,term,last_day,days,days_present,days_late,days_absent,days_excused,attendance_rate",
            vec!["1,2024-09,2024-09-04,3,1,1,0,1,0.6667"],
        ),
        (
            "in Portuguese, where F is who was away",
            "Matrícula;Data;Presença\n5;02/09/2024;P\n5;13/09/2024;F\n5;16/09/2024;Falta justificada\n5;17/09/2024;P\n",
            "Matrícula,term,last_day,days,days_present,days_late,days_absent,days_excused,attendance_rate",
            vec!["5,2024-09,2024-09-17,4,2,0,1,1,0.5"],
        ),
        (
            "in German",
            "Schüler;Datum;Status\nKim;02.09.2024;anwesend\nKim;13.09.2024;entschuldigt\nKim;16.09.2024;unentschuldigt\nKim;17.09.2024;verspätet\n",
            "Schüler,term,last_day,days,days_present,days_late,days_absent,days_excused,attendance_rate",
            vec!["Kim,2024-09,2024-09-17,4,1,1,1,1,0.5"],
        ),
    ] {
        assert_eq!(table(text).header.join(","), header, "{what}");
        assert_eq!(rows(text), expected, "{what}");
    }
}

#[test]
fn logs_of_meetings_and_other_lists_with_a_status_are_none() {
    for text in [
        "Mentor,Student,Date,Status\nA,B,9/30/2024,Present\nA,B,10/1/2024,Absent\n",
        "Student ID,Date,Minutes,Status\n1,9/30/2024,30,Present\n1,10/1/2024,30,Absent\n",
        "Student ID,Date,Status\n1,9/30/2024,Active\n1,10/1/2024,Inactive\n",
        "Student ID,Date,Status\n1,9/30/2024,Present\n1,10/1/2024,Present\n",
        "Student ID,Grade,Attendance\n1,7,0.95\n2,8,0.9\n",
    ] {
        assert_eq!(table(text).rows.len(), 2, "{text}");
        assert!(!table(text).header.contains(&"last_day".to_owned()), "{text}");
    }
}

#[test]
fn unknown_marks_and_undecided_days_are_told() {
    let text = "Student ID,Date,Attendance\n1,2024-09-02,P\n1,2024-09-03,A\n1,2024-09-04,Q\n1,2024-09-05,P\n1,2024-09-06,P\n";
    let found = table(text);
    assert_eq!(found.problems, ["unknown_mark a.csv:4: a mark that is not known"]);
    assert_eq!(found.rows[0][3], "4", "days that count");
    let text = "Student ID,Date,Attendance\n1,03/04/2024,P\n1,04/04/2024,A\n1,08/05/2024,P\n";
    let error = read("a.csv", text.as_bytes(), &ReadOptions::default());
    assert!(error.unwrap_err().contains("day or month may come first"));
}

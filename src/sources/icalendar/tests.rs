//! Calendars: recurrences, exceptions, time zones, and lines that are broken.

use crate::sources::ReadOptions;
use crate::sources::tests::{Table, read};

fn calendar(lines: &str) -> Table {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{lines}\nEND:VCALENDAR\n");
    read("a.ics", text.replace('\n', "\r\n").as_bytes(), &ReadOptions::default()).unwrap()
}

fn event(lines: &str) -> Table {
    calendar(&format!("BEGIN:VEVENT\nUID:1\nDTSTAMP:20250630T000000Z\n{lines}\nEND:VEVENT"))
}

fn days(table: &Table) -> Vec<&str> {
    table.rows.iter().map(|row| row[2].as_str()).collect()
}

#[test]
fn an_event_has_its_day_its_minutes_and_its_people() {
    let table = event(
        "SUMMARY:Ana\\, Bo: art\nDTSTART;TZID=America/New_York:20250310T163000\nDTEND;TZID=America/New_York:20250310T174500\n\
         ORGANIZER;CN=Bo:mailto:bo@example.org\nATTENDEE;CN=\"Ana: A\":MAILTO:ana@exam\n ple.org\nATTENDEE:mailto:bo@example.org\n\
         BEGIN:VALARM\nSUMMARY:no\nEND:VALARM",
    );
    assert_eq!(
        table.rows,
        [[
            "1",
            "Ana, Bo: art",
            "2025-03-10",
            "2025-03-10T16:30:00",
            "2025-03-10T17:45:00",
            "75",
            "confirmed",
            "bo@example.org",
            "ana@example.org; bo@example.org",
            "",
            ""
        ]]
    );
}

#[test]
fn a_time_in_utc_falls_on_the_day_of_the_calendars_zone() {
    let table = calendar(
        "X-WR-TIMEZONE:America/Los_Angeles\nBEGIN:VEVENT\nUID:1\nDTSTART:20250311T020000Z\nDTEND:20250311T030000Z\nEND:VEVENT",
    );
    assert_eq!(days(&table), ["2025-03-10"]);
    assert_eq!(table.rows[0][3], "2025-03-10T19:00:00");
}

#[test]
fn a_series_is_followed_with_its_exceptions() {
    let table = calendar(
        "BEGIN:VEVENT\nUID:1\nDTSTART:20250106T100000\nDURATION:PT45M\nRRULE:FREQ=WEEKLY;COUNT=5\nEXDATE:20250113T100000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20250120T100000\nDTSTART:20250121T110000\nSTATUS:CANCELLED\nEND:VEVENT",
    );
    assert_eq!(days(&table), ["2025-01-06", "2025-01-27", "2025-02-03", "2025-01-21"]);
    let states: Vec<&str> = table.rows.iter().map(|row| row[6].as_str()).collect();
    assert_eq!(states, ["confirmed", "confirmed", "confirmed", "cancelled"]);
}

#[test]
fn rules_of_all_kinds_give_their_days() {
    for (start, rule, expected) in [
        (
            "20250106T100000",
            "FREQ=DAILY;INTERVAL=2;UNTIL=20250110T235959Z",
            vec!["2025-01-06", "2025-01-08", "2025-01-10"],
        ),
        (
            "20250106T100000",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4",
            vec!["2025-01-06", "2025-01-09", "2025-01-20", "2025-01-23"],
        ),
        (
            "20250114T100000",
            "FREQ=MONTHLY;BYDAY=2TU;COUNT=3",
            vec!["2025-01-14", "2025-02-11", "2025-03-11"],
        ),
        ("20250131T100000", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", vec!["2025-01-31", "2025-02-28"]),
        ("20250131T100000", "FREQ=MONTHLY;COUNT=3", vec!["2025-01-31", "2025-03-31", "2025-05-31"]),
        ("20240229T100000", "FREQ=YEARLY;COUNT=2", vec!["2024-02-29", "2028-02-29"]),
        ("20250531T100000", "FREQ=MONTHLY;BYMONTHDAY=-1", vec!["2025-05-31"]),
        // As Outlook writes the second Tuesday.
        (
            "20250114T100000",
            "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;COUNT=3",
            vec!["2025-01-14", "2025-02-11", "2025-03-11"],
        ),
        (
            "20250131T100000",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
            vec!["2025-01-31", "2025-02-28", "2025-03-31"],
        ),
        (
            "20250613T100000",
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2",
            vec!["2025-06-13", "2026-02-13"],
        ),
        // The two series of RFC 5545 that differ in nothing but where the week begins.
        (
            "19970805T090000",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            vec!["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
        ),
        (
            "19970805T090000",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            vec!["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
        ),
    ] {
        assert_eq!(days(&event(&format!("DTSTART:{start}\nRRULE:{rule}"))), expected, "{rule}");
    }
}

#[test]
fn ends_and_exceptions_in_the_time_of_greenwich_are_those_of_the_events_clock() {
    for (lines, expected) in [
        // As Outlook writes the end in Europe: the last time itself, in another zone.
        (
            "DTSTART;TZID=W. Europe Standard Time:20250303T090000\nRRULE:FREQ=WEEKLY;UNTIL=20250317T080000Z",
            vec!["2025-03-03", "2025-03-10", "2025-03-17"],
        ),
        (
            "DTSTART;TZID=Zone of my own:20250303T090000\nRRULE:FREQ=WEEKLY;UNTIL=20250317T080000Z",
            vec!["2025-03-03", "2025-03-10", "2025-03-17"],
        ),
        // In the evening of New York it is the next day in Greenwich.
        (
            "DTSTART;TZID=America/New_York:20250303T210000\nRRULE:FREQ=DAILY;UNTIL=20250305T020000Z",
            vec!["2025-03-03", "2025-03-04"],
        ),
        (
            "EXDATE:20250311T010000Z\nRRULE:FREQ=WEEKLY;COUNT=3\nDTSTART;TZID=America/New_York:20250303T210000",
            vec!["2025-03-03", "2025-03-17"],
        ),
        (
            "DTSTART:20250303T210000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20250310",
            vec!["2025-03-03", "2025-03-17"],
        ),
    ] {
        assert_eq!(days(&event(lines)), expected, "{lines}");
    }
}

#[test]
fn a_rule_without_an_end_is_followed_to_the_newest_moment_of_the_file() {
    let table = event("DTSTART:20250602T100000\nRRULE:FREQ=WEEKLY");
    assert_eq!(days(&table), ["2025-06-02", "2025-06-09", "2025-06-16", "2025-06-23"]);
}

#[test]
fn what_is_not_followed_is_named() {
    for rule in ["FREQ=YEARLY;BYWEEKNO=23", "FREQ=YEARLY;BYDAY=22MO", "FREQ=YEARLY;BYDAY=2MO"] {
        let table = event(&format!("DTSTART:20250602T100000\nRRULE:{rule}"));
        assert_eq!(days(&table), ["2025-06-02"]);
        assert!(table.problems[0].contains("rule of recurrence"), "{:?}", table.problems);
    }
    let table = event("DTSTART:20250602T100000\nRRULE:FREQ=DAILY;COUNT=4000000000");
    assert_eq!(table.rows.len(), 2000);
    let table = event("a line that is none\nSUMMARY:no start");
    assert_eq!(table.rows.len(), 0);
    assert_eq!(table.problems.len(), 2, "{:?}", table.problems);
}

#[test]
fn a_rule_as_long_as_its_file_is_followed_as_fast_as_a_short_one() {
    let many = "MO,".repeat(20_000);
    let rule = format!("FREQ=MONTHLY;BYDAY={many}TU;BYMONTH=2;UNTIL=99991231");
    assert_eq!(event(&format!("DTSTART:20250602T100000\nRRULE:{rule}")).rows.len(), 2000);
}

#[test]
fn events_that_take_place_without_number_are_refused() {
    let series =
        "BEGIN:VEVENT\nUID:1\nDTSTART:20250106T100000\nRRULE:FREQ=DAILY;COUNT=2000\nEND:VEVENT\n"
            .repeat(260);
    let text = format!("BEGIN:VCALENDAR\n{series}END:VCALENDAR\n");
    let error = read("a.ics", text.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert!(error.contains("take place more than 500000 times"), "{error}");
}

//! One typed cell → its text.

use calamine::{Data, DataRef, ExcelDateTime};

use super::sheet::A_VALUE;
use crate::sources::row::{Row, shortest};

/// First day that Excel cannot show: 10000-01-01.
const AFTER_LAST_DAY: f64 = 2_958_466.0;

/// Adds a cell to a row; an error leaves it empty.
pub(in crate::sources) fn write(cell: &DataRef<'_>, row: &mut Row) {
    match cell {
        DataRef::Empty => row.cell(""),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            row.cell(text);
        }
        DataRef::SharedString(text) => row.cell(text),
        DataRef::Int(number) => row.cell(&number.to_string()),
        DataRef::Float(number) => row.cell(&shortest(*number)),
        DataRef::Bool(truth) => row.cell(if *truth { "true" } else { "false" }),
        DataRef::DateTime(moment) => row.cell(&moment_text(*moment)),
        DataRef::Error(kind) => {
            row.remark("error_cell", format!("`{kind}`"), A_VALUE.to_owned());
            row.end_cell();
        }
    }
}

/// The same of a cell that is held in memory.
pub(in crate::sources) fn write_held(cell: &Data, row: &mut Row) {
    let cell = match cell {
        Data::Empty => DataRef::Empty,
        // NUL is padding, not text.
        Data::String(text) if text.contains('\0') => return row.cell(&text.replace('\0', "")),
        Data::String(text) => DataRef::SharedString(text),
        Data::DateTimeIso(text) => DataRef::SharedString(text.trim_end_matches("T00:00:00")),
        Data::DurationIso(text) => return row.cell(&clock(text)),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::Error(kind) => DataRef::Error(kind.clone()),
    };
    write(&cell, row);
}

/// `PT01H30M00S` as `01:30:00`; other texts as they are.
fn clock(text: &str) -> String {
    let parts = text.strip_prefix("PT").and_then(|rest| {
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        Some(format!("{hours}:{minutes}:{}", rest.strip_suffix('S')?))
    });
    parts.unwrap_or_else(|| text.to_owned())
}

/// A date, a time of day, a date with a time, or a duration, in ISO 8601.
fn moment_text(moment: ExcelDateTime) -> String {
    let serial = moment.as_f64();
    if moment.is_duration() {
        return duration(serial);
    }
    if !(0.0..AFTER_LAST_DAY).contains(&serial) {
        return shortest(serial);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let mut time = format!("{hour:02}:{minute:02}:{second:02}");
    if milli > 0 {
        time = format!("{time}.{milli:03}");
    }
    if serial < 1.0 && serial > 0.0 {
        time
    } else if time == "00:00:00" {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    }
}

/// A number of days as hours, minutes and seconds.
fn duration(days: f64) -> String {
    const SECONDS_A_DAY: f64 = 86_400.0;
    let seconds = (days.abs() * SECONDS_A_DAY).round();
    let sign = if days < 0.0 && seconds > 0.0 { "-" } else { "" };
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    format!("{sign}{hours:02}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0)
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, DataRef, ExcelDateTime, ExcelDateTimeType};

    use super::write;
    use crate::sources::row::Row;

    fn text(cell: &DataRef<'_>) -> String {
        let mut row = Row::default();
        row.clear(1);
        write(cell, &mut row);
        row.get(0).to_owned()
    }

    fn moment(serial: f64, is_1904: bool) -> String {
        text(&DataRef::DateTime(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904)))
    }

    fn duration(days: f64) -> String {
        text(&DataRef::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::TimeDelta, false)))
    }

    #[test]
    fn numbers_have_the_fewest_digits_that_mean_them() {
        let numbers =
            [5.0, -0.5, 0.1, 1e15, 1e300, 45.25].map(|number| text(&DataRef::Float(number)));
        assert_eq!(numbers, ["5", "-0.5", "0.1", "1000000000000000", "1e300", "45.25"]);
        assert_eq!(text(&DataRef::Int(-7)), "-7");
        assert_eq!(text(&DataRef::Bool(true)), "true");
    }

    #[test]
    fn dates_are_iso_in_both_epochs() {
        assert_eq!(moment(45_838.0, false), "2025-06-30");
        assert_eq!(moment(45_838.0 - 1462.0, true), "2025-06-30");
        assert_eq!(moment(45_838.0 + 36_900.0 / 86_400.0, false), "2025-06-30T10:15:00");
        assert_eq!(moment(36_900.0 / 86_400.0, false), "10:15:00");
        assert_eq!(moment(1.0, false), "1900-01-01");
        assert_eq!(moment(-2.0, false), "-2");
        assert_eq!(moment(3e9, false), "3000000000");
    }

    #[test]
    fn durations_may_be_longer_than_a_day() {
        assert_eq!(duration(1.5), "36:00:00");
        assert_eq!(duration(75.0 / 1440.0), "01:15:00");
        assert_eq!(duration(-1.0 / 24.0), "-01:00:00");
    }

    #[test]
    fn an_error_is_empty_and_named() {
        let mut row = Row::default();
        row.clear(4);
        row.cell("a");
        write(&DataRef::Error(CellErrorType::NA), &mut row);

        assert_eq!(row.get(1), "");
        assert_eq!(row.remarks[0].rule, "error_cell");
        assert_eq!(row.remarks[0].column, Some(1));
        assert_eq!(row.remarks[0].found, "`#N/A`");
    }
}

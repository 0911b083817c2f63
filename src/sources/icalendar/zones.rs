//! Time zones as calendars name them.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// What Windows calls the zones in which programs of the five languages are at home.
const OF_WINDOWS: &[(&str, &str)] = &[
    ("Eastern Standard Time", "America/New_York"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Central Standard Time (Mexico)", "America/Mexico_City"),
    ("SA Pacific Standard Time", "America/Bogota"),
    ("Argentina Standard Time", "America/Argentina/Buenos_Aires"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("GMT Standard Time", "Europe/London"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("E. Africa Standard Time", "Africa/Nairobi"),
    ("South Africa Standard Time", "Africa/Johannesburg"),
    ("India Standard Time", "Asia/Kolkata"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
];

/// The zone of this name: one of the database's, also behind the name of who wrote it, or one of Windows.
pub(super) fn named(name: &str) -> Option<TimeZone> {
    let name = name.trim().trim_matches('"');
    let windows = OF_WINDOWS.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
    if let Some((_, zone)) = windows {
        return TimeZone::get(zone).ok();
    }
    // `/freeassociation.sourceforge.net/America/New_York`
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    let ends = (0..parts.len()).map(|from| parts[from..].join("/"));
    ends.filter(|end| end.contains('/') || parts.len() == 1)
        .find_map(|end| TimeZone::get(&end).ok())
}

/// A moment of Greenwich on the clocks of a zone.
pub(super) fn there(utc: DateTime, zone: &TimeZone) -> Option<DateTime> {
    Some(utc.to_zoned_datetime(TimeZone::UTC).ok()?.with_time_zone(zone.clone()).datetime())
}

#[cfg(test)]
mod tests {
    use super::{named, there};

    #[test]
    fn a_zone_is_known_by_its_own_name_by_that_of_windows_and_behind_that_of_a_program() {
        let noon = "2025-07-01T12:00:00".parse().unwrap();
        for (name, expected) in [
            ("America/New_York", Some("2025-07-01T08:00:00")),
            ("\"W. Europe Standard Time\"", Some("2025-07-01T14:00:00")),
            ("/freeassociation.sourceforge.net/Europe/Lisbon", Some("2025-07-01T13:00:00")),
            ("America/Argentina/Buenos_Aires", Some("2025-07-01T09:00:00")),
            ("Zone of my own", None),
            ("", None),
        ] {
            let found = named(name).map(|zone| there(noon, &zone).unwrap().to_string());
            assert_eq!(found.as_deref(), expected, "{name}");
        }
    }
}

//! What is given away, to the last byte: two programs of which a reader is shown the same give the same files, and no drawing
//! has a mark for what is hidden.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use regex::Regex;

use super::email::alternatives;
use super::program::Program;

/// Everything in a file that a reader can get at: of a workbook all of its parts, of a message both of its bodies, of a table
/// its cells.
pub(super) fn text_of(path: &Path, bytes: &[u8]) -> String {
    match path.extension().and_then(|kind| kind.to_str()) {
        Some("xlsx") => unpacked(bytes),
        Some("eml") => {
            let message = String::from_utf8(bytes.to_vec()).unwrap();
            let head = message.split("\r\n\r\n").next().unwrap().split("boundary").next().unwrap();
            let both = alternatives(&message);
            format!("{head}\n{}\n{}", both.plain, both.html)
        }
        _ => String::from_utf8_lossy(&super::privacy::plain(path, bytes)).into_owned(),
    }
}

/// The parts of a packed file, each with its name.
fn unpacked(bytes: &[u8]) -> String {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..packed.len() {
        let mut part = packed.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(
            part.name().unwrap().into_owned(),
            String::from_utf8_lossy(&bytes).replace('>', ">\n"),
        );
    }
    parts.into_iter().map(|(name, text)| format!("{name}\n{text}\n")).collect()
}

/// Those of the sample's mentees who are in a small house, and in one that is larger.
const SMALL: usize = 9;
const HOUSES: [&str; 3] = ["Red", "Green", "Blue"];

/// The sample with three houses: nearly everybody is in the first, few are in the second, and the third is hidden beside it.
fn of_houses(house: &dyn Fn(usize, usize) -> usize) -> Program {
    let program = Program::sample("riverbend");
    let plan = program.text("mentorlens.toml");
    // Whoever is few has few goals and meetings, too.
    let strict = Regex::new(r"\[privacy\][^\[]*").unwrap();
    let plan = strict.replace(&plan, "[privacy]\nmin_cell = 40\n\n");
    assert!(plan.contains("min_cell = 40"), "the sample has no rules of privacy");
    let more = "\n[[sources]]\nid = \"houses\"\nfiles = [\"inbox/houses.csv\"]\ntable = \"attributes\"\nshape = \"wide\"\n\
        columns = { person_id = \"Mentee\" }\nattributes = { house = \"House\" }\n\n\
        [[segments]]\nid = \"house\"\ntitle = \"House\"\nfrom = \"attributes.house\"\nprimary = true\n";
    program.put("mentorlens.toml", format!("{plan}{more}").as_bytes());
    let matches = program.text("inbox/matches-2025-06.csv");
    let mentees: BTreeSet<&str> =
        matches.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
    let mut small = 0;
    let mut table = "Mentee,House\n".to_owned();
    for (at, mentee) in mentees.into_iter().enumerate() {
        let usual = match at {
            _ if at % 13 == 3 && small < SMALL => 1,
            _ if at % 4 == 1 => 2,
            _ => 0,
        };
        small += usize::from(usual == 1);
        table += &format!("{mentee},{}\n", HOUSES[house(at, usual)]);
    }
    assert_eq!(small, SMALL);
    program.put("inbox/houses.csv", table.as_bytes());
    program
}

/// Numbers of a workbook, read without our own code, stand only beside results that are shown.
#[test]
fn a_workbook_has_no_number_in_a_row_that_is_hidden() {
    let program = of_houses(&|_, usual| usual);
    program.run("run", &[]).ended_with(0);
    let mut book: Xlsx<_> = calamine::open_workbook(program.path("reports/findings.xlsx")).unwrap();
    let (mut hidden, mut shown) = (0, BTreeSet::new());
    for (sheet, range) in book.worksheets() {
        for row in range.rows() {
            let says = |text: &str| {
                row.iter().any(|cell| matches!(cell, Data::String(own) if own.starts_with(text)))
            };
            shown.extend(row.iter().filter_map(|cell| match cell {
                Data::Float(number) => Some(number.to_bits()),
                _ => None,
            }));
            if says("hidden to protect privacy") {
                hidden += 1;
                // Only what the plan itself promises.
                let numbers =
                    row.iter().filter(|cell| matches!(cell, Data::Float(_) | Data::Int(_)));
                assert!(numbers.count() <= 1, "{sheet}: {row:?}");
            }
        }
    }
    assert!(hidden > 300, "{hidden} rows");
    // Names and charts' caches are parts of the file as well.
    let text = unpacked(&std::fs::read(program.path("reports/findings.xlsx")).unwrap());
    // Filters and titles of pages, which name cells.
    let names = text.split("<definedName name=\"").skip(1);
    assert!(names.into_iter().all(|name| name.starts_with("_xlnm.")), "a name of its own");
    for cache in text.split("<c:numCache>").skip(1).filter_map(|rest| rest.split("</c:num").next())
    {
        for kept in cache.split("<c:v>").skip(1).filter_map(|rest| rest.split('<').next()) {
            // Where a cell is empty, so is its place here.
            let Ok(kept) = kept.parse::<f64>() else { continue };
            assert!(shown.contains(&kept.to_bits()), "a chart keeps {kept}, and no cell does");
        }
    }
}

/// A drawing, read as a reader's ruler does.
struct Drawing<'s> {
    texts: Vec<&'s str>,
    circles: Vec<f64>,
    /// Position and number of the marks below the axis.
    ticks: Vec<(f64, f64)>,
}

fn drawings(page: &str) -> Vec<Drawing<'_>> {
    let svg = Regex::new(r"(?s)<svg.*?</svg>").unwrap();
    let text = Regex::new(r#"<text x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)</text>"#).unwrap();
    let circle = Regex::new(r#"<circle cx="([^"]*)" cy="[^"]*" r="5.5""#).unwrap();
    svg.find_iter(page)
        .map(|found| {
            let svg = found.as_str();
            let all = || text.captures_iter(svg).map(|own| own.extract::<3>().1);
            let lowest = all().filter_map(|[_, y, _]| y.parse().ok()).fold(0.0_f64, f64::max);
            let ticks = all().filter_map(|[x, y, label]| {
                let number: String = label
                    .replace('−', "-")
                    .chars()
                    .filter(|sign| !" \u{a0}\u{202f}%+".contains(*sign))
                    .collect();
                let is_low = y.parse::<f64>().is_ok_and(|y| (y - lowest).abs() < 0.01);
                is_low.then(|| Some((x.parse().ok()?, number.parse().ok()?))).flatten()
            });
            Drawing {
                texts: all().map(|[_, _, label]| label).collect(),
                circles: circle.captures_iter(svg).filter_map(|own| own[1].parse().ok()).collect(),
                ticks: ticks.collect(),
            }
        })
        .collect()
}

/// Dots of groups: as many as are shown, each where a published number is; none for a group that is hidden.
#[test]
fn dots_stand_only_for_groups_that_are_shown_and_where_a_published_number_is() {
    let program = of_houses(&|_, usual| usual);
    program.run("run", &[]).ended_with(0);
    let findings = program.json("reports/findings.json");
    let shown: Vec<f64> =
        findings.as_array().unwrap().iter().filter_map(|one| one["estimate"].as_f64()).collect();
    let hidden = "hidden to protect privacy";
    let groups: BTreeSet<&str> = ["All", "Red", "Green", "Blue"].into();
    let (mut looked_at, mut measured) = (0, 0);
    for name in program.files("reports").keys().filter(|name| name.ends_with(".html")) {
        let page = program.text(name);
        for drawing in drawings(&page) {
            let own = drawing.texts.iter().filter(|text| groups.contains(**text)).count();
            let withheld = drawing.texts.iter().filter(|text| text.starts_with(hidden)).count();
            let is_of_houses = drawing.texts.contains(&"Green") && !drawing.circles.is_empty();
            if !is_of_houses || own < 4 {
                continue;
            }
            looked_at += 1;
            assert_eq!(drawing.circles.len(), own - withheld, "{name}: {:?}", drawing.texts);
            // The outer marks are moved so that they are not cut off.
            let [_, one, other, ..] = drawing.ticks[..] else { continue };
            for circle in &drawing.circles {
                let value = one.1 + (circle - one.0) * (other.1 - one.1) / (other.0 - one.0);
                let pixel = ((other.1 - one.1) / (other.0 - one.0)).abs();
                let is_at = |estimate: &f64| {
                    [1.0, 100.0].iter().any(|scale| (estimate * scale - value).abs() <= pixel)
                };
                assert!(shown.iter().any(is_at), "{name}: a dot at {value}, {:?}", drawing.texts);
                measured += 1;
            }
        }
    }
    assert!(looked_at > 5 && measured > 5, "{looked_at} drawings, {measured} dots");
}

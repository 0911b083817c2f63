//! Every chart on fixed data: whole, inside its frame, the same twice.

pub(crate) mod cases;
pub(crate) mod fixtures;
mod voices;

use cases::cases;
use fixtures::{Case, finding, hidden, point};

use super::{CHARTS, Drawing, Labels, Width, chart};
use crate::report::lettering;
use crate::report::theme::Theme;

const WIDTHS: [Width; 2] = [Width::Wide, Width::Narrow];

fn draw(case: &Case, width: Width) -> Option<Drawing> {
    let chart = chart(case.chart).expect("the case names a chart");
    (chart.draw)(&case.data(), &Theme::default(), width).expect("a chart on finite data draws")
}

/// A text of a drawing: its left and right edge, base line, size and words.
struct Lettered {
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    words: String,
}

fn attribute<'a>(tag: &'a str, key: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {key}=\""))?.1.split('"').next()
}

/// Texts stand in groups that say how they look.
fn texts(svg: &str) -> Vec<Lettered> {
    let groups = svg.split("<g").skip(1).filter_map(|group| group.split_once('>'));
    groups.flat_map(|(look, texts)| lettered(&format!("{look} "), texts)).collect()
}

fn lettered(look: &str, texts: &str) -> Vec<Lettered> {
    texts
        .split("<text")
        .skip(1)
        .map(|part| {
            let (place, rest) = part.split_once('>').unwrap();
            let tag = &format!("{place}{look}");
            let words =
                rest.split("</text>").next().unwrap().replace("&lt;", "<").replace("&gt;", ">");
            let words = words.replace("&amp;", "&").replace("&quot;", "\"");
            let number = |key: &str| attribute(tag, key).unwrap().parse::<f64>().unwrap();
            let (x, size) = (number("x"), number("font-size"));
            let wide = lettering::width(&words, size);
            let left = match attribute(tag, "text-anchor") {
                Some("middle") => x - wide / 2.0,
                Some("end") => x - wide,
                _ => x,
            };
            Lettered { left, right: left + wide, y: number("y"), size, words }
        })
        .collect()
}

fn frame(svg: &str) -> (f64, f64) {
    let mut ends = attribute(svg, "viewBox").unwrap().split(' ').skip(2);
    let mut next = || ends.next().unwrap().parse::<f64>().unwrap();
    (next(), next())
}

/// Tags close in the order in which they opened, and attributes are quoted.
fn assert_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in svg.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        assert!(!text.contains('"') || !text.contains('<'), "{text}");
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for text in svg.split('&').skip(1) {
        let name = text.split(';').next().unwrap();
        assert!(["amp", "lt", "gt", "quot", "apos", "#39"].contains(&name), "&{name}");
    }
}

fn assert_inside(case: &str, svg: &str) {
    let (width, height) = frame(svg);
    let texts = texts(svg);
    for text in &texts {
        assert!(
            text.left >= -0.5 && text.right <= width + 1.5,
            "{case}: {} at {}",
            text.words,
            text.right
        );
        assert!(text.y >= 8.0 && text.y <= height, "{case}: {} at {}", text.words, text.y);
        assert!(text.size >= 11.0, "{case}: {} is small", text.words);
    }
    for (place, one) in texts.iter().enumerate() {
        for other in &texts[place + 1..] {
            let beside = one.right <= other.left + 0.6 || other.right <= one.left + 0.6;
            let apart = (one.y - other.y).abs() >= 10.5;
            assert!(beside || apart, "{case}: “{}” on “{}”", one.words, other.words);
        }
    }
    for key in ["x", "x1", "x2", "cx"] {
        for value in svg.split(&format!(" {key}=\"")).skip(1) {
            let value: f64 = value.split('"').next().unwrap().parse().unwrap();
            assert!((-0.1..=width + 0.1).contains(&value), "{case}: {key} = {value}");
        }
    }
    for path in svg.split(" d=\"").skip(1) {
        for (x, y) in spots(path.split('"').next().unwrap()) {
            assert!((-2.1..=width + 0.1).contains(&x), "{case}: {x} in a path");
            assert!((-0.1..=height + 0.1).contains(&y), "{case}: {y} in a path");
        }
    }
}

/// The corners of a path that knows the commands M, h, v, l and z.
fn spots(data: &str) -> Vec<(f64, f64)> {
    let mut spots: Vec<(f64, f64)> = Vec::new();
    let mut rest = data;
    while let Some(command) = rest.chars().next() {
        rest = &rest[1..];
        let end = rest.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(rest.len());
        let spaced = rest[..end].replace('-', " -");
        let numbers: Vec<f64> =
            spaced.split_whitespace().map(|number| number.parse().unwrap()).collect();
        rest = &rest[end..];
        let last = spots.last().copied().unwrap_or_default();
        match command {
            'M' => step(&mut spots, (numbers[0], numbers[1])),
            'h' => numbers.iter().fold(last, |(x, y), by| step(&mut spots, (x + by, y))),
            'v' => numbers.iter().fold(last, |(x, y), by| step(&mut spots, (x, y + by))),
            'l' => {
                numbers.chunks(2).fold(last, |(x, y), by| step(&mut spots, (x + by[0], y + by[1])))
            }
            'z' => last,
            other => panic!("a path with {other}"),
        };
    }
    spots
}

fn step(spots: &mut Vec<(f64, f64)>, spot: (f64, f64)) -> (f64, f64) {
    spots.push(spot);
    spot
}

fn assert_sound(case: &Case) {
    for width in WIDTHS {
        let drawing = draw(case, width).unwrap_or_else(|| panic!("{} draws", case.chart));
        let svg = &drawing.svg;
        assert_well_formed(svg);
        assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{}", case.chart);
        assert!(svg.starts_with("<svg class=\"chart\"") && svg.contains("role=\"img\""));
        assert!(svg.contains("<title>A chart &lt;of&gt; &quot;fixtures&quot; &amp; names</title>"));
        assert!(!svg.contains("font-family") && !svg.contains("=\"#"), "{svg}");
        assert_inside(&format!("{} {width:?}", case.chart), svg);
        assert_eq!(draw(case, width).as_ref(), Some(&drawing), "{}", case.chart);
    }
}

#[test]
fn every_chart_has_a_case() {
    for chart in CHARTS {
        assert!(cases().iter().any(|case| case.chart == chart.name), "{}", chart.name);
        assert!(!chart.about.is_empty() && !chart.accepts.is_empty());
    }
}

#[test]
fn every_chart_is_whole_inside_its_frame_and_the_same_twice() {
    for case in cases() {
        assert_sound(&case);
    }
}

#[test]
fn hidden_numbers_give_no_drawing() {
    for mut case in cases() {
        case.findings = case.findings.into_iter().map(hidden).collect();
        for point in &mut case.series {
            (point.y, point.low, point.high, point.n) = (None, None, None, None);
        }
        for width in WIDTHS {
            assert_eq!(draw(&case, width), None, "{}", case.chart);
        }
    }
}

#[test]
fn nothing_gives_no_drawing() {
    for mut case in cases() {
        case.findings.clear();
        case.series.clear();
        assert_eq!(draw(&case, Width::Wide), None, "{}", case.chart);
    }
}

#[test]
fn one_finding_and_one_point_are_enough() {
    for mut case in cases() {
        let subject = case.findings[0].subject.clone();
        case.findings.retain(|finding| finding.subject == subject);
        case.series.retain(|point| point.series != "at_risk" && point.subject == subject);
        case.series = case.series.pop().into_iter().collect();
        for point in &mut case.series {
            point.n = point.n.map(|n| n.max(10));
        }
        assert_sound(&case);
    }
}

/// Every label replaced by one text.
fn relabelled(mut case: Case, text: &str) -> Case {
    let labels = &mut case.labels;
    *labels =
        Labels { ranges: labels.ranges.clone(), terms: labels.terms.clone(), ..Labels::default() };
    for finding in &case.findings {
        labels.measures.insert(finding.measure.clone(), text.to_owned());
        labels.levels.insert(finding.level.clone(), text.to_owned());
        if let Some(subject) = &finding.subject {
            labels.subjects.insert(subject.clone(), text.to_owned());
            labels.answers.insert(subject.clone(), vec![text.to_owned(); 5]);
        }
    }
    for (_, title) in &mut labels.terms {
        text.clone_into(title);
    }
    let words = case.series.iter().filter_map(|point| point.label.clone());
    let arms = ["control".to_owned(), "mentee".to_owned()];
    labels.words = words.chain(arms).map(|word| (word, text.to_owned())).collect();
    case.kpi.title = text.to_owned();
    case
}

#[test]
fn long_labels_stay_inside_and_apart() {
    let long = "Confidence in one’s own ability to ask teachers, coaches and other adults for help \
                whenever school work, friends or family become difficult to deal with alone";
    let unbroken = "Selbstwirksamkeitserwartungsskalenmittelwertdifferenzenschätzungsverfahren";
    for text in [long, unbroken] {
        for case in cases() {
            assert_sound(&relabelled(case, text));
        }
    }
}

#[test]
fn names_from_right_to_left_are_isolated() {
    for case in cases() {
        let case = relabelled(case, "שייכות לבית הספר & <الانتماء>");
        assert_sound(&case);
    }
    let case = relabelled(cases().remove(0), "שייכות");
    assert!(draw(&case, Width::Wide).unwrap().svg.contains("\u{2068}שייכות\u{2069}"));
}

#[test]
fn a_level_that_nobody_chose_keeps_its_place() {
    let case = cases().into_iter().find(|case| case.chart == "likert").unwrap();
    let svg = draw(&case, Width::Wide).unwrap().svg;
    for answer in ["Never", "Rarely", "Sometimes", "Often", "Always"] {
        assert!(svg.contains(answer), "{answer}");
    }
}

#[test]
fn a_curve_ends_where_too_few_are_followed() {
    let mut case = cases().into_iter().find(|case| case.chart == "survival").unwrap();
    let few = point("survival", None, None, (500.0, 0.1), 9);
    let end = |case: &Case| draw(case, Width::Wide).unwrap().svg;
    let before = end(&case);
    case.series.push(crate::inference::SeriesPoint {
        dimension: "mode".into(),
        level: "school".into(),
        ..few
    });
    assert_eq!(end(&case), before);
}

#[test]
fn a_hidden_row_says_so_among_others() {
    let mut case = cases().remove(0);
    case.findings = vec![
        finding("share", Some("efficacy"), "share", (0.5, 0.4, 0.6), 100),
        hidden(finding("share", Some("belonging"), "share", (0.5, 0.4, 0.6), 4)),
    ];
    let svg = draw(&case, Width::Narrow).unwrap().svg;
    assert!(svg.contains("hidden to protect privacy") && !svg.contains("n 4"));
}

#[test]
fn ten_years_of_weeks_are_a_small_drawing_with_a_number_in_every_field() {
    let mut case = cases().into_iter().find(|case| case.chart == "calendar").unwrap();
    let first: jiff::civil::Date = "2015-01-05".parse().unwrap();
    case.series = (0..520_u32)
        .map(|week| {
            let monday = first.checked_add(jiff::Span::new().weeks(i64::from(week))).unwrap();
            let n = 1 + week * 37 % 160;
            let label = monday.to_string();
            point("total", None, Some(&label), (0.0, f64::from(n)), u64::from(n))
        })
        .collect();
    for width in WIDTHS {
        assert_sound(&case);
        let svg = draw(&case, width).unwrap().svg;
        // A shade or less for each step, and what is hidden.
        assert!(svg.matches("<path").count() <= 5, "{} paths", svg.matches("<path").count());
        assert!(svg.matches("<g").count() <= 12, "{} groups", svg.matches("<g").count());
        let numbers = texts(&svg).into_iter().filter(|text| text.words.parse::<u32>().is_ok());
        assert_eq!(numbers.count(), 520);
        assert!(svg.len() < 60_000, "{} bytes", svg.len());
    }
}

//! Term by term: lines with their intervals, the target, and a gap where a term is missing or the line is broken.

use crate::inference::Finding;
use crate::report::format::NOTHING;
use crate::report::language::{Language, say};
use crate::report::lettering::{width as width_of, wrap};
use crate::report::svg::{Anchor, Dash, Sketch, Stroke, Type, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::drawing;
use super::parts::key::{KeyMark, key};
use super::parts::plane::{EndLabel, Plane};
use super::parts::{
    SMALL, axis_title, distinct, extent, headline, is_all_terms, is_everyone, numbers, rounded,
};
use super::{Chart, ChartData, ChartError, Drawing, Width, bars, intervals};

pub(super) const CHART: Chart = Chart {
    name: "trend",
    about: "term by term with intervals and target, a gap where a term is missing, a mark where what is \
            counted changed, control limits from eight terms on; with one term only, bars",
    accepts: &["one_group", "rate", "items", "amount", "duration", "paired", "dyad"],
    draw,
};

const LOOKS: [(Role, Dash); 3] =
    [(Role::A, Dash::Solid), (Role::B, Dash::Long), (Role::N, Dash::Mixed)];

const TARGET: Stroke = Stroke { role: Role::Ink, width: 1.4, dash: Dash::Dotted };
const BROKEN: Stroke = Stroke { role: Role::Soft, width: 1.4, dash: Dash::Long };
const LIMIT: Stroke = Stroke { role: Role::Soft, width: 1.0, dash: Dash::Mixed };

struct Line<'a> {
    name: String,
    /// One place per term; empty where the term has no finding.
    terms: Vec<Option<&'a Finding>>,
    /// One place per term: why it is not compared with those before it.
    broken: Vec<Option<&'a str>>,
    /// One place per term: its control limits.
    limits: Vec<Option<(f64, f64)>>,
    look: (Role, Dash),
}

impl<'a> Line<'a> {
    fn last(&self) -> Option<&'a Finding> {
        self.terms.iter().rev().copied().flatten().find(|finding| finding.estimate.is_some())
    }

    /// The name and the last value.
    fn with_last(&self, language: &Language) -> String {
        let value = self.last().and_then(|last| {
            Some(language.value_with_interval(last.estimate?, last.low, last.high, &last.unit))
        });
        value.map_or_else(|| self.name.clone(), |value| format!("{}: {value}", self.name))
    }
}

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let all = headline(data);
    let by_term: Vec<&Finding> =
        all.into_iter().filter(|finding| !is_all_terms(finding) && is_everyone(finding)).collect();
    let known: Vec<&Finding> =
        by_term.iter().copied().filter(|finding| finding.estimate.is_some()).collect();
    let terms = terms(data, &by_term);
    if distinct(known.iter().map(|finding| &finding.term_id)).len() < 2 {
        return (bars::CHART.draw)(data, theme, width);
    }
    let lines = lines(data, &by_term, &terms);
    let breaks = breaks(&lines);
    let unit = known.first().map_or("", |finding| finding.unit.as_str());
    let mut sketch = Sketch::new(width.pixels());
    let target = target(&known);
    let language = data.language();
    let top = draw_head(language, &mut sketch, &lines, width, (target, unit));
    let right = match (width, lines.len()) {
        (Width::Wide, 1) => 96.0,
        (Width::Wide, _) => 160.0,
        (Width::Narrow, _) => 10.0,
    };
    let across = (-0.5, terms.len() as f64 - 0.5);
    let plane = Plane::new(width, top, right, across, up(data, &known, unit));
    plane.grid(language, &mut sketch, unit, 4);
    if let Some(target) = target {
        let y = plane.y.at(target);
        sketch.line(&[(plane.x.pixels.0, y), (plane.x.pixels.1, y)], TARGET);
    }
    for (place, _) in &breaks {
        let x = plane.x.at(*place as f64 - 0.5);
        sketch.line(&[(x, top), (x, plane.bottom())], BROKEN);
        let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle).halo();
        sketch.text((x, top + 10.0), &say!(language, "chart-changed"), look);
    }
    if let [only] = lines.as_slice() {
        draw_limits(&mut sketch, &plane, only);
    }
    for line in lines.iter().rev() {
        draw_line(language, &mut sketch, &plane, line, lines.len());
    }
    if width == Width::Wide {
        let labels: Vec<EndLabel> =
            lines.iter().filter_map(|line| end_label(language, &plane, line)).collect();
        plane.labels_right(&mut sketch, &labels);
    }
    let height = draw_terms(language, &mut sketch, &plane, &lines, &terms);
    let caption = caption(data, &by_term, &lines, &breaks, &terms);
    drawing(sketch, height, data, theme, &caption)
}

/// Places at which a line is broken, in order, with the reasons.
fn breaks<'a>(lines: &[Line<'a>]) -> Vec<(usize, Vec<&'a str>)> {
    let places = lines.first().map_or(0, |line| line.broken.len());
    let at = |place: usize| distinct(lines.iter().filter_map(|line| line.broken[place]));
    (0..places).map(|place| (place, at(place))).filter(|(_, reasons)| !reasons.is_empty()).collect()
}

/// The control limits of the only line: a step for each term.
fn draw_limits(sketch: &mut Sketch, plane: &Plane, line: &Line<'_>) {
    for (place, limits) in line.limits.iter().enumerate() {
        let Some((low, high)) = limits else { continue };
        let (from, to) = (plane.x.at(place as f64 - 0.5), plane.x.at(place as f64 + 0.5));
        for limit in [low, high] {
            let y = plane.y.at(*limit);
            sketch.line(&[(from, y), (to, y)], LIMIT);
        }
    }
}

/// Terms in order of time, from the first to the last that has a finding; missing ones between stay.
fn terms(data: &ChartData<'_>, findings: &[&Finding]) -> Vec<(String, String)> {
    let has = |term: &str| findings.iter().any(|finding| finding.term_id == term);
    let mut terms: Vec<(String, String)> = data.labels.terms.clone();
    for finding in findings {
        if !terms.iter().any(|(id, _)| *id == finding.term_id) {
            terms.push((finding.term_id.clone(), data.labels.term(&finding.term_id)));
        }
    }
    let first = terms.iter().position(|(id, _)| has(id)).unwrap_or(0);
    let last = terms.iter().rposition(|(id, _)| has(id)).map_or(0, |last| last + 1);
    terms.get(first..last).unwrap_or_default().to_vec()
}

fn lines<'a>(
    data: &ChartData<'a>,
    findings: &[&'a Finding],
    terms: &[(String, String)],
) -> Vec<Line<'a>> {
    let subjects = distinct(findings.iter().map(|finding| finding.subject.as_deref()));
    let of = |subject: Option<&str>, term: &str| {
        let mut of_term = findings.iter().copied().filter(|finding| finding.term_id == term);
        of_term.find(|finding| finding.subject.as_deref() == subject)
    };
    let point = |series: &str, subject: Option<&str>, term: &str| {
        data.series.iter().copied().find(|point| {
            point.series == series && point.term_id == term && point.subject.as_deref() == subject
        })
    };
    let named = |subject: Option<&str>| subject.map(|subject| data.labels.subject(subject));
    let lines = subjects.iter().zip(LOOKS).map(|(subject, look)| Line {
        name: named(*subject).filter(|_| subjects.len() > 1).unwrap_or_default(),
        terms: terms.iter().map(|(term, _)| of(*subject, term)).collect(),
        broken: terms
            .iter()
            .map(|(term, _)| point("break", *subject, term)?.label.as_deref())
            .collect(),
        limits: terms
            .iter()
            .map(|(term, _)| point("control", *subject, term).and_then(|one| one.low.zip(one.high)))
            .collect(),
        look,
    });
    lines.collect()
}

/// From zero for shares, rates and counts; the instrument's range for scores.
fn up(data: &ChartData<'_>, known: &[&Finding], unit: &str) -> (f64, f64) {
    let limits = data.series.iter().filter(|point| point.series == "control");
    let limits = limits.flat_map(|point| point.low.into_iter().chain(point.high));
    let shown = known.iter().flat_map(|f| numbers(f)).chain(limits);
    let (low, high) = extent(shown).unwrap_or((0.0, 1.0));
    let range = known
        .first()
        .and_then(|finding| finding.subject.as_deref())
        .and_then(|subject| data.labels.range(subject))
        .filter(|range| unit == "points" && range.0 <= low && high <= range.1);
    let (from, to) = range.unwrap_or_else(|| rounded((low.min(0.0), high.max(0.0)), 4));
    if unit == "share" { (0.0, to.min(1.0)) } else { (from, to) }
}

fn draw_head(
    language: &Language,
    sketch: &mut Sketch,
    lines: &[Line<'_>],
    width: Width,
    (target, unit): (Option<f64>, &str),
) -> f64 {
    let title = axis_title(language, unit);
    let mut y = 14.0;
    if lines.len() > 1 && width == Width::Narrow {
        for line in lines {
            let mark = KeyMark::Line(stroke(line.look));
            y = key(sketch, &[(line.with_last(language), mark)], (2.0, 338.0), y) + 10.0;
        }
    }
    if let Some(target) = target {
        let text = say!(language, "chart-target-value", value = language.target(target, unit));
        y = key(sketch, &[(text, KeyMark::Line(TARGET))], (2.0, width.pixels()), y) + 10.0;
    }
    if title.is_empty() {
        return y + 2.0;
    }
    for text in wrap(&title, SMALL, width.pixels(), 1) {
        sketch.text((0.0, y), &text, Type::new(Role::Soft, SMALL));
    }
    y + 18.0
}

fn stroke((role, dash): (Role, Dash)) -> Stroke {
    Stroke { role, width: 2.2, dash }
}

/// The target, when all terms have the same.
fn target(known: &[&Finding]) -> Option<f64> {
    let targets = distinct(known.iter().map(|finding| finding.target));
    if let [target] = targets.as_slice() { *target } else { None }
}

fn draw_line(
    language: &Language,
    sketch: &mut Sketch,
    plane: &Plane,
    line: &Line<'_>,
    among: usize,
) {
    let (role, _) = line.look;
    let spot = |place: usize| {
        let finding = line.terms.get(place).copied().flatten()?;
        Some((plane.at(place as f64, finding.estimate?), finding))
    };
    for place in 1..line.terms.len() {
        if let (Some((from, _)), Some((to, _)), None) =
            (spot(place - 1), spot(place), line.broken[place])
        {
            sketch.line(&[from, to], stroke(line.look));
        }
    }
    // Among many terms, the first and the last have their values beside them; the table has them all.
    let value = |finding: &Finding| language.value(finding.estimate.unwrap_or(0.0), &finding.unit);
    let widest = line.terms.iter().copied().flatten().map(|one| width_of(&value(one), SMALL));
    let is_roomy = widest.fold(0.0, f64::max) + 2.0 <= room_of(plane, line.terms.len());
    for place in 0..line.terms.len() {
        let Some(((x, y), finding)) = spot(place) else { continue };
        let interval = finding.low.zip(finding.high);
        let (low, high) =
            interval.map_or((y, y), |(low, high)| (plane.y.at(low), plane.y.at(high)));
        sketch.line(&[(x, low), (x, high)], solid(Role::Soft, 1.8));
        for end in [low, high] {
            sketch.line(&[(x - 3.5, end), (x + 3.5, end)], solid(Role::Soft, 1.8));
        }
        match line.look.1 {
            Dash::Solid => sketch.disc((x, y), 5.5, role),
            Dash::Long => sketch.square((x, y), 5.5, role),
            _ => sketch.diamond((x, y), 5.0, role),
        }
        // The last value stands at the right, where there is room for it and its interval.
        let is_last = place + 1 == line.terms.len() && plane.width == Width::Wide;
        if among == 1 && !is_last && (is_roomy || place == 0 || place + 1 == line.terms.len()) {
            let text = value(finding);
            let look = Type::new(Role::Ink, SMALL).bold().anchor(Anchor::Middle).halo();
            // Right of the numbers of the axis.
            let least = plane.x.pixels.0 - 6.0 + half(&text);
            let x = inside(plane, x, &text).max(least);
            sketch.text((x, high.min(y - 4.0) - 6.0), &text, look);
        }
    }
}

fn end_label(language: &Language, plane: &Plane, line: &Line<'_>) -> Option<EndLabel> {
    let last = line.last()?;
    let estimate = last.estimate?;
    let (value, interval) = language.value_and_interval(estimate, last.low, last.high, &last.unit);
    let y = plane.y.at(estimate);
    if line.name.is_empty() {
        let lines = vec![interval];
        return Some(EndLabel { y, role: Role::Ink, swatch: None, name: value, lines });
    }
    let lines = vec![value, interval];
    Some(EndLabel { y, role: line.look.0, swatch: None, name: line.name.clone(), lines })
}

/// Names of the terms and how many each one rests on.
fn draw_terms(
    language: &Language,
    sketch: &mut Sketch,
    plane: &Plane,
    lines: &[Line<'_>],
    terms: &[(String, String)],
) -> f64 {
    let room = room_of(plane, terms.len());
    let every = every(terms, room);
    // At an edge, a name is moved inside, towards its neighbour.
    let room = if every == 1 { room } else { room * every as f64 / 1.5 };
    // The last one is always named; what stands too near to it is not.
    let is_named = |place: &usize| (terms.len() - 1 - place).is_multiple_of(every);
    let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle);
    let named: Vec<Vec<String>> =
        terms.iter().map(|(_, title)| wrap(title, SMALL, room - 4.0, 2)).collect();
    let deepest = named.iter().map(Vec::len).max().unwrap_or(1) as f64;
    for (place, name) in named.iter().enumerate().filter(|(place, _)| is_named(place)) {
        for (depth, text) in name.iter().enumerate() {
            let x = inside(plane, plane.x.at(place as f64), text);
            sketch.text((x, plane.bottom() + 18.0 + depth as f64 * 15.0), text, look);
        }
    }
    let mut y = plane.bottom() + 24.0 + deepest * 15.0;
    for line in lines {
        sketch.text((0.0, y), "n", Type::new(line.look.0, SMALL));
        for (place, finding) in line.terms.iter().enumerate().filter(|(place, _)| is_named(place)) {
            let text = counted(language, *finding, room);
            let look = Type { role: line.look.0, ..look };
            sketch.text((inside(plane, plane.x.at(place as f64), &text), y), &text, look);
        }
        y += 17.0;
    }
    y - 8.0
}

/// Pixels that a term has.
fn room_of(plane: &Plane, terms: usize) -> f64 {
    (plane.x.pixels.1 - plane.x.pixels.0) / terms.max(1) as f64
}

/// The middle of a text, moved so that it stays inside the drawing.
fn inside(plane: &Plane, x: f64, text: &str) -> f64 {
    x.min(plane.width.pixels() - half(text)).max(half(text))
}

/// Half the width of a text; semi-bold letters are a little wider.
fn half(text: &str) -> f64 {
    width_of(text, SMALL) * 1.07 / 2.0
}

/// Every how many terms a name has room: its longest word has to fit.
fn every(terms: &[(String, String)], room: f64) -> usize {
    let words = terms.iter().flat_map(|(_, title)| title.split(' '));
    let longest = words.map(|word| width_of(word, SMALL)).fold(0.0, f64::max);
    let fits = |every: &usize| match every {
        1 => longest + 4.0 <= room,
        every => (longest + 4.0) * 1.5 <= room * *every as f64,
    };
    // A word that is too long for a third of the drawing is shortened.
    let most = terms.len().div_ceil(3).max(1);
    (1..most).find(fits).unwrap_or(most)
}

fn counted(language: &Language, finding: Option<&Finding>, room: f64) -> String {
    let word = match finding {
        None => NOTHING.to_owned(),
        Some(finding) if finding.suppressed.is_some() => say!(language, "hidden-word"),
        Some(finding) => finding.n.map_or(NOTHING.to_owned(), |n| language.count(n)),
    };
    if width_of(&word, SMALL) <= room - 2.0 { word } else { NOTHING.to_owned() }
}

fn caption(
    data: &ChartData<'_>,
    findings: &[&Finding],
    lines: &[Line<'_>],
    breaks: &[(usize, Vec<&str>)],
    terms: &[(String, String)],
) -> Vec<String> {
    let language = data.language();
    let drawn = lines.len();
    let mut caption = vec![say!(language, "chart-upright-lines", intervals = intervals(data))];
    for (place, reasons) in breaks {
        let (term, reasons) = (&terms[*place].1, reasons.join("; "));
        caption.push(say!(language, "chart-broken", term = term, reasons = reasons));
    }
    if drawn == 1 && lines.iter().any(|line| line.limits.iter().any(Option::is_some)) {
        caption.push(say!(language, "chart-control-limits"));
    }
    if drawn > 1 {
        caption.push(say!(language, "chart-latest-term"));
    }
    if findings.iter().any(|finding| finding.suppressed.is_some()) {
        caption.push(say!(language, "chart-hidden"));
    }
    let left_out =
        distinct(findings.iter().map(|finding| finding.subject.as_deref())).len() - drawn;
    if left_out > 0 {
        caption.push(say!(language, "chart-more-in-table", n = left_out));
    }
    caption
}

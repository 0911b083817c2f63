//! Cells that list what was ticked, and the choices that the form offered.

use std::collections::BTreeMap;

/// Most boxes of a question.
const MOST: usize = 25;

/// Marks that divide such lists: Microsoft's, a line for each, Google's.
const MARKS: &[&str] = &[";", "\n", ", "];

/// The choices of a question whose cells list what was ticked; nothing when it is no such question.
///
/// A choice may contain the mark that divides the list. Two parts are one choice when neither ever stands without the
/// other, in this order: `Games` and `sports` in all of `Games, sports` and `College visit, Games, sports`. Nearly all
/// cells must consist of choices that occur again, and some must hold several.
pub(super) fn choices(texts: &[(&str, usize)]) -> Option<Vec<String>> {
    let filled: usize = texts.iter().map(|(_, times)| times).sum();
    MARKS.iter().find_map(|mark| divided(texts, mark, filled))
}

fn divided(texts: &[(&str, usize)], mark: &str, filled: usize) -> Option<Vec<String>> {
    let own = texts.iter().filter(|(text, _)| text.contains(mark.trim_end_matches(' ')));
    if own.map(|(_, times)| times).sum::<usize>() * 10 < filled.max(30) {
        return None;
    }
    let lists: Vec<(Vec<&str>, usize)> = texts
        .iter()
        .map(|(text, times)| {
            let parts = text.split(mark).map(str::trim).filter(|part| !part.is_empty());
            (parts.collect(), *times)
        })
        .collect();
    let joined = joined(&lists);
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let lists: Vec<(Vec<String>, usize)> = lists
        .into_iter()
        .map(|(parts, times)| (put_together(&parts, &joined, mark), times))
        .collect();
    for (choice, own) in lists.iter().flat_map(|(list, own)| list.iter().map(move |c| (c, own))) {
        *times.entry(choice.clone()).or_default() += own;
    }
    // What one person wrote beside the boxes is no choice.
    let fewest = (filled / 50).max(2);
    let is_choice = |choice: &String| times[choice] >= fewest && choice.chars().count() <= 120;
    let fits: usize =
        lists.iter().filter(|(list, _)| list.iter().all(is_choice)).map(|(_, times)| times).sum();
    let several: usize =
        lists.iter().filter(|(list, _)| list.len() > 1).map(|(_, times)| times).sum();
    let mut order: Vec<String> = Vec::new();
    for choice in lists.iter().flat_map(|(list, _)| list).filter(|choice| is_choice(choice)) {
        if !order.contains(choice) {
            order.push(choice.clone());
        }
    }
    // Boxes are ticked in many ways; labels with a comma come in no more ways than there are labels.
    let is_free = mark.trim() != "," || texts.len() > order.len();
    let is_list = is_free
        && fits * 10 >= filled * 8
        && several * 10 >= filled
        && (2..=MOST).contains(&order.len());
    is_list.then_some(order)
}

/// For each part the one that always follows it, where that one follows nothing else.
fn joined<'t>(lists: &[(Vec<&'t str>, usize)]) -> BTreeMap<&'t str, &'t str> {
    let mut after: BTreeMap<&str, BTreeMap<Option<&str>, usize>> = BTreeMap::new();
    let mut before: BTreeMap<&str, BTreeMap<Option<&str>, usize>> = BTreeMap::new();
    for (parts, times) in lists {
        for (at, part) in parts.iter().enumerate() {
            let next = parts.get(at + 1).copied();
            let last = at.checked_sub(1).map(|at| parts[at]);
            *after.entry(part).or_default().entry(next).or_default() += times;
            *before.entry(part).or_default().entry(last).or_default() += times;
        }
    }
    let only = |map: &BTreeMap<Option<&'t str>, usize>| match map.iter().next() {
        Some((Some(part), times)) if map.len() == 1 => Some((*part, *times)),
        _ => None,
    };
    after
        .iter()
        .filter_map(|(part, next)| {
            let (next, times) = only(next)?;
            let (last, _) = only(before.get(next)?)?;
            // Once is a coincidence.
            (last == *part && times >= 2).then_some((*part, next))
        })
        .collect()
}

fn put_together(parts: &[&str], joined: &BTreeMap<&str, &str>, mark: &str) -> Vec<String> {
    let mut choices: Vec<String> = Vec::new();
    let mut last: Option<&str> = None;
    for part in parts {
        match (last.and_then(|last| joined.get(last)), choices.last_mut()) {
            (Some(next), Some(choice)) if next == part => {
                choice.push_str(mark);
                choice.push_str(part);
            }
            _ => choices.push((*part).to_owned()),
        }
        last = Some(part);
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::choices;

    fn found(texts: &[&str]) -> Option<Vec<String>> {
        let texts: Vec<(&str, usize)> = texts.iter().map(|text| (*text, 5)).collect();
        choices(&texts)
    }

    #[test]
    fn parts_that_never_stand_alone_are_one_choice() {
        let lists = ["Games, sports, Visit", "Homework, Visit", "Homework, Games, sports", "Visit"];
        let own = found(&lists).unwrap();
        assert_eq!(own, ["Games, sports", "Visit", "Homework"]);
        let own = found(&["Homework;Games, sports;", "Games, sports;", "Visit;Homework;"]).unwrap();
        assert_eq!(own, ["Homework", "Games, sports", "Visit"]);
    }

    #[test]
    fn what_people_write_is_no_list() {
        assert_eq!(found(&["Agree", "Disagree", "Strongly agree"]), None);
        assert_eq!(found(&["Yes, definitely", "Yes, somewhat", "No, not really"]), None);
        let written: Vec<String> =
            (0..40).map(|at| format!("We met {at} times, and it was fun")).collect();
        let texts: Vec<(&str, usize)> = written.iter().map(|text| (text.as_str(), 1)).collect();
        assert_eq!(choices(&texts), None);
    }
}

//! Ticked boxes: a cell that lists what was ticked → a column for each box.

use std::collections::BTreeMap;

use super::row::Row;

/// Marks that stand between two ticked boxes.
const MARKS: [char; 4] = [',', ';', ' ', '\n'];

/// Questions whose cells list what was ticked.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    /// Place of the question's column and its choices, in the order of the plan.
    questions: Vec<(usize, Vec<String>)>,
    /// Columns that are added.
    pub(super) names: Vec<String>,
}

impl Boxes {
    /// The questions of the plan that a header has.
    ///
    /// Each choice gets a column `question [choice]`, and what fits none of them stands in `question [other]`.
    pub(super) fn new(header: &Row, choices: &BTreeMap<String, Vec<String>>) -> Self {
        let mut boxes = Self::default();
        for (question, choices) in choices {
            let Some(at) = header.cells().position(|name| name.trim() == question.trim()) else {
                continue;
            };
            let own = choices.iter().map(String::as_str).chain(["other"]);
            boxes.names.extend(own.map(|choice| format!("{question} [{choice}]")));
            boxes.questions.push((at, choices.clone()));
        }
        boxes
    }

    /// The cells that are added to a row: `1` where a box was ticked, `0` where another one was, nothing where the
    /// question has no answer.
    pub(super) fn cells(&self, row: &Row) -> Vec<String> {
        let mut cells = Vec::with_capacity(self.names.len());
        for (at, choices) in &self.questions {
            let text = row.get(*at).trim();
            let (ticked, other) = ticked(text, choices);
            let mark = |is_ticked: bool| if is_ticked { "1" } else { "0" };
            cells.extend(ticked.into_iter().map(|is_ticked| {
                if text.is_empty() { String::new() } else { mark(is_ticked).to_owned() }
            }));
            cells.push(other);
        }
        cells
    }
}

/// Which choices a list names, and what else stands in it. A choice may contain the mark that divides the list: of two
/// that fit, the longer one is meant.
fn ticked(text: &str, choices: &[String]) -> (Vec<bool>, String) {
    let mut ticked = vec![false; choices.len()];
    let mut others: Vec<&str> = Vec::new();
    let mut rest = text.trim_start_matches(MARKS);
    while !rest.is_empty() {
        let fits = |choice: &String| {
            rest.strip_prefix(choice.as_str()).is_some_and(|after| {
                after.is_empty() || after.trim_start().starts_with([',', ';', '\n'])
            })
        };
        let longest = choices
            .iter()
            .enumerate()
            .filter(|(_, choice)| !choice.is_empty() && fits(choice))
            .max_by_key(|(_, choice)| choice.len());
        let length = if let Some((at, choice)) = longest {
            ticked[at] = true;
            choice.len()
        } else {
            let length = rest.find([',', ';', '\n']).unwrap_or(rest.len());
            others.push(rest[..length].trim());
            length
        };
        rest = rest[length..].trim_start_matches(MARKS);
    }
    (ticked, others.join("; "))
}

#[cfg(test)]
mod tests {
    use super::ticked;

    #[test]
    fn a_choice_may_contain_the_mark_that_divides_the_list() {
        let choices = ["Games, sports", "Games", "College visit"].map(str::to_owned);
        for (text, expected, other) in [
            ("Games, sports, College visit", [true, false, true], ""),
            ("Games, College visit", [false, true, true], ""),
            ("College visit;Games;", [false, true, true], ""),
            ("Games, sports, chess", [true, false, false], "chess"),
            ("Gamester", [false, false, false], "Gamester"),
            ("", [false, false, false], ""),
        ] {
            assert_eq!(ticked(text, &choices), (expected.to_vec(), other.to_owned()), "{text}");
        }
    }
}

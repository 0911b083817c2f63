//! The same questions under other names: found by how the same people answered both times.

use std::collections::BTreeMap;

use super::forms::Occasion;
use super::items::Answers;

/// People who must have answered both.
const FEWEST: usize = 20;

/// How much better the order must fit than chance, as a difference of correlations.
const BETTER: f64 = 0.1;

/// Pearson's correlation of the people that both have; nothing when there are too few, or one does not vary.
pub(super) fn correlation(
    one: &BTreeMap<String, f64>,
    other: &BTreeMap<String, f64>,
) -> Option<f64> {
    let pairs: Vec<(f64, f64)> =
        one.iter().filter_map(|(who, x)| Some((*x, *other.get(who)?))).collect();
    if pairs.len() < FEWEST {
        return None;
    }
    let n = pairs.len() as f64;
    let (mx, my) = (
        pairs.iter().map(|(x, _)| x).sum::<f64>() / n,
        pairs.iter().map(|(_, y)| y).sum::<f64>() / n,
    );
    let sum =
        |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(x, y)| of(x - mx, y - my)).sum::<f64>();
    let (xy, xx, yy) = (sum(&|x, y| x * y), sum(&|x, _| x * x), sum(&|_, y| y * y));
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

/// Questions of a later form that are numbered get the names of an earlier one's, in order, when the answers say so.
///
/// Both forms must have as many questions of the same kind, and the same people must answer the n-th question of both
/// more alike than any two others: by [`BETTER`] in the mean.
pub(super) fn link(earlier: &Occasion<'_>, later: &mut Occasion<'_>) {
    let mut runs: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, item) in later.items.iter().enumerate() {
        if matches!(item.answers, Answers::Numbers { .. } | Answers::Words(_)) {
            let stem = item.id.trim_end_matches(|letter: char| letter.is_ascii_digit());
            // Only a name that says nothing is given another.
            if matches!(stem, "q" | "question" | "frage" | "item" | "v" | "p" | "pregunta" | "f") {
                runs.entry(stem.to_owned()).or_default().push(at);
            }
        }
    }
    let points = |answers: &Answers| match answers {
        Answers::Numbers { .. } => Some(None),
        Answers::Words(ladder) => Some(Some(ladder.clone())),
        _ => None,
    };
    for places in runs.into_values() {
        let Some(own) = later.items.get(places[0]) else { continue };
        // The earlier questions with one and the same set of answers.
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for (at, item) in earlier.items.iter().enumerate() {
            let is_named = later.items.iter().any(|other| other.id == item.id);
            let Some(kind) = points(&item.answers).filter(|_| !is_named) else { continue };
            let same = sets
                .iter_mut()
                .find(|set| points(&earlier.items[set[0]].answers) == Some(kind.clone()));
            match same {
                Some(set) => set.push(at),
                None => sets.push(vec![at]),
            }
        }
        let Some(set) = sets.into_iter().find(|set| set.len() == places.len()) else { continue };
        let before: Vec<_> = set.iter().map(|&at| earlier.numbers(&earlier.items[at])).collect();
        let after: Vec<_> = places.iter().map(|&at| later.numbers(&later.items[at])).collect();
        let (mut same, mut others) = (Vec::new(), Vec::new());
        for (b, before) in before.iter().enumerate() {
            for (a, after) in after.iter().enumerate() {
                if let Some(r) = correlation(before, after) {
                    if a == b { same.push(r) } else { others.push(r) }
                }
            }
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let (own_mean, other_mean) = (mean(&same), mean(&others));
        let (first, last) =
            (own.column.clone(), later.items[places[places.len() - 1]].column.clone());
        let (to_first, to_last) =
            (&earlier.items[set[0]].id, &earlier.items[set[set.len() - 1]].id);
        let numbers =
            format!("correlation of the same place {own_mean:.2}, of all others {other_mean:.2}");
        let fits = same.len() == places.len() && own_mean - other_mean >= BETTER;
        let count = places.len();
        later.reasons.push(if fits {
            format!("`{first}` to `{last}` are `{to_first}` to `{to_last}`, in this order: both are {count} questions, and the same people answer them alike ({numbers})")
        } else {
            format!("`{first}` to `{last}` may be `{to_first}` to `{to_last}`: both are {count} questions, but the answers do not show it ({numbers}); name them under `items` if they are")
        });
        if fits {
            let pairs: Vec<_> = places.into_iter().zip(&set).collect();
            for (place, &at) in pairs {
                later.items[place].id.clone_from(&earlier.items[at].id);
                if later.items[place].title.is_empty() {
                    later.items[place].title.clone_from(&earlier.items[at].title);
                }
            }
        }
    }
}

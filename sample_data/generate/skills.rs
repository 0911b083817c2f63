//! The truth behind the skill scales: who answers when, and how each trait changes.

use super::answers::{Items, like};
use super::draw::Draw;
use super::matching::Pair;
use super::people::Mentee;

/// A skill scale and its true growth in standard deviations of the trait.
///
/// Scores hold errors of measurement, so that Hedges' g of the scores is about nine tenths of it.
pub(crate) struct Skill {
    pub(crate) items: Items,
    growth: f64,
}

/// The scales in the order of the form: two grow, one a little, study habits do not.
pub(crate) const SKILLS: [Skill; 4] = [
    skill(&["se1", "se2", "se3", "se4", "se5"], Some("se4"), 0.67, 0.05, 0.225),
    skill(&["be1", "be2", "be3", "be4"], Some("be3"), 0.74, 0.15, 0.225),
    skill(&["so1", "so2", "so3", "so4"], None, 0.75, 0.1, 0.135),
    skill(&["sh1", "sh2", "sh3", "sh4"], None, 0.73, -0.1, 0.0),
];

const fn skill(
    ids: &'static [&'static str],
    reversed: Option<&'static str>,
    loading: f64,
    ease: f64,
    growth: f64,
) -> Skill {
    Skill { items: Items { ids, reversed, loading, ease }, growth }
}

/// Correlation of a trait with itself eight months later; scores come out near 0.6.
const STABILITY: f64 = 0.74;

/// What one mentee would answer.
pub(crate) struct Traits {
    pub(crate) before: [f64; 4],
    pub(crate) after: [f64; 4],
    pub(crate) answers_before: bool,
    pub(crate) answers_after: bool,
}

/// The traits of every mentee, in the order of the roster.
pub(crate) fn traits(mentees: &[Mentee], pairs: &[Pair]) -> Vec<Traits> {
    let mut draw = Draw::of("skills");
    let mut all: Vec<Traits> =
        (0..mentees.len()).map(|at| person(&mut draw, last_pair(pairs, at))).collect();
    for (place, skill) in SKILLS.iter().enumerate() {
        let changes = || {
            all.iter()
                .filter(|one| one.answers_before && one.answers_after)
                .map(|one| one.after[place] - one.before[place])
        };
        let by_chance = changes().sum::<f64>() / changes().count() as f64;
        // What chance adds to the mean is taken out again, so that a reader can find the declared growth.
        for one in &mut all {
            one.after[place] += skill.growth - by_chance;
        }
    }
    all
}

fn person(draw: &mut Draw, pair: Option<&Pair>) -> Traits {
    let general = draw.normal();
    let mut one =
        Traits { before: [0.0; 4], after: [0.0; 4], answers_before: false, answers_after: false };
    for place in 0..SKILLS.len() {
        one.before[place] = like(draw, general, 0.5);
        one.after[place] = like(draw, one.before[place], STABILITY);
    }
    // Those who are better off, and whose match lasts, are a little more likely to answer again.
    let outlook = 0.04 * one.before[0].clamp(-2.0, 2.0);
    let (first, again) = match pair {
        None => (0.6, 0.35),
        Some(pair) if pair.closed_early() => (0.88, 0.6),
        Some(_) => (0.88, 0.87),
    };
    one.answers_before = draw.chance(first);
    one.answers_after = draw.chance(again + outlook);
    one
}

/// The mentee's latest match.
pub(crate) fn last_pair(pairs: &[Pair], mentee: usize) -> Option<&Pair> {
    pairs.iter().rfind(|pair| pair.mentee == mentee)
}

/// The mentee's first match.
pub(crate) fn first_pair(pairs: &[Pair], mentee: usize) -> Option<&Pair> {
    pairs.iter().find(|pair| pair.mentee == mentee)
}

//! Latent traits → answers on a form.

use super::draw::Draw;

/// How an answer on one form is written.
#[derive(Clone, Copy)]
pub(crate) struct Writing {
    /// Labels of the answers 1, 2, …; none writes the number.
    pub(crate) labels: &'static [&'static str],
    /// A question that was passed over.
    pub(crate) skipped: &'static str,
    /// A question that does not apply.
    pub(crate) not_applicable: &'static str,
}

/// Labels of how often.
pub(crate) const HOW_OFTEN: &[&str] = &["Never", "Rarely", "Sometimes", "Often", "Always"];

/// Share of questions that are passed over, and of those that do not apply.
const SKIPPED: f64 = 0.02;
const NOT_APPLICABLE: f64 = 0.004;

/// Where a latent value turns into the next answer: about 6, 17, 31, 33 and 13 % on average.
const STEPS: [f64; 4] = [-1.55, -0.72, 0.12, 1.13];

/// Items that measure one trait.
pub(crate) struct Items {
    pub(crate) ids: &'static [&'static str],
    /// Item whose answers point the other way.
    pub(crate) reversed: Option<&'static str>,
    /// Correlation of an item with the trait, before it is cut into answers.
    pub(crate) loading: f64,
    /// How easy it is to agree.
    pub(crate) ease: f64,
}

impl Items {
    /// One answer to each item.
    pub(crate) fn answers(&self, draw: &mut Draw, trait_: f64, writing: Writing) -> Vec<String> {
        let noise = (1.0 - self.loading * self.loading).sqrt();
        self.ids
            .iter()
            .map(|id| {
                let latent = self.ease + self.loading * trait_ + noise * draw.normal();
                let answer = 1 + steps_below(latent, &STEPS);
                let is_reversed = self.reversed == Some(*id);
                written(draw, if is_reversed { 6 - answer } else { answer }, writing)
            })
            .collect()
    }
}

/// How many steps a latent value is above.
pub(crate) fn steps_below(latent: f64, steps: &[f64]) -> usize {
    steps.iter().filter(|step| latent > **step).count()
}

/// An answer as the form's export writes it, or the reason why there is none.
pub(crate) fn written(draw: &mut Draw, answer: usize, writing: Writing) -> String {
    let fate = draw.uniform();
    if fate < SKIPPED {
        return writing.skipped.to_owned();
    }
    if fate < SKIPPED + NOT_APPLICABLE {
        return writing.not_applicable.to_owned();
    }
    writing.labels.get(answer - 1).map_or_else(|| answer.to_string(), |label| (*label).to_owned())
}

/// A value that correlates with `with` by `correlation`; both have mean 0 and standard deviation 1.
pub(crate) fn like(draw: &mut Draw, with: f64, correlation: f64) -> f64 {
    correlation * with + (1.0 - correlation * correlation).sqrt() * draw.normal()
}

/// Satisfaction: about 3, 6, 13, 43 and 35 %.
pub(crate) const SATISFACTION: [f64; 4] = [-1.88, -1.34, -0.77, 0.39];

/// Recommendation, 0 to 10: about half are promoters and a sixth detractors.
pub(crate) const RECOMMENDATION: [f64; 10] =
    [-3.1, -2.9, -2.7, -2.4, -2.0, -1.5, -0.97, -0.5, 0.0, 0.62];

/// Expectations; the ease of each question and side shifts them.
pub(crate) const EXPECTATION: [f64; 4] = [-1.5, -0.6, 0.3, 1.2];

/// Quality of the relationship, on both sides.
pub(crate) const RELATIONSHIP: Items = Items {
    ids: &["rq1", "rq2", "rq3", "rq4", "rq5"],
    reversed: Some("rq4"),
    loading: 0.74,
    ease: 0.5,
};

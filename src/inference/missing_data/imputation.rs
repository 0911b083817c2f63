//! Missing values filled in many times over.

mod matching;

use super::incomplete::{CompletedRow, Incomplete, merge};
use crate::inference::draws::Draws;
use crate::inference::regression::orthogonal::Orthogonal;
use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Settings};
use matching::Donors;

/// How often to fill in, and from which seed: the same seed gives the same answer on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImputationPlan {
    /// Completed tables.
    pub imputations: u32,
    /// Rounds through the incomplete columns; a single incomplete column needs one.
    pub iterations: u32,
    /// Units whose value may be borrowed: those expected nearest.
    pub donors: u32,
    /// Seed of the generator.
    pub seed: u64,
}

impl Default for ImputationPlan {
    /// 20 tables, 10 rounds, 5 donors, seed 1.
    fn default() -> Self {
        Self { imputations: 20, iterations: 10, donors: 5, seed: 1 }
    }
}

impl ImputationPlan {
    /// What a header says under `imputations` and `seed`.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Setting`] for fewer than 2 or more than 1000 imputations, or a seed that is no whole number.
    pub(in crate::inference) fn asked(settings: &Settings) -> Result<Self, InferenceError> {
        let usual = Self::default();
        let seed = crate::inference::draws::Resampling::asked(settings)?.seed;
        let Some(asked) = settings.number("imputations")? else {
            return Ok(Self { seed, ..usual });
        };
        let whole = (2..=1000_u32).find(|&whole| f64::from(whole).total_cmp(&asked).is_eq());
        let imputations = whole.ok_or_else(|| InferenceError::Setting {
            name: "imputations".to_owned(),
            found: asked.to_string(),
            allowed: "a whole number from 2 to 1000".to_owned(),
        })?;
        Ok(Self { imputations, seed, ..usual })
    }

    /// What a reader needs to repeat it.
    pub(in crate::inference) fn said(self) -> String {
        format!(
            "missing values filled in {} times by predictive mean matching, {} donors, seed {}",
            self.imputations, self.donors, self.seed
        )
    }
}

/// Multiple imputation: what might the missing values have been?
///
/// # Definition
///
/// Chained equations with predictive mean matching. Missing cells start from values drawn from their column; then, column by
/// column and round by round, a missing cell takes the value of one of the 5 units whose expected value is nearest: expected by
/// least squares on all other columns, with the coefficients at their best for those who lend, and drawn from their posterior
/// for those who borrow. Each table starts anew. Where several units are equally near, each is as likely.
///
/// # Shapes and units
///
/// `incomplete`: numbers, groups as indicators of 0 and 1. Every value filled in is one that was observed. Units are counted and
/// not listed: units that are alike share their donors, and how many borrow from which is one multinomial draw, so that
/// the cost depends on distinct rows.
///
/// # Assumptions
///
/// Values are missing at random: whether one is missing goes with what is seen, not with the value itself. Columns that the
/// analysis uses are all there, the outcome too. Say how wrong that may be with `tipping_point`.
///
/// # Errors
///
/// [`InferenceError::TooFew`] when a column has no more values than the model has coefficients, or below two imputations;
/// [`InferenceError::Undefined`] when a column follows from the others among those who lend.
///
/// # Reference
///
/// van Buuren (2018), *Flexible Imputation of Missing Data*, 2nd ed., section 3.4, algorithm 3.3 with its type 1 matching, as R's
/// `mice` has it; its random numbers are others, so that tables differ while what they average to does not.
///
/// # Example
///
/// ```
/// # use mentorlens::inference::{ImputationPlan, Incomplete, InferenceError, multiple_imputation};
/// let row = |before: f64, after: Option<f64>| (vec![Some(before), after], 1);
/// let mut rows: Vec<_> = (1..=20).map(|x| row(f64::from(x), Some(f64::from(2 * x)))).collect();
/// rows.push(row(10.0, None));
/// let tables = multiple_imputation(&Incomplete::new(&["before", "after"], rows), ImputationPlan::default())?;
/// assert_eq!(tables.len(), 20);
/// for table in &tables {
///     let filled = table.iter().find(|row| row.is_imputed[1]).unwrap();
///     assert!((16.0..=24.0).contains(&filled.values[1]));
/// }
/// # Ok::<(), InferenceError>(())
/// ```
pub fn multiple_imputation(
    incomplete: &Incomplete,
    plan: ImputationPlan,
) -> Result<Vec<Vec<CompletedRow>>, InferenceError> {
    at_least(u64::from(plan.imputations), 2, "imputations")?;
    at_least(u64::from(plan.donors), 1, "donors")?;
    let columns = incomplete.names().len();
    let open: Vec<usize> = (0..columns).filter(|&at| incomplete.n_missing(at) > 0).collect();
    for &column in &open {
        let observed = incomplete.n() - incomplete.n_missing(column);
        at_least(observed, columns as u64 + 1, "units with a value to borrow")?;
    }
    let rounds = if open.len() > 1 { plan.iterations.max(1) } else { 1 };
    let mut draws = Draws::new(plan.seed);
    let mut tables = Vec::new();
    for _ in 0..plan.imputations {
        let mut rows = start(incomplete, &open, &mut draws);
        for _ in 0..rounds {
            for &column in &open {
                rows = fill(rows, column, incomplete.names(), plan, &mut draws)?;
            }
        }
        tables.push(rows);
    }
    Ok(tables)
}

/// Every missing cell takes a value of its column, by lot.
fn start(incomplete: &Incomplete, open: &[usize], draws: &mut Draws) -> Vec<CompletedRow> {
    let mut rows: Vec<CompletedRow> = incomplete
        .rows()
        .iter()
        .map(|(cells, count)| CompletedRow {
            values: cells.iter().map(|cell| cell.unwrap_or_default()).collect(),
            is_imputed: cells.iter().map(Option::is_none).collect(),
            count: *count,
        })
        .collect();
    for &column in open {
        let mut values: Vec<(f64, f64)> = rows
            .iter()
            .filter(|row| !row.is_imputed[column])
            .map(|row| (row.values[column], row.count as f64))
            .collect();
        values.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        rows = replaced(rows, column, |_| values.clone(), draws);
    }
    rows
}

/// Splits each row that misses a column by what its units take, as weights say.
fn replaced(
    rows: Vec<CompletedRow>,
    column: usize,
    mut choices: impl FnMut(&CompletedRow) -> Vec<(f64, f64)>,
    draws: &mut Draws,
) -> Vec<CompletedRow> {
    let mut next = Vec::with_capacity(rows.len());
    for row in rows {
        if !row.is_imputed[column] {
            next.push(row);
            continue;
        }
        let choices = choices(&row);
        let mut left: f64 = choices.iter().map(|(_, weight)| weight).sum();
        let mut units = row.count;
        for (at, (value, weight)) in choices.iter().enumerate() {
            // The last takes all who are left, whatever rounding has done to the weights.
            let taken = if at + 1 == choices.len() {
                units
            } else {
                draws.binomial(units, (weight / left).clamp(0.0, 1.0))
            };
            left -= weight;
            if taken > 0 {
                let mut filled = CompletedRow { count: taken, ..row.clone() };
                filled.values[column] = *value;
                next.push(filled);
            }
            units -= taken;
            if units == 0 {
                break;
            }
        }
    }
    merge(&mut next);
    next
}

/// One column anew, given all others.
fn fill(
    rows: Vec<CompletedRow>,
    column: usize,
    names: &[String],
    plan: ImputationPlan,
    draws: &mut Draws,
) -> Result<Vec<CompletedRow>, InferenceError> {
    let predictors = |row: &CompletedRow| -> Vec<f64> {
        let others = row.values.iter().enumerate().filter(|(at, _)| *at != column);
        std::iter::once(1.0).chain(others.map(|(_, value)| *value)).collect()
    };
    let others = names.iter().enumerate().filter(|(at, _)| *at != column);
    let names: Vec<String> = std::iter::once("(intercept)".to_owned())
        .chain(others.map(|(_, name)| name.clone()))
        .collect();
    let lenders: Vec<(Vec<f64>, f64, f64)> = rows
        .iter()
        .filter(|row| !row.is_imputed[column])
        .map(|row| (predictors(row), row.values[column], row.count as f64))
        .collect();
    let each = lenders.iter().map(|(x, _, count)| (x.as_slice(), *count));
    let orthogonal = Orthogonal::of(each, &names)?;
    let best = orthogonal.solve(lenders.iter().map(|(_, y, count)| (*y, *count)));
    let expected = |x: &[f64], coefficients: &[f64]| -> f64 {
        x.iter().zip(coefficients).map(|(x, b)| x * b).sum()
    };
    let squares: f64 =
        lenders.iter().map(|(x, y, count)| count * (y - expected(x, &best)).powi(2)).sum();
    let units: f64 = lenders.iter().map(|(_, _, count)| count).sum();
    let spread = (squares / draws.chi_square(units - names.len() as f64)).sqrt();
    let noise: Vec<f64> = names.iter().map(|_| spread * draws.normal()).collect();
    let shift = orthogonal.coefficients(&noise);
    let posterior: Vec<f64> = best.iter().zip(&shift).map(|(b, shift)| b + shift).collect();
    let donors = Donors::new(
        lenders.iter().map(|(x, y, count)| (expected(x, &best), *y, *count)),
        f64::from(plan.donors),
    );
    let nearest = |row: &CompletedRow| donors.near(expected(&predictors(row), &posterior));
    Ok(replaced(rows, column, nearest, draws))
}

//! An adjusted difference with missing values filled in, and how wrong that may be.

use super::imputation::{ImputationPlan, multiple_imputation};
use super::incomplete::{CompletedRow, Incomplete};
use super::pooling::{CompletedAnswer, Pooled, pool};
use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Level, Measurement, Sample, ancova_hc3};

/// Units of two arms that are alike in everything that is seen of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PartialMeasurement {
    /// True in the program.
    pub is_treated: bool,
    /// The measure at baseline.
    pub before: Option<f64>,
    /// The measure at follow-up.
    pub after: Option<f64>,
    /// Further baseline numbers, as many for every unit.
    pub covariates: Vec<Option<f64>>,
    /// Units.
    pub count: u64,
}

/// Where a conclusion turns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TippingPoint {
    /// How many standard deviations those who are missing in the program would have to do worse (or, for a harm, better) than
    /// those like them who were seen; `None` when even three do not turn it, or the interval covers 0 as it is.
    pub deviations: Option<f64>,
    /// The difference as imputed.
    pub pooled: Pooled,
}

/// Completed tables of an adjusted difference, to be shifted and pooled.
struct Tables {
    completed: Vec<Vec<CompletedRow>>,
    /// Standard deviation of what was observed at follow-up.
    deviation: f64,
    /// Degrees of freedom of the complete table.
    df: f64,
    n: u64,
}

const TREATED: usize = 0;
const BEFORE: usize = 1;
const AFTER: usize = 2;
/// Standard deviations that nobody would believe in.
const FURTHEST: f64 = 3.0;

impl Tables {
    fn of(units: &[PartialMeasurement], plan: ImputationPlan) -> Result<Self, InferenceError> {
        let covariates = units.first().map_or(0, |unit| unit.covariates.len());
        let mut names = vec!["arm".to_owned(), "before".to_owned(), "after".to_owned()];
        names.extend((1..=covariates).map(|at| format!("covariate {at}")));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let rows = units.iter().map(|unit| {
            let arm = Some(f64::from(u8::from(unit.is_treated)));
            let cells = [arm, unit.before, unit.after].into_iter();
            (cells.chain(unit.covariates.iter().copied()).collect(), unit.count)
        });
        let incomplete = Incomplete::new(&names, rows);
        let n = incomplete.n();
        let columns = names.len() as u64;
        at_least(n, columns + 1, "units")?;
        let after = units.iter().map(|unit| (unit.after, unit.count));
        let observed = Sample::gather(after).moments("units with a follow-up")?;
        let deviation = observed.varying("answer at follow-up")?.variance.sqrt();
        let completed = multiple_imputation(&incomplete, plan)?;
        Ok(Self { completed, deviation, df: (n - columns) as f64, n })
    }

    /// The pooled difference, with what was filled in at follow-up in the program shifted by standard deviations.
    fn shifted(&self, deviations: f64, level: Level) -> Result<Pooled, InferenceError> {
        let shift = deviations * self.deviation;
        let unit = |row: &CompletedRow| {
            let is_treated = row.values[TREATED] > 0.5;
            let is_shifted = is_treated && row.is_imputed[AFTER];
            Measurement {
                arm: usize::from(is_treated),
                before: row.values[BEFORE],
                after: row.values[AFTER] + if is_shifted { shift } else { 0.0 },
                covariates: row.values[AFTER + 1..].to_vec(),
                count: row.count,
            }
        };
        let answer = |table: &Vec<CompletedRow>| {
            let units: Vec<Measurement> = table.iter().map(unit).collect();
            let test = ancova_hc3(&units, 2, level)?[0];
            let variance = test.standard_error.powi(2);
            Ok(CompletedAnswer { value: test.estimate.value, variance })
        };
        let answers: Vec<CompletedAnswer> =
            self.completed.iter().map(answer).collect::<Result<_, InferenceError>>()?;
        pool(&answers, Some(self.df), self.n, level)
    }
}

/// Imputed difference: how far would the arms be apart, had nobody been lost?
///
/// # Definition
///
/// Missing baselines, follow-ups and covariates are filled in by `multiple_imputation` from all other columns, the arm among
/// them. Each table gives the adjusted difference of `ancova_hc3`; `pool` joins them, with the complete table's `n − p` degrees of
/// freedom. With `deviations` other than 0, what was filled in at follow-up in the program is shifted by as many observed
/// standard deviations first: those who are lost did worse (below 0) than those like them who stayed.
///
/// # Shapes and units
///
/// `units` of both arms, whether followed up or not; everybody counts. In the measure's own points.
///
/// # Assumptions
///
/// Without a shift: whether a value is missing goes with arm, baseline and covariates, not with the value itself. Otherwise as
/// for `ancova_hc3`.
///
/// # Errors
///
/// As for `multiple_imputation`, `ancova_hc3` and `pool`.
///
/// # Reference
///
/// Carpenter & Kenward (2013), *Multiple Imputation and its Application*, chapter 10. The example loses a fifth of a program by
/// chance, whose effect is 3.
///
/// # Example
///
/// ```
/// # use mentorlens::inference::{ImputationPlan, InferenceError, Level, PartialMeasurement, imputed_difference};
/// let unit = |at: u32| {
///     let (is_treated, before) = (at % 2 == 0, f64::from(at % 7));
///     let after = before + if is_treated { 3.0 } else { 0.0 } + f64::from(at % 5) / 2.0;
///     PartialMeasurement {
///         is_treated, before: Some(before), after: (at % 5 != 4 || !is_treated).then_some(after),
///         covariates: vec![], count: 1,
///     }
/// };
/// let units: Vec<_> = (0..140).map(unit).collect();
/// let found = imputed_difference(&units, ImputationPlan::default(), 0.0, Level::P95)?;
/// assert_eq!(found.test.n, 140);
/// assert!((found.test.estimate.value - 2.75).abs() < 0.3 && found.due_to_missing > 0.0);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn imputed_difference(
    units: &[PartialMeasurement],
    plan: ImputationPlan,
    deviations: f64,
    level: Level,
) -> Result<Pooled, InferenceError> {
    Tables::of(units, plan)?.shifted(deviations, level)
}

/// Tipping point: how much worse would the lost have to have done, for the conclusion to fall?
///
/// # Definition
///
/// The smallest shift of `imputed_difference`, against the direction of the difference, at which its interval covers 0: sought in
/// steps of a tenth of a standard deviation up to three, then by halving.
///
/// # Shapes and units
///
/// As for `imputed_difference`. Standard deviations of the observed follow-ups, above 0.
///
/// # Assumptions
///
/// As for `imputed_difference`. Whether such a shift is believable is a question to who knows the program, not to the data.
///
/// # Errors
///
/// As for `imputed_difference`.
///
/// # Reference
///
/// Yan, Lee & Li (2009), *Journal of Biopharmaceutical Statistics* 19: 1085–1098. The example's effect of 3 does not hang on the
/// fifth that was lost.
///
/// # Example
///
/// ```
/// # use mentorlens::inference::{ImputationPlan, InferenceError, Level, PartialMeasurement, tipping_point};
/// let unit = |at: u32| {
///     let (is_treated, before) = (at % 2 == 0, f64::from(at % 7));
///     let after = before + if is_treated { 3.0 } else { 0.0 } + f64::from(at % 5) / 2.0;
///     PartialMeasurement {
///         is_treated, before: Some(before), after: (at % 5 != 4 || !is_treated).then_some(after),
///         covariates: vec![], count: 1,
///     }
/// };
/// let units: Vec<_> = (0..140).map(unit).collect();
/// let found = tipping_point(&units, ImputationPlan::default(), Level::P95)?;
/// assert_eq!(found.deviations, None);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn tipping_point(
    units: &[PartialMeasurement],
    plan: ImputationPlan,
    level: Level,
) -> Result<TippingPoint, InferenceError> {
    const STEPS: u32 = 30;
    let tables = Tables::of(units, plan)?;
    let pooled = tables.shifted(0.0, level)?;
    let direction = pooled.test.estimate.value.signum();
    let holds = |deviations: f64| -> Result<bool, InferenceError> {
        let estimate = tables.shifted(-direction * deviations, level)?.test.estimate;
        let nearer = if direction > 0.0 { estimate.low } else { estimate.high };
        Ok(nearer.is_some_and(|end| end * direction > 0.0))
    };
    if !holds(0.0)? {
        return Ok(TippingPoint { deviations: None, pooled });
    }
    for step in 1..=STEPS {
        let reached = FURTHEST * f64::from(step) / f64::from(STEPS);
        if holds(reached)? {
            continue;
        }
        let (mut low, mut high) = (reached - FURTHEST / f64::from(STEPS), reached);
        for _ in 0..30 {
            let middle = f64::midpoint(low, high);
            if holds(middle)? { low = middle } else { high = middle }
        }
        return Ok(TippingPoint { deviations: Some(high), pooled });
    }
    Ok(TippingPoint { deviations: None, pooled })
}

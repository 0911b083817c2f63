//! What a linear model says about a contrast, when units share a mentor, a site or a group.

use nalgebra::{DMatrix, DVector, Dyn, SymmetricEigen};

use super::clustered::FEWEST_CLUSTERS;
use super::least_squares::LinearModel;
use super::observations::ClusterRows;
use crate::inference::result::TestResult;
use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Level};

/// Corrections of the cluster-robust variance for few clusters.
#[expect(clippy::doc_markdown, reason = "McCaffrey is a person")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClusterSpread {
    /// None (Liang & Zeger 1986).
    Cr0,
    /// By `G/(G − 1)`.
    Cr1,
    /// By `G(N − 1)/((G − 1)(N − p))`, as Stata has it.
    Cr1s,
    /// Bias-reduced (Bell & McCaffrey 2002), with Satterthwaite's degrees of freedom.
    Cr2,
}

/// Directions that a cluster decides alone, up to rounding.
const DECIDED: f64 = 1e-10;

/// Clustered contrast: what is this sum of coefficients, when those who share a mentor resemble one another?
///
/// # Definition
///
/// `c·b` with the variance `Σ_g (cᵀ(XᵀX)⁻¹ X_gᵀ A_g e_g)²`. CR2 has `A_g = (1 − X_g(XᵀX)⁻¹X_gᵀ)^(−1/2)`, which makes the
/// variance unbiased when residuals are independent and alike; a direction that one cluster decides alone, such as its own
/// indicator, has no inverse and adds nothing. CR0, CR1 and CR1S have `A_g = 1` and a factor. Student's *t* has Satterthwaite's degrees of freedom for CR2:
/// `(Σ P_gg)² / ΣΣ P_gh²`, with `P_gh` the products of the vectors whose squares the variance sums, for independent
/// residuals; the others have `G − 1`. Nothing larger than the number of coefficients is ever inverted: `A_g` is a
/// function of the cluster's cross products, so that the cost does not grow with the units of a cluster.
///
/// # Shapes and units
///
/// `contrast`: one weight per coefficient of the model. At least 4 clusters; units without one are clusters of their own.
///
/// # Assumptions
///
/// Clusters are independent of one another; units within one need not be. Below 10 clusters CR2's interval is rough, the
/// others are too narrow.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below 4 clusters, [`InferenceError::NoVariation`] when the model fits every unit,
/// [`InferenceError::Undefined`] when a single cluster decides the contrast, as for the one school that has a program: what it
/// differs by cannot be told from what any school differs by. (R's `clubSandwich` gives an answer there, from the others.)
///
/// # Reference
///
/// Bell & McCaffrey (2002), *Survey Methodology* 28(2): 169–181; Pustejovsky & Tipton (2018), *Journal of Business & Economic
/// Statistics* 36(4): 672–683. Expected numbers: R's `clubSandwich` 0.5.8, `coef_test(lm(weight ~ Time, ChickWeight,
/// subset = Time < 3), vcov = "CR2", cluster = Diet)`, in a data set of Crowder & Hand (1990), *Analysis of Repeated
/// Measures*.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{
/// #     ClusterSpread, InferenceError, Level, Observation, Observations, cluster_contrast, least_squares,
/// # };
/// // Weights of chicks by diet, at birth and after two days.
/// let diets = [
///     ("1", 0.0, vec![42, 40, 43, 42, 41, 41, 41, 42, 42, 41, 43, 41, 41, 41, 41, 41, 42, 39, 43, 41]),
///     ("1", 2.0, vec![51, 49, 39, 49, 42, 49, 49, 50, 51, 44, 51, 49, 48, 49, 49, 45, 51, 35, 48, 47]),
///     ("2", 0.0, vec![40, 41, 43, 42, 40, 42, 39, 39, 39, 42]),
///     ("2", 2.0, vec![50, 55, 52, 52, 49, 48, 46, 46, 48, 48]),
///     ("3", 0.0, vec![42, 41, 39, 41, 41, 39, 41, 41, 42, 41]),
///     ("3", 2.0, vec![53, 49, 50, 49, 53, 48, 48, 49, 50, 55]),
///     ("4", 0.0, vec![42, 42, 42, 42, 41, 40, 41, 39, 40, 41]),
///     ("4", 2.0, vec![51, 49, 55, 51, 50, 52, 53, 50, 53, 54]),
/// ];
/// let rows = diets.iter().flat_map(|(diet, day, weights)| weights.iter().map(|&grams| Observation {
///     outcome: Some(f64::from(grams)),
///     predictors: vec![Some(*day)],
///     cluster: Some((*diet).to_owned()),
///     count: 1,
/// }));
/// let chicks = Observations::new(&["day"], rows);
/// let model = least_squares(&chicks)?;
/// let slope = cluster_contrast(&model, &[0.0, 1.0], ClusterSpread::Cr2, Level::P95)?;
/// assert_abs_diff_eq!(slope.estimate.value, 4.08, epsilon = 5e-9);
/// assert_abs_diff_eq!(slope.standard_error, 0.687331798, epsilon = 5e-10);
/// assert_abs_diff_eq!(slope.df.unwrap(), 2.66666667, epsilon = 5e-9);
/// # Ok::<(), InferenceError>(())
/// ```
#[expect(clippy::doc_markdown, reason = "McCaffrey is a person, clubSandwich a package")]
pub fn cluster_contrast(
    model: &LinearModel<'_>,
    contrast: &[f64],
    spread: ClusterSpread,
    level: Level,
) -> Result<TestResult, InferenceError> {
    assert_eq!(contrast.len(), model.names().len(), "every coefficient has its weight");
    let clusters = model.observations.n_clusters();
    at_least(clusters, FEWEST_CLUSTERS, "clusters")?;
    model.varying()?;
    let direction = DVector::from_vec(model.orthogonal.direction(contrast));
    let (mut own, mut sums) = (Own::of(direction.len()), Sums::of(direction.len()));
    for cluster in model.observations.by_cluster() {
        own.gather(model, &cluster);
        sums.add(&mut own, &direction, spread, cluster.times())?;
    }
    let (n, groups) = (model.n() as f64, clusters as f64);
    let factor = match spread {
        ClusterSpread::Cr0 | ClusterSpread::Cr2 => 1.0,
        ClusterSpread::Cr1 => groups / (groups - 1.0),
        ClusterSpread::Cr1s => groups * (n - 1.0) / ((groups - 1.0) * model.df()),
    };
    let variance = factor * sums.variance;
    let smallest = 1e-12 * (direction.norm_squared() * model.residual_variance()).sqrt();
    let df = if spread == ClusterSpread::Cr2 { sums.df() } else { groups - 1.0 };
    if variance.sqrt() <= smallest || !variance.is_finite() || !df.is_finite() || df <= 0.0 {
        return Err(decided());
    }
    Ok(TestResult::student(model.value(contrast), variance.sqrt(), df, model.n(), level))
}

fn decided() -> InferenceError {
    let reason =
        "one cluster alone decides the difference, so that its spread between clusters is unknown";
    InferenceError::Undefined { reason: reason.to_owned() }
}

/// What one cluster adds, in whitened terms. There may be a hundred thousand: one after the other fills the same vectors.
struct Own {
    /// `Z_gᵀ Z_g`.
    products: DMatrix<f64>,
    /// `Z_gᵀ e_g`.
    sums: DVector<f64>,
    /// `A_g` times the direction, for CR2, and `X_gᵀ` times that.
    adjusted: DVector<f64>,
    back: DVector<f64>,
    /// Terms of a series.
    terms: [DVector<f64>; 2],
}

impl Own {
    fn of(p: usize) -> Self {
        let zeros = || DVector::zeros(p);
        Self {
            products: DMatrix::zeros(p, p),
            sums: zeros(),
            adjusted: zeros(),
            back: zeros(),
            terms: [zeros(), zeros()],
        }
    }

    fn gather(&mut self, model: &LinearModel<'_>, cluster: &ClusterRows<'_>) {
        self.products.fill(0.0);
        self.sums.fill(0.0);
        for (at, count) in cluster.rows() {
            let (z, residual) = (&model.orthogonal.whitened[at], model.residuals[at]);
            for (column, along) in z.iter().enumerate() {
                self.sums[column] += count * residual * along;
                for (row, across) in z.iter().enumerate() {
                    self.products[(row, column)] += count * along * across;
                }
            }
        }
    }

    /// `A_g` times a direction, for CR2; an error when the cluster decides the direction alone.
    fn adjust(&mut self, direction: &DVector<f64>) -> Result<(), InferenceError> {
        // The cluster's share of the whole: the sum of its eigenvalues, none of which is below 0.
        let share = self.products.trace();
        if share <= SMALL {
            self.adjust_in_series(direction, terms(share));
        } else {
            let eigen = self.undecided(direction)?;
            let mut along = eigen.eigenvectors.tr_mul(direction);
            for (part, share) in along.iter_mut().zip(&eigen.eigenvalues) {
                let free = 1.0 - share;
                *part *= if free > DECIDED { free.sqrt().recip() } else { 0.0 };
            }
            self.adjusted.gemv(1.0, &eigen.eigenvectors, &along, 0.0);
        }
        self.back.gemv(1.0, &self.products, &self.adjusted, 0.0);
        Ok(())
    }

    /// `(1 − S)^(−1/2) δ` by its series, each term `(2k − 1)/(2k)·S` times the one before: for a small cluster of many, a tenth
    /// of what its eigenvalues cost, and as exact.
    fn adjust_in_series(&mut self, direction: &DVector<f64>, terms: u8) {
        let Self { products, adjusted, terms: [term, next], .. } = self;
        adjusted.copy_from(direction);
        term.copy_from(direction);
        for k in 1..=terms {
            let twice = 2.0 * f64::from(k);
            next.gemv((twice - 1.0) / twice, products, term, 0.0);
            *adjusted += &*next;
            std::mem::swap(term, next);
        }
    }

    /// The cluster's own directions, when it does not decide this one alone: what no other cluster has a part in cannot be
    /// told from this cluster's own level.
    fn undecided(
        &self,
        direction: &DVector<f64>,
    ) -> Result<SymmetricEigen<f64, Dyn>, InferenceError> {
        let eigen = SymmetricEigen::new(self.products.clone());
        let along = eigen.eigenvectors.tr_mul(direction);
        let decisive =
            along.iter().zip(&eigen.eigenvalues).filter(|(_, share)| 1.0 - **share < DECIDED);
        if decisive.map(|(part, _)| part * part).sum::<f64>() > 1e-12 * direction.norm_squared() {
            return Err(decided());
        }
        Ok(eigen)
    }
}

/// Up to this share of the whole, the series of a cluster is summed.
const SMALL: f64 = 0.01;

/// So many terms of the series of a cluster with this share are exact to the last digit: the next one is below `share^(terms + 1)`.
fn terms(share: f64) -> u8 {
    (0..8).find(|terms| share.powi(i32::from(*terms) + 1) < 1e-17).unwrap_or(8)
}

/// Sums over clusters.
struct Sums {
    variance: f64,
    trace: f64,
    squares: f64,
    between: DMatrix<f64>,
}

impl Sums {
    fn of(p: usize) -> Self {
        Self { variance: 0.0, trace: 0.0, squares: 0.0, between: DMatrix::zeros(p, p) }
    }

    fn add(
        &mut self,
        own: &mut Own,
        direction: &DVector<f64>,
        spread: ClusterSpread,
        times: f64,
    ) -> Result<(), InferenceError> {
        if spread != ClusterSpread::Cr2 {
            if own.products.trace() > SMALL {
                own.undecided(direction)?;
            }
            self.variance += times * direction.dot(&own.sums).powi(2);
            return Ok(());
        }
        own.adjust(direction)?;
        let Own { adjusted, back, sums, .. } = own;
        self.variance += times * adjusted.dot(sums).powi(2);
        // |a_g|² and b_g = X_gᵀ a_g, of which P_gh = δ|a_g|² − b_g·b_h.
        let (length, back_length) = (adjusted.dot(back), back.norm_squared());
        self.trace += times * (length - back_length);
        self.squares += times * (length * length - 2.0 * length * back_length);
        self.between.ger(times, back, back, 1.0);
        Ok(())
    }

    /// `(Σ P_gg)² / ΣΣ P_gh²`.
    fn df(&self) -> f64 {
        self.trace.powi(2) / (self.squares + self.between.norm_squared())
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;

    use super::*;
    use crate::inference::{Clusters, Observation, Observations, clustered_mean, least_squares};

    #[test]
    fn the_series_of_a_small_cluster_is_its_eigenvalues_to_the_last_digits() {
        let direction = DVector::from_vec(vec![1.0, -2.0, 0.5]);
        let parts = DMatrix::from_row_slice(3, 3, &[2.0, 1.0, 0.0, 1.0, 3.0, -1.0, 0.0, -1.0, 4.0]);
        for share in [SMALL, SMALL / 10.0, 0.0] {
            let products = &parts * (share / parts.trace());
            let mut own = Own { products, ..Own::of(3) };
            own.adjust_in_series(&direction, terms(share));
            let eigen = SymmetricEigen::new(own.products.clone());
            let along = eigen.eigenvectors.tr_mul(&direction);
            let factors = eigen.eigenvalues.map(|share| (1.0 - share).sqrt().recip());
            let expected = &eigen.eigenvectors * along.component_mul(&factors);
            assert_relative_eq!(own.adjusted, expected, max_relative = 1e-14);
        }
    }

    /// With an intercept alone the variance and its degrees of freedom have a closed form, which knows of no matrices.
    #[test]
    fn many_small_clusters_give_the_closed_form_of_their_mean() {
        let unit = |at: usize| (Some(((at * 37) % 11) as f64), Some(format!("{}", at * at % 401)));
        let (values, names): (Vec<_>, Vec<_>) = (0..900).map(unit).unzip();
        let closed =
            clustered_mean(&Clusters::weighted(&values, &names, &[1; 900]), Level::P95).unwrap();
        let rows = values.iter().zip(&names).map(|(&outcome, cluster)| Observation {
            outcome,
            cluster: cluster.clone(),
            count: 1,
            ..Observation::default()
        });
        let observations = Observations::new(&[], rows);
        assert!(observations.n_clusters() > 150);
        let model = least_squares(&observations).unwrap();
        let found = cluster_contrast(&model, &[1.0], ClusterSpread::Cr2, Level::P95).unwrap();
        assert_relative_eq!(found.standard_error, closed.standard_error, max_relative = 1e-12);
        assert_relative_eq!(found.df.unwrap(), closed.df.unwrap(), max_relative = 1e-10);
    }
}

//! p-values of several tests taken together.

/// Benjamini–Hochberg: which share of the findings we call real may be false?
///
/// # Definition
///
/// With p-values in ascending order, the adjusted `p₍ᵢ₎ = min over j ≥ i of min(1, m·p₍ⱼ₎/j)`.
///
/// # Shapes and units
///
/// Any number of p-values between 0 and 1; the result has their order.
///
/// # Assumptions
///
/// Tests are independent or positively dependent.
///
/// # Errors
///
/// None.
///
/// # Reference
///
/// Benjamini & Hochberg (1995), *Journal of the Royal Statistical Society B* 57(1): 289–300, section 3.3: fifteen p-values
/// of which four stay below 0.05.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::benjamini_hochberg;
/// let p = [
///     0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
///     0.6528, 0.7590, 1.0,
/// ];
/// let adjusted = benjamini_hochberg(&p);
/// assert_eq!(adjusted.iter().filter(|&&p| p <= 0.05).count(), 4);
/// assert_abs_diff_eq!(adjusted[3], 0.035625, epsilon = 5e-7);
/// assert_abs_diff_eq!(adjusted[5], 0.06386, epsilon = 5e-6);
/// ```
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    stepped_up(p_values, 1.0)
}

/// Benjamini–Yekutieli: which share of the findings we call real may be false, however the tests depend on one another?
///
/// # Definition
///
/// As `benjamini_hochberg` with every p-value `1 + ½ + … + 1/m` times as large:
/// `p₍ᵢ₎ = min over j ≥ i of min(1, m·c·p₍ⱼ₎/j)`, `c = Σ 1/k` for k from 1 to m.
///
/// # Shapes and units
///
/// Any number of p-values between 0 and 1; the result has their order.
///
/// # Assumptions
///
/// None about how tests depend on one another, at the price of fewer findings.
///
/// # Errors
///
/// None.
///
/// # Reference
///
/// Benjamini & Yekutieli (2001), *Annals of Statistics* 29: 1165–1188. The p-values are those of Benjamini & Hochberg (1995),
/// *Journal of the Royal Statistical Society B* 57(1): 289–300; expected numbers: R `p.adjust(p, "BY")`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::benjamini_yekutieli;
/// let p = [
///     0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
///     0.6528, 0.7590, 1.0,
/// ];
/// let adjusted = benjamini_yekutieli(&p);
/// assert_eq!(adjusted.iter().filter(|&&p| p <= 0.05).count(), 3);
/// assert_abs_diff_eq!(adjusted[0], 0.0049773435, epsilon = 5e-11);
/// assert_abs_diff_eq!(adjusted[3], 0.1182119079, epsilon = 5e-11);
/// assert_abs_diff_eq!(adjusted[9], 1.0);
/// ```
pub fn benjamini_yekutieli(p_values: &[f64]) -> Vec<f64> {
    stepped_up(p_values, (1..=p_values.len()).map(|place| 1.0 / place as f64).sum())
}

/// From the largest p-value down, each times `factor` and the number of tests by its place.
fn stepped_up(p_values: &[f64], factor: f64) -> Vec<f64> {
    let m = p_values.len() as f64;
    let mut adjusted = vec![0.0; p_values.len()];
    let mut smallest = 1.0_f64;
    for (place, at) in ascending(p_values).into_iter().enumerate().rev() {
        smallest = smallest.min(factor * m * p_values[at] / (place + 1) as f64);
        // `m · p / m` may fall short of `p` by the last bit.
        adjusted[at] = smallest.max(p_values[at]);
    }
    adjusted
}

/// Holm: is there any false finding among those we call real?
///
/// # Definition
///
/// With p-values in ascending order, the adjusted `p₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎)`.
///
/// # Shapes and units
///
/// Any number of p-values between 0 and 1; the result has their order.
///
/// # Assumptions
///
/// None about how tests depend on one another.
///
/// # Errors
///
/// None.
///
/// # Reference
///
/// Holm (1979), *Scandinavian Journal of Statistics* 6(2): 65–70. Expected numbers: R `p.adjust(p, "holm")`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::holm;
/// let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
/// for (found, expected) in adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]) {
///     assert_abs_diff_eq!(*found, expected, epsilon = 1e-12);
/// }
/// ```
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let m = p_values.len();
    let mut adjusted = vec![0.0; m];
    let mut largest = 0.0_f64;
    for (place, at) in ascending(p_values).into_iter().enumerate() {
        largest = largest.max(((m - place) as f64 * p_values[at]).min(1.0));
        adjusted[at] = largest;
    }
    adjusted
}

fn ascending(p_values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&one, &other| p_values[one].total_cmp(&p_values[other]));
    order
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    /// Seven waves of a trial, adjusted with R's `p.adjust`.
    #[test]
    fn seven_waves_equal_those_of_r() {
        let p = [
            0.189_981_942_089_505,
            0.790_697_560_371_442,
            0.239_126_845_021_981,
            0.000_421_096_823_654_268,
            0.006_977_378_078_881_98,
            0.915_092_351_335_451,
            0.882_006_674_995_653,
        ];
        let adjusted = benjamini_hochberg(&p);
        assert_abs_diff_eq!(adjusted[0], 0.418_471_978_788_467, epsilon = 1e-12);
        assert_abs_diff_eq!(adjusted[3], 0.002_947_677_765_579_88, epsilon = 1e-12);
        let adjusted = holm(&p);
        assert_abs_diff_eq!(adjusted[0], 0.949_909_710_447_525, epsilon = 1e-12);
        assert_abs_diff_eq!(adjusted[4], 0.041_864_268_473_291_9, epsilon = 1e-12);
        assert_abs_diff_eq!(adjusted[1], 1.0, epsilon = 1e-12);
    }

    #[test]
    fn no_test_needs_no_correction() {
        assert!(benjamini_hochberg(&[]).is_empty() && holm(&[]).is_empty());
        assert!(benjamini_yekutieli(&[]).is_empty());
        assert_eq!(benjamini_hochberg(&[0.03]), [0.03]);
        assert_eq!(benjamini_yekutieli(&[0.03]), [0.03]);
    }
}

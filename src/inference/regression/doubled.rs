//! Sums of products with twice the digits of a number: where differences of large numbers decide.

/// An unevaluated sum of two numbers, the second below the last digit of the first.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Doubled {
    high: f64,
    low: f64,
}

/// 2²⁷ + 1: splits a number into two halves of 26 digits (Dekker 1971).
const SPLIT: f64 = 134_217_729.0;

impl Doubled {
    /// A number as it is.
    pub(super) fn new(high: f64) -> Self {
        Self { high, low: 0.0 }
    }

    /// The nearest single number.
    pub(super) fn value(self) -> f64 {
        self.high + self.low
    }

    /// A product of two numbers, exactly.
    pub(super) fn product(one: f64, other: f64) -> Self {
        let high = one * other;
        // Halves of very large numbers would overflow: their product keeps its usual digits.
        let (one_high, one_low) = halves(one);
        let (other_high, other_low) = halves(other);
        let rest = ((one_high * other_high - high) + one_high * other_low + one_low * other_high)
            + one_low * other_low;
        Self { high, low: if rest.is_finite() { rest } else { 0.0 } }
    }

    /// The sum of two.
    pub(super) fn plus(self, other: Self) -> Self {
        let high = self.high + other.high;
        let part = high - self.high;
        let rest = (self.high - (high - part)) + (other.high - part);
        let low = rest + self.low + other.low;
        let sum = high + low;
        Self { high: sum, low: low - (sum - high) }
    }

    /// This plus a product of two numbers.
    pub(super) fn plus_product(self, one: f64, other: f64) -> Self {
        self.plus(Self::product(one, other))
    }

    /// This by a number.
    pub(super) fn times(self, number: f64) -> Self {
        let product = Self::product(self.high, number);
        product.plus(Self::new(self.low * number))
    }
}

fn halves(number: f64) -> (f64, f64) {
    let scaled = SPLIT * number;
    let high = scaled - (scaled - number);
    (high, number - high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_single_number_loses_is_kept() {
        let third = 1.0 + f64::EPSILON;
        let square = Doubled::product(third, third);
        let rest = square.plus(Doubled::new(-1.0)).plus(Doubled::new(-2.0 * f64::EPSILON));
        assert!((rest.value() - f64::EPSILON * f64::EPSILON).abs() <= 0.0);
        let sum = Doubled::new(1e16).plus(Doubled::new(1.0)).plus(Doubled::new(-1e16));
        assert!((sum.value() - 1.0).abs() <= 0.0);
        assert!((sum.times(3.0).value() - 3.0).abs() <= 0.0);
    }

    #[test]
    fn a_product_too_large_to_split_keeps_its_usual_digits() {
        assert!((Doubled::product(1e300, 2.0).value() - 2e300).abs() <= 0.0);
    }
}

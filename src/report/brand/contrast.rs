//! Contrast as WCAG 2.2 counts it, and the nearest colour that has enough.

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb([u8; 3]);

pub(super) const BLACK: Rgb = Rgb([0, 0, 0]);
pub(super) const WHITE: Rgb = Rgb([255, 255, 255]);
/// Steps on the way from a colour to black or white.
const STEPS: u32 = 100;

impl Rgb {
    /// Reads `#0b6e6e`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits =
            text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |place: usize| u8::from_str_radix(&digits[place..place + 2], 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    pub(super) fn hex(self) -> String {
        let Self([red, green, blue]) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Relative luminance (WCAG 2.2, from sRGB): 0 for black, 1 for white.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |place: usize| {
            let (one, other) = (f64::from(self.0[place]), f64::from(other.0[place]));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a mixture of two bytes is a byte"
            )]
            let part = (one + (other - one) * share).round() as u8;
            part
        };
        Self([mix(0), mix(1), mix(2)])
    }

    /// The nearest colour, darker or lighter, that satisfies; itself where it does.
    pub(super) fn nearest(self, satisfies: impl Fn(Self) -> bool) -> Option<Self> {
        let shares = (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
        shares
            .flat_map(|share| [self.mixed(BLACK, share), self.mixed(WHITE, share)])
            .find(|colour| satisfies(*colour))
    }
}

/// Contrast of two colours, from 1 to 21.
pub(super) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let rgb = |text: &str| Rgb::read(text).unwrap();
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        // The lightest grey that passes on white, as WebAIM and others publish it.
        assert!((contrast(rgb("#767676"), WHITE) - 4.54).abs() < 0.005);
        assert!((contrast(rgb("#777777"), WHITE) - 4.48).abs() < 0.005);
        assert_eq!(Rgb::read("#12345"), None);
        assert_eq!(Rgb::read("red"), None);
    }

    #[test]
    fn the_nearest_colour_is_the_first_that_satisfies() {
        let orange = Rgb::read("#ff9900").unwrap();
        let mended = orange.nearest(|colour| contrast(colour, WHITE) >= 4.5).unwrap();
        assert!(contrast(mended, WHITE) >= 4.5 && contrast(mended, WHITE) < 4.7);
        assert_eq!(orange.nearest(|_| true), Some(orange));
        assert_eq!(orange.nearest(|_| false), None);
    }
}

//! Numbers become text here and nowhere else, in the form of a language.
//!
//! The unit of a finding decides digits and scaling: a share prints as a whole percentage, a net promoter
//! score from −100 to 100, days as whole days, everything else by its size. Minus is a true minus sign, and
//! a number never parts from its unit at the end of a line. Decimal sign and grouping are the language's.

use crate::plan::DAYS_PER_MONTH;

use super::language::{Language, say};

/// The minus sign: as wide as a plus, unlike a hyphen.
pub const MINUS: char = '−';
/// A space that does not break: between a number and its unit.
pub const NO_BREAK: char = '\u{a0}';
/// A narrow space that does not break: before a percent sign.
pub const NARROW: char = '\u{202f}';
/// What a cell shows that holds no number.
pub const NOTHING: &str = "–";

/// How the numbers of one unit are written.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Style {
    factor: f64,
    digits: usize,
}

/// Digits follow the largest of the values that stand together, so an estimate and its interval match.
fn style(unit: &str, together: &[f64]) -> Style {
    let largest = together.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let by_size = if largest >= 1000.0 {
        0
    } else if largest >= 100.0 {
        1
    } else {
        2
    };
    let (factor, digits) = match unit {
        "share" | "nps" => (100.0, 0),
        "days" => (1.0, 0),
        "count" => (1.0, usize::from(together.iter().any(|value| value.fract().abs() > 1e-9))),
        "percent" | "%" => (1.0, 1),
        _ => (1.0, by_size),
    };
    Style { factor, digits }
}

/// The style of a change: that of its unit, but a change of a share keeps one digit.
fn change_style(unit: &str, together: &[f64]) -> Style {
    let style = style(unit, together);
    // In whole points, a change from 0.2 to 2.4 would read as "0 to 2".
    if unit == "share" { Style { digits: 1, ..style } } else { style }
}

fn together(value: f64, low: Option<f64>, high: Option<f64>) -> Vec<f64> {
    [Some(value), low, high].into_iter().flatten().collect()
}

fn joined((text, interval): (String, String)) -> String {
    if interval.is_empty() { text } else { format!("{text} ({interval})") }
}

impl Language {
    /// A number with so many digits after the decimal sign, its thousands grouped: `−1,234.50`.
    pub fn number(&self, value: f64, digits: usize) -> String {
        let plain = format!("{:.digits$}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::new();
        // A value that rounds to nothing has no sign.
        if value < 0.0 && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
            text.push(MINUS);
        }
        text.push_str(&self.numbering().grouped(whole));
        if !fraction.is_empty() {
            text.push(self.numbering().decimal());
            text.push_str(fraction);
        }
        text
    }

    /// A number with its sign, also when positive: `+0.24`, `−0.10`, `0.00`.
    pub fn signed(&self, value: f64, digits: usize) -> String {
        let text = self.number(value, digits);
        let is_zero = !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        if value > 0.0 && !is_zero { format!("+{text}") } else { text }
    }

    /// A count: `11,482`.
    pub fn count(&self, count: u64) -> String {
        self.numbering().grouped(&count.to_string())
    }

    /// The number of hundredths of a share, whole, never rounded to a certainty: `<1`, `73`, `>99`.
    fn hundredths(&self, share: f64) -> String {
        let hundredths = share * 100.0;
        if hundredths > 0.0 && hundredths < 0.5 {
            "<1".to_owned()
        } else if (99.5..100.0).contains(&hundredths) {
            ">99".to_owned()
        } else {
            self.number(hundredths, 0)
        }
    }

    /// A share as a percentage: `73 %`.
    pub fn percent(&self, share: f64) -> String {
        format!("{}{NARROW}%", self.hundredths(share))
    }

    /// A share as a percentage with one digit, for two shares that stand beside their difference: `93.4 %`.
    pub fn percent_fine(&self, share: f64) -> String {
        format!("{}{NARROW}%", self.number(share * 100.0, 1))
    }

    /// A target, without digits that nobody set: `3`, `2.5`, `70 %`.
    pub fn target(&self, value: f64, unit: &str) -> String {
        let text = self.value(value, unit);
        let sign = self.numbering().decimal();
        let is_broken = style(unit, &[value]).digits > 0 && !text.ends_with('%');
        let short = text.trim_end_matches('0').trim_end_matches(sign);
        if is_broken { short.to_owned() } else { text }
    }

    /// A share as a natural frequency: `73 in 100`.
    pub fn in_hundred(&self, share: f64) -> String {
        match self.hundredths(share).as_str() {
            "<1" => say!(self, "fewer-than-one-in-hundred"),
            ">99" => say!(self, "more-than-99-in-hundred"),
            whole => say!(self, "in-hundred", number = whole),
        }
    }

    /// The bare value in the style of its unit: `73 %`, `+42`, `3.25`, `412`.
    pub fn value(&self, value: f64, unit: &str) -> String {
        self.styled(value, unit, style(unit, &[value]))
    }

    fn styled(&self, value: f64, unit: &str, style: Style) -> String {
        match unit {
            "share" => self.percent(value),
            "nps" => self.signed(value * style.factor, style.digits),
            "percent" | "%" => format!("{}{NARROW}%", self.number(value, style.digits)),
            _ => self.number(value * style.factor, style.digits),
        }
    }

    /// The value with its unit in words: `73 in 100`, `3.25 points`, `2.35 meetings per match-month`.
    pub fn with_unit(&self, number: f64, unit: &str) -> String {
        let text = self.value(number, unit);
        match unit {
            "share" => self.in_hundred(number),
            "" | "nps" | "ratio" | "count" | "percent" | "%" => text,
            _ => format!("{text}{NO_BREAK}{}", self.unit(unit)),
        }
    }

    /// A change or difference, with its sign: `+0.24`; of shares in percentage points, `+5.0`.
    pub fn change(&self, value: f64, unit: &str) -> String {
        let style = change_style(unit, &[value]);
        self.signed(value * style.factor, style.digits)
    }

    /// A change with its interval: `+0.24 (0.09 to 0.39)`.
    pub fn change_with_interval(
        &self,
        value: f64,
        low: Option<f64>,
        high: Option<f64>,
        unit: &str,
    ) -> String {
        joined(self.change_and_interval(value, low, high, unit))
    }

    /// A change and its interval apart: `+0.24` and `0.09 to 0.39`, with the same digits.
    pub fn change_and_interval(
        &self,
        value: f64,
        low: Option<f64>,
        high: Option<f64>,
        unit: &str,
    ) -> (String, String) {
        let style = change_style(unit, &together(value, low, high));
        let text = self.signed(value * style.factor, style.digits);
        (text, self.ends(low, high, style).unwrap_or_default())
    }

    /// An interval without its unit: `0.09 to 0.39`, of shares in hundredths, `67 to 79`.
    ///
    /// An end that the data do not reach is said: `320 or more`. Nothing when both ends are unknown.
    pub fn interval(&self, low: Option<f64>, high: Option<f64>, unit: &str) -> Option<String> {
        let together: Vec<f64> = [low, high].into_iter().flatten().collect();
        self.ends(low, high, style(unit, &together))
    }

    fn ends(&self, low: Option<f64>, high: Option<f64>, style: Style) -> Option<String> {
        // A full count has no interval, however it is written down.
        if low.is_some() && low == high {
            return None;
        }
        let text = |value: f64| self.number(value * style.factor, style.digits);
        match (low, high) {
            (Some(low), Some(high)) => {
                Some(say!(self, "range", low = text(low), high = text(high)))
            }
            (Some(low), None) => Some(say!(self, "or-more", number = text(low))),
            (None, Some(high)) => Some(say!(self, "or-less", number = text(high))),
            (None, None) => None,
        }
    }

    /// An estimate with its interval: `73 % (67 to 79)`, `3.25 (3.11 to 3.39)`.
    pub fn value_with_interval(
        &self,
        estimate: f64,
        low: Option<f64>,
        high: Option<f64>,
        unit: &str,
    ) -> String {
        joined(self.value_and_interval(estimate, low, high, unit))
    }

    /// An estimate and its interval apart: `73 %` and `67 to 79`, with the same digits.
    pub fn value_and_interval(
        &self,
        estimate: f64,
        low: Option<f64>,
        high: Option<f64>,
        unit: &str,
    ) -> (String, String) {
        let style = style(unit, &together(estimate, low, high));
        (self.styled(estimate, unit, style), self.ends(low, high, style).unwrap_or_default())
    }

    /// A p-value as a table cell: `0.034`, `< 0.001`, `> 0.999`.
    pub fn p_cell(&self, p: f64) -> String {
        if p < 0.001 {
            format!("<{NO_BREAK}{}", self.number(0.001, 3))
        } else if p > 0.999 {
            format!(">{NO_BREAK}{}", self.number(0.999, 3))
        } else {
            self.number(p, 3)
        }
    }

    /// A confidence level: `95 %`, `99.5 %`.
    pub fn confidence(&self, level: f64) -> String {
        let percent = level * 100.0;
        let digits = usize::from((percent - percent.round()).abs() > 1e-6);
        format!("{}{NARROW}%", self.number(percent, digits))
    }

    /// Days as months of 30.4375 days: `9 months`, `10.8 months`. Four days more or less are still a whole number of
    /// months, for 270 days are meant as 9 months.
    pub fn months(&self, days: f64) -> String {
        let months = days / DAYS_PER_MONTH;
        let digits = usize::from((months - months.round()).abs() > 0.15);
        let is_one = digits == 0 && (months - 1.0).abs() < 0.5;
        let number = self.number(months, digits);
        if is_one {
            say!(self, "month", number = number)
        } else {
            say!(self, "months", number = number)
        }
    }

    /// Days with their interval as months: `10.5 months` and `10.1 to 10.9`.
    pub fn months_and_interval(
        &self,
        days: f64,
        low: Option<f64>,
        high: Option<f64>,
    ) -> (String, String) {
        let in_months = |days: f64| days / DAYS_PER_MONTH;
        let style = Style { factor: 1.0, digits: 1 };
        let value = say!(self, "months", number = self.number(in_months(days), 1));
        (value, self.ends(low.map(in_months), high.map(in_months), style).unwrap_or_default())
    }

    /// Words in a row: `a`, `a and b`, `a, b and c`.
    pub fn list(&self, words: &[String]) -> String {
        match words {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                let sound = if begins_with_i(last) { "i" } else { "other" };
                say!(self, "list", first = first.join(", "), last = last, sound = sound)
            }
        }
    }

    /// What stands in place of a number withheld for privacy.
    pub fn hidden(&self) -> String {
        say!(self, "hidden")
    }
}

/// True for a word that begins with the sound of i: Spanish joins such a one in another way.
fn begins_with_i(word: &str) -> bool {
    let plain = word.trim_start_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let rest = plain.strip_prefix('h').unwrap_or(&plain);
    rest.starts_with(['i', 'í']) && !["ia", "ie", "io"].iter().any(|sound| rest.starts_with(sound))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Language {
        Language::english()
    }

    #[test]
    fn minus_is_true_and_zero_has_no_sign() {
        assert_eq!(english().number(-1234.5, 2), "−1,234.50");
        assert_eq!(english().number(-0.001, 2), "0.00");
        assert_eq!(english().signed(0.001, 2), "0.00");
        assert_eq!(english().signed(0.24, 2), "+0.24");
        assert_eq!(english().count(1_011_482), "1,011,482");
    }

    #[test]
    fn a_share_never_rounds_to_a_certainty() {
        assert_eq!(english().percent(0.7345), "73\u{202f}%");
        assert_eq!(english().percent(0.9969), ">99\u{202f}%");
        assert_eq!(english().percent(0.001), "<1\u{202f}%");
        assert_eq!(english().percent(1.0), "100\u{202f}%");
        assert_eq!(english().in_hundred(0.002), "fewer than 1\u{a0}in\u{a0}100");
    }

    #[test]
    fn the_unit_decides_digits_and_scale() {
        assert_eq!(
            english().value_with_interval(0.73, Some(0.67), Some(0.79), "share"),
            "73\u{202f}% (67 to 79)"
        );
        assert_eq!(
            english().value_with_interval(0.42, Some(0.3), Some(0.54), "nps"),
            "+42 (30 to 54)"
        );
        assert_eq!(
            english().value_with_interval(412.0, Some(380.0), None, "days"),
            "412 (380 or more)"
        );
        assert_eq!(english().value(1234.56, "dollars"), "1,235");
        assert_eq!(english().with_unit(3.2512, "points"), "3.25\u{a0}points");
        assert_eq!(
            english().change_with_interval(0.11, Some(-0.04), Some(0.26), "points"),
            "+0.11 (−0.04 to 0.26)"
        );
        assert_eq!(english().interval(None, None, "share"), None);
    }

    #[test]
    fn a_change_of_a_share_keeps_a_digit() {
        assert_eq!(
            english().change_with_interval(0.012, Some(0.002), Some(0.022), "share"),
            "+1.2 (0.2 to 2.2)"
        );
        assert_eq!(
            english().change_with_interval(0.12, Some(0.02), Some(0.22), "share"),
            "+12.0 (2.0 to 22.0)"
        );
        let (value, interval) = english().months_and_interval(319.6, Some(310.0), None);
        assert_eq!((value.as_str(), interval.as_str()), ("10.5\u{a0}months", "10.2 or more"));
    }

    #[test]
    fn a_target_has_the_digits_that_were_set() {
        assert_eq!(english().target(3.0, "ratio"), "3");
        assert_eq!(english().target(2.5, "points"), "2.5");
        assert_eq!(english().target(0.7, "share"), "70\u{202f}%");
        assert_eq!(english().target(100.0, "count"), "100");
    }

    #[test]
    fn small_p_values_have_a_floor() {
        assert_eq!(english().p_cell(0.000_02), "<\u{a0}0.001");
        assert_eq!(english().p_cell(0.0341), "0.034");
        assert_eq!(english().p_cell(1.0), ">\u{a0}0.999");
    }

    #[test]
    fn days_become_months_and_words_a_list() {
        assert_eq!(english().months(273.9375), "9\u{a0}months");
        assert_eq!(english().months(270.0), "9\u{a0}months");
        assert_eq!(english().months(328.0), "10.8\u{a0}months");
        assert_eq!(english().confidence(0.95), "95\u{202f}%");
        assert_eq!(english().list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }

    #[test]
    fn a_language_has_its_own_signs_and_its_own_words_between_numbers() {
        let spanish = Language::shipped("es").unwrap();
        assert_eq!(spanish.number(-1234.5, 2), "−1234,50");
        assert_eq!(spanish.count(1_011_482), "1.011.482");
        assert_eq!(spanish.in_hundred(0.734), "73\u{a0}de cada\u{a0}100");
        assert_eq!(
            spanish.value_with_interval(3.25, Some(3.1), Some(3.4), "points"),
            "3,25 (3,10 a 3,40)"
        );
        assert_eq!(spanish.target(2.5, "points"), "2,5");
        let mexican = Language::shipped("es-MX").unwrap();
        assert_eq!(mexican.number(-1234.5, 2), "−1,234.50");
        let words = |words: [&str; 2]| spanish.list(&words.map(str::to_owned));
        assert_eq!(words(["ciencia", "historia"]), "ciencia e historia");
        assert_eq!(words(["agua", "hielo"]), "agua y hielo");
        assert_eq!(words(["madres", "padres"]), "madres y padres");
    }
}

//! What is in a column: all of its texts, and what they can be.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use super::text::plain;
use crate::contract;
use crate::sources::{DateForm, DateForms};

/// Most different texts of a column that are held, and most rows whose texts are held in order, to see how columns go
/// together.
const MOST: usize = 50_000;

/// Most texts and rows of all columns of a table together: some hundred megabytes.
const MOST_OF_ALL: usize = 4_000_000;

/// Texts that mean nothing was entered.
const NOTHING: &[&str] = &[
    "na",
    "n/a",
    "#n/a",
    "null",
    "none",
    "nan",
    "-",
    "--",
    ".",
    "?",
    "missing",
    "unknown",
    "k.a.",
    "s/d",
    "n.d.",
    "no answer",
    "keine angabe",
    "unbekannt",
    "desconocido",
    "inconnu",
    "desconhecido",
    "*",
    "**",
    "n.a.",
    "n.v.",
    "tbd",
    "sin dato",
    "ohne angabe",
    "ongoing",
    "still matched",
    "still open",
    "laufend",
    "en curso",
    "en cours",
    "em andamento",
];

/// Texts that are no dates, after which a column is none of dates.
const MOST_SLIPS: usize = 40;

/// A column of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    /// Its name in the file.
    pub(super) name: String,
    /// What was asked, where the file says so.
    pub(super) label: String,
    /// Codes with what they mean, where a dictionary says so.
    pub(super) choices: Vec<(String, String)>,
    /// Cells with something in them.
    pub(super) filled: usize,
    /// Different texts, in the order in which they came, with how often each did.
    pub(super) texts: Vec<(String, usize)>,
    /// Place of each row's text; nothing where the cell is empty.
    pub(super) rows: Vec<Option<u32>>,
    /// There are more different texts than are held.
    pub(super) is_cut: bool,
    /// Most texts and rows that are held.
    most: usize,
    /// Files that it was read from, beside the first.
    further: usize,
    places: HashMap<String, u32>,
    form: OnceCell<DateForm>,
}

impl Column {
    /// A column of a table that has so many.
    pub(super) fn new(name: &str, label: &str, of: usize) -> Self {
        let most = (MOST_OF_ALL / of.max(1)).clamp(100, MOST);
        Self { name: name.to_owned(), label: label.to_owned(), most, ..Self::default() }
    }

    /// Looks at the cell of the next row.
    pub(super) fn add(&mut self, text: &str) {
        let text = text.trim();
        let place = (!text.is_empty()).then(|| self.place(text)).flatten();
        self.filled += usize::from(!text.is_empty());
        if self.rows.len() < self.most {
            self.rows.push(place);
        }
    }

    /// Adds the cells of the same column of another file.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.further += 1;
        for row in 0..other.rows.len() {
            self.add(other.text(row).unwrap_or_default());
        }
        // Of a longer file only the texts are held, and how often each occurs.
        let held: usize = other.rows.iter().flatten().count();
        let all: usize = other.texts.iter().map(|(_, times)| times).sum();
        if held < all {
            for (text, _) in &other.texts {
                self.place(text);
            }
        }
        self.form = OnceCell::new();
    }

    fn place(&mut self, text: &str) -> Option<u32> {
        if let Some(&place) = self.places.get(text) {
            self.texts[place as usize].1 += 1;
            return Some(place);
        }
        if self.texts.len() >= self.most {
            self.is_cut = true;
            return None;
        }
        let place = u32::try_from(self.texts.len()).expect("far fewer texts than that are held");
        self.places.insert(text.to_owned(), place);
        self.texts.push((text.to_owned(), 1));
        Some(place)
    }

    /// The text of a row.
    pub(super) fn text(&self, row: usize) -> Option<&str> {
        let place = self.rows.get(row).copied().flatten()?;
        Some(self.texts[place as usize].0.as_str())
    }

    /// Texts that mean nothing was entered: known words, and numbers far below all others.
    pub(super) fn codes(&self) -> BTreeSet<&str> {
        let known = |text: &str| NOTHING.contains(&text.to_lowercase().as_str());
        let numbers: Vec<(f64, &str)> = self
            .texts
            .iter()
            .filter_map(|(text, _)| Some((contract::number(text, '.')?, text.as_str())))
            .collect();
        let lowest_real = numbers.iter().map(|(number, _)| *number).filter(|number| *number > -9.0);
        let is_above = !numbers.is_empty() && lowest_real.fold(f64::INFINITY, f64::min) >= -8.0;
        // -9, -99, -98, -999: no scale, grade or length goes there while all else stays above.
        let sentinel =
            |number: f64| is_above && [-9.0, -97.0, -98.0, -99.0, -999.0].contains(&number);
        let words = self.texts.iter().map(|(text, _)| text.as_str()).filter(|text| known(text));
        let below = numbers.iter().filter(|(number, _)| sentinel(*number)).map(|(_, text)| *text);
        // When nothing else is in the column, they are what it holds.
        let codes: BTreeSet<&str> = words.chain(below).collect();
        if codes.len() < self.texts.len() { codes } else { BTreeSet::new() }
    }

    /// Texts that mean something, with how often each occurs.
    pub(super) fn meant(&self) -> Vec<(&str, usize)> {
        let codes = self.codes();
        self.texts
            .iter()
            .filter(|(text, _)| !codes.contains(text.as_str()))
            .map(|(text, times)| (text.as_str(), *times))
            .collect()
    }

    /// Share of the cells with a meaning for which this is true.
    pub(super) fn share(&self, is: impl Fn(&str) -> bool) -> f64 {
        let meant = self.meant();
        let all: usize = meant.iter().map(|(_, times)| times).sum();
        let fit: usize = meant.iter().filter(|(text, _)| is(text)).map(|(_, times)| times).sum();
        if all == 0 { 0.0 } else { fit as f64 / all as f64 }
    }

    /// Number of different texts that mean something.
    pub(super) fn kinds(&self) -> usize {
        self.meant().len()
    }

    /// True when no text occurs in more than a few rows.
    pub(super) fn is_key(&self) -> bool {
        // Exports that overlap hold the same people, once each.
        self.filled > 0 && self.texts.len() * 100 * (self.further + 1) >= self.filled * 97
    }

    /// The decimal mark with which most cells are numbers, when most are.
    pub(super) fn decimal(&self) -> Option<char> {
        let point = self.share(|text| contract::number(text, '.').is_some());
        let comma = self.share(|text| contract::number(text, ',').is_some());
        let has_comma = self.texts.iter().any(|(text, _)| text.contains(','));
        if has_comma && comma > point && comma >= 0.9 {
            Some(',')
        } else {
            (point >= 0.9).then_some('.')
        }
    }

    /// All numbers, each as often as it occurs.
    pub(super) fn numbers(&self) -> Vec<(f64, usize)> {
        let decimal = self.decimal().unwrap_or('.');
        let meant = self.meant();
        meant
            .iter()
            .filter_map(|(text, times)| Some((contract::number(text, decimal)?, *times)))
            .collect()
    }

    /// The form of its dates, when nearly all cells are dates.
    ///
    /// A slip here and there does not decide: the form is that which reads the most cells, and it is undecided when two
    /// that mean different days read as many.
    pub(super) fn dates(&self) -> DateForm {
        self.form.get_or_init(|| self.form_of_dates()).clone()
    }

    fn form_of_dates(&self) -> DateForm {
        let meant = self.meant();
        let all: usize = meant.iter().map(|(_, times)| times).sum();
        let mut forms = DateForms::default();
        let (mut left_out, mut unread) = (0, 0);
        // A day as Excel counts it is a number like any other, unless the column is called one of dates.
        if all > 0 && self.is_named_date() && self.share(contract::is_excel_day) >= 1.0 {
            return DateForm::Iso;
        }
        for (text, times) in &meant {
            let mut tried = forms.clone();
            if tried.add(text) {
                forms = tried;
            } else {
                left_out += times;
                unread += 1;
                if forms.decide() == DateForm::None && unread == MOST_SLIPS {
                    return DateForm::None;
                }
            }
        }
        // The first text may be the slip.
        if left_out * 20 > all && meant.len() > 1 {
            let rest = Self { texts: self.texts[1..].to_vec(), ..Self::default() };
            return rest.dates_of_rest(all);
        }
        if all == 0 { DateForm::None } else { forms.decide() }
    }

    fn is_named_date(&self) -> bool {
        let words = [
            "date", "on", "start", "end", "begin", "closed", "matched", "joined", "datum",
            "beginn", "ende", "fecha", "inicio", "fin", "data", "fim", "debut", "day", "enrolled",
        ];
        plain(&self.name).split(' ').any(|word| words.contains(&word))
    }

    fn dates_of_rest(&self, all: usize) -> DateForm {
        let mut forms = DateForms::default();
        let mut read = 0;
        for (text, times) in self.meant() {
            let mut tried = forms.clone();
            if tried.add(text) {
                forms = tried;
                read += times;
            }
        }
        if read * 10 >= all * 9 { forms.decide() } else { DateForm::None }
    }

    /// Cells that say yes or no.
    pub(super) fn is_yes_or_no(&self) -> bool {
        let words = [
            "yes", "no", "y", "n", "true", "false", "si", "ja", "nein", "oui", "non", "sim", "nao",
        ];
        self.share(|text| words.contains(&super::text::plain(text).as_str())) >= 0.9
    }

    /// Cells that are e-mail addresses.
    pub(super) fn is_email(&self) -> bool {
        self.share(|text| text.contains('@') && text.contains('.') && !text.contains(' ')) >= 0.8
    }

    /// Mean length of the texts, in characters.
    pub(super) fn length(&self) -> f64 {
        let meant = self.meant();
        let all: usize = meant.iter().map(|(_, times)| times).sum();
        let letters: usize = meant.iter().map(|(text, times)| text.chars().count() * times).sum();
        if all == 0 { 0.0 } else { letters as f64 / all as f64 }
    }
}

//! A program's own look: colours, a logo, a template of the page. What nobody could read is mended or refused, with numbers.

mod colours;
mod contrast;
mod logo;
mod reference;

pub use reference::theme_reference;

#[cfg(test)]
pub(super) use reference::NAMES;

use super::language::{FOLDER, Language, LanguageErrors, Languages};
use super::theme::STYLE_SHEET;

/// Where the files of a brand lie, below the program's folder.
pub const THEME: &str = "theme";
/// Its files, each of which may be absent.
const THEME_FILES: [&str; 5] = ["colours.toml", "logo.svg", "logo.png", "page.html", "messages/"];

/// A file of the `theme` folder: its name and its bytes.
pub type ThemeFile = (String, Vec<u8>);

/// What a program brings to the look of its reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// The style sheet with every colour.
    pub(super) style_sheet: String,
    /// The logo, as an address that holds it; empty without one.
    pub(super) logo: String,
    /// The template of the page in place of ours.
    pub(super) page: Option<String>,
    /// The languages that its reports may speak.
    pub(super) languages: Languages,
    /// What was mended, for the person who runs it.
    pub notes: Vec<String>,
}

impl Default for Brand {
    fn default() -> Self {
        let style_sheet = STYLE_SHEET.to_owned();
        Self {
            style_sheet,
            logo: String::new(),
            page: None,
            languages: Languages::default(),
            notes: Vec::new(),
        }
    }
}

/// Everything that is wrong with a theme, one sentence each.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the theme cannot be used\n{}", .0.join("\n"))]
pub struct BrandErrors(pub Vec<String>);

impl Brand {
    /// A language by its name, with the words that the theme has for it.
    pub fn language(&self, tag: &str) -> Language {
        self.languages.of(tag)
    }

    /// Reads the files of a theme; a colour without enough contrast is mended, with a note.
    ///
    /// # Errors
    ///
    /// [`BrandErrors`], all at once: a file or name that we do not know, no colour, a contrast that cannot be mended, a
    /// picture that is too large or does more than show.
    pub fn read(files: &[ThemeFile]) -> Result<Self, BrandErrors> {
        let mut brand = Self::default();
        let mut errors = Vec::new();
        let mut messages = Vec::new();
        for (name, bytes) in files {
            match name.as_str() {
                "colours.toml" => match text(name, bytes).and_then(colours::read) {
                    Ok((style_sheet, notes)) => {
                        brand.style_sheet = style_sheet;
                        brand.notes.extend(notes);
                    }
                    Err(mut found) => errors.append(&mut found),
                },
                "logo.svg" | "logo.png" if !brand.logo.is_empty() => {
                    errors.push(format!(
                        "error: {THEME}/{name}: there are two logos\nhint: keep one"
                    ));
                }
                "logo.svg" | "logo.png" => match logo::read(name, bytes) {
                    Ok(logo) => brand.logo = logo,
                    Err(found) => errors.push(found),
                },
                "page.html" => match text(name, bytes) {
                    Ok(text) => brand.page = Some(text.to_owned()),
                    Err(mut found) => errors.append(&mut found),
                },
                other if other.starts_with(FOLDER) => match text(name, bytes) {
                    Ok(text) => messages.push((&other[FOLDER.len()..], text)),
                    Err(mut found) => errors.append(&mut found),
                },
                other => errors.push(format!(
                    "error: {THEME}/{other}: not a file of a theme\nhint: allowed are {}",
                    THEME_FILES.join(", ")
                )),
            }
        }
        let (languages, told) = Languages::read(&messages);
        let LanguageErrors { errors: mut of_messages, notes } = told;
        brand.languages = languages;
        brand.notes.extend(notes);
        errors.append(&mut of_messages);
        if errors.is_empty() { Ok(brand) } else { Err(BrandErrors(errors)) }
    }
}

fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, Vec<String>> {
    std::str::from_utf8(bytes).map_err(|_| vec![format!("error: {THEME}/{name}: not UTF-8")])
}

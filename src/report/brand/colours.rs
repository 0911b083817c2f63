//! `theme/colours.toml`: colours of the light and of the dark, by the names of the style sheet.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::report::theme::STYLE_SHEET;

use super::contrast::{Rgb, WHITE, contrast};

/// Contrast of text with its ground: WCAG 2.2, 1.4.3.
const TEXT: f64 = 4.5;
/// Contrast of marks that carry meaning: WCAG 2.2, 1.4.11.
const MARK: f64 = 3.0;
/// What stands upon what, and how clearly.
const PAIRS: &[(&str, &[&str], f64)] = &[
    ("ink", &["paper", "card"], TEXT),
    ("soft", &["paper", "card"], TEXT),
    ("a", &["paper", "card"], TEXT),
    ("b", &["paper", "card"], TEXT),
    ("good", &["paper", "card"], TEXT),
    ("warn", &["paper", "card"], TEXT),
    ("n", &["card"], MARK),
    ("c0", &["card"], MARK),
    ("c1", &["card"], MARK),
    ("c2", &["card"], MARK),
    ("c3", &["card"], MARK),
    ("c4", &["card"], MARK),
    ("c5", &["card"], MARK),
];
/// Colours that follow from others: the interval of a group is its colour, thinned; text upon an answer is what can be read.
const BANDS: [(&str, &str); 3] = [("a", "a-band"), ("b", "b-band"), ("n", "n-band")];
/// Text upon an answer's colour.
const DARK_TEXT: &str = "#14181d";
const SCHEMES: [&str; 2] = ["light", "dark"];

type Colours = BTreeMap<String, Rgb>;

/// The style sheet with the theme's colours, and what was mended.
pub(super) fn read(text: &str) -> Result<(String, Vec<String>), Vec<String>> {
    let place = |start: usize| text[..start.min(text.len())].matches('\n').count() + 1;
    let document = DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| place(span.start));
        told("error", vec![(line, error.message().to_owned())])
    })?;
    let (mut errors, mut notes) = (Vec::new(), Vec::new());
    let mut sheet = STYLE_SHEET.to_owned();
    for (scheme, table) in document.get_ref() {
        let line = place(scheme.span().start);
        let name = scheme.get_ref().as_ref();
        let (true, DeValue::Table(table)) = (SCHEMES.contains(&name), table.get_ref()) else {
            errors.push((line, format!("`{name}` is not known, allowed are [light] and [dark]")));
            continue;
        };
        let mut colours = declared(&sheet, name);
        for (key, value) in table {
            let text = match value.get_ref() {
                DeValue::String(text) => text.as_ref(),
                _ => "",
            };
            if let Err(wrong) = choose(key.get_ref(), text, &mut colours) {
                errors.push((place(key.span().start), wrong));
            }
        }
        let of_scheme = |what: String| (line, format!("[{name}] {what}"));
        match mended(&mut colours) {
            Ok(changes) => notes.extend(changes.into_iter().map(of_scheme)),
            Err(refused) => errors.extend(refused.into_iter().map(of_scheme)),
        }
        sheet = written(&sheet, name, &colours);
    }
    if errors.is_empty() { Ok((sheet, told("note", notes))) } else { Err(told("error", errors)) }
}

/// Remarks as they are printed, in the order of their lines.
fn told(kind: &str, mut remarks: Vec<(usize, String)>) -> Vec<String> {
    remarks.sort();
    let told = |(line, what)| format!("{kind}: theme/colours.toml:{line}: {what}");
    remarks.into_iter().map(told).collect()
}

/// Takes a colour of the theme, or says why not.
fn choose(id: &str, text: &str, colours: &mut Colours) -> Result<(), String> {
    if !names(colours).any(|known| known == id) {
        let known: Vec<&str> = names(colours).collect();
        return Err(format!(
            "`{id}` is not a colour of the report\nhint: allowed are {}",
            known.join(", ")
        ));
    }
    let colour = Rgb::read(text)
        .ok_or_else(|| format!("`{id}` is no colour, allowed is a text such as \"#0b6e6e\""))?;
    colours.insert(id.to_owned(), colour);
    Ok(())
}

/// The colours that a theme may set.
fn names(colours: &Colours) -> impl Iterator<Item = &str> {
    colours.keys().map(String::as_str).filter(|id| !id.starts_with("on-"))
}

/// The names of the colours that a theme may set, for the docs.
pub(in crate::report) fn choices() -> Vec<String> {
    let colours = declared(STYLE_SHEET, SCHEMES[0]);
    names(&colours).map(str::to_owned).collect()
}

/// Makes every foreground readable; what cannot be is refused.
fn mended(colours: &mut Colours) -> Result<Vec<String>, Vec<String>> {
    let (mut changes, mut refused) = (Vec::new(), Vec::new());
    for (id, grounds, least) in PAIRS {
        let Some(&colour) = colours.get(*id) else { continue };
        let known: Vec<(&str, Rgb)> =
            grounds.iter().filter_map(|ground| Some((*ground, *colours.get(*ground)?))).collect();
        let satisfies = |one: Rgb| known.iter().all(|(_, ground)| contrast(one, *ground) >= *least);
        let worst = known
            .iter()
            .map(|(name, ground)| (contrast(colour, *ground), name, ground))
            .min_by(|one, other| one.0.total_cmp(&other.0));
        let Some((ratio, name, ground)) = worst.filter(|(ratio, _, _)| ratio < least) else {
            continue;
        };
        let found = format!(
            "`{id}` is {} and has a contrast of {ratio:.1} to 1 with `{name}` ({}), {least} is needed",
            colour.hex(),
            ground.hex()
        );
        match colour.nearest(satisfies) {
            Some(better) => {
                changes.push(format!("{found}; {} is taken", better.hex()));
                colours.insert((*id).to_owned(), better);
            }
            None => refused.push(format!("{found}, and no darker or lighter one has it")),
        }
    }
    let dark = Rgb::read(DARK_TEXT).unwrap_or(super::contrast::BLACK);
    let answers: Vec<String> = colours.keys().filter(|id| id.starts_with("lk")).cloned().collect();
    for id in answers {
        let ground = colours[&id];
        let text = if contrast(dark, ground) >= contrast(WHITE, ground) { dark } else { WHITE };
        let on = format!("on-{id}");
        let is_readable = colours.get(&on).is_some_and(|now| contrast(*now, ground) >= TEXT);
        if !is_readable {
            colours.insert(on, text);
        }
        if !is_readable && contrast(text, ground) < TEXT {
            refused.push(format!(
                "`{id}` is {}: neither dark nor light text has a contrast of {TEXT} to 1 on it",
                ground.hex()
            ));
        }
    }
    if refused.is_empty() { Ok(changes) } else { Err(refused) }
}

/// The lines of a scheme in the style sheet: the light first, the dark after the question for it.
fn parts<'s>(sheet: &'s str, scheme: &str) -> (&'s str, &'s str, &'s str) {
    let dark = sheet.find("@media").unwrap_or(sheet.len());
    if scheme == SCHEMES[0] {
        ("", &sheet[..dark], &sheet[dark..])
    } else {
        (&sheet[..dark], &sheet[dark..], "")
    }
}

/// Every colour of a scheme that is whole, without those that are thinned.
fn declared(sheet: &str, scheme: &str) -> Colours {
    let (_, own, _) = parts(sheet, scheme);
    own.lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.trim_end_matches(';').split_once(": "))
        .filter_map(|(id, colour)| Some((id.to_owned(), Rgb::read(colour)?)))
        .collect()
}

fn written(sheet: &str, scheme: &str, colours: &Colours) -> String {
    let (before, own, after) = parts(sheet, scheme);
    let line = |line: &str| {
        let declared = line.trim().strip_prefix("--").and_then(|rest| rest.split_once(": "));
        let Some((id, value)) = declared else { return line.to_owned() };
        let band = BANDS.iter().find(|(_, band)| *band == id);
        let value = match (colours.get(id), band) {
            (Some(colour), _) => colour.hex(),
            // The last two digits say how thin.
            (None, Some((whole, _))) => {
                let thin = value.trim_end_matches(';');
                let alpha = &thin[thin.len().saturating_sub(2)..];
                colours
                    .get(*whole)
                    .map_or(thin.to_owned(), |whole| format!("{}{alpha}", whole.hex()))
            }
            (None, None) => return line.to_owned(),
        };
        let indent = &line[..line.len() - line.trim_start().len()];
        format!("{indent}--{id}: {value};")
    };
    let own: Vec<String> = own.split('\n').map(line).collect();
    format!("{before}{}{after}", own.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_colours_need_no_mending() {
        for scheme in SCHEMES {
            let mut colours = declared(STYLE_SHEET, scheme);
            assert!(colours.len() > 25, "{scheme}: {}", colours.len());
            assert_eq!(mended(&mut colours), Ok(Vec::new()), "{scheme}");
            assert_eq!(written(STYLE_SHEET, scheme, &colours), STYLE_SHEET);
        }
    }

    #[test]
    fn a_colour_without_contrast_is_mended_and_said_with_numbers() {
        let (sheet, notes) = read("[light]\na = \"#ff9900\"\nc1 = \"#803000\"\n").unwrap();
        assert!(sheet.contains("--c1: #803000;"), "{sheet}");
        assert!(!sheet.contains("#ff9900") && !sheet.contains("--a: #0b6e6e;"), "{sheet}");
        let said = "note: theme/colours.toml:1: [light] `a` is #ff9900 and has a contrast of 2.";
        assert!(notes.len() == 1 && notes[0].starts_with(said), "{notes:?}");
        let band = sheet.lines().find(|line| line.contains("--a-band")).unwrap();
        assert!(band.ends_with("26;") && !band.contains("0b6e6e"), "{band}");
        // The dark keeps its own.
        assert!(sheet.contains("--a: #4fc0b8;"), "{sheet}");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let errors = read("[light]\nacent = \"#123456\"\na = \"red\"\n[dim]\na = \"#123456\"\n")
            .unwrap_err();
        assert_eq!(errors.len(), 3, "{errors:?}");
        assert!(errors[0].contains(":2: `acent` is not a colour"), "{errors:?}");
        assert!(errors[1].contains(":3: `a` is no colour"), "{errors:?}");
        assert!(errors[2].contains(":4: `dim` is not known"), "{errors:?}");
        let refused = read("[light]\npaper = \"#000000\"\ncard = \"#ffffff\"\n").unwrap_err();
        assert!(
            refused.iter().any(|error| error.contains("no darker or lighter one")),
            "{refused:?}"
        );
        assert!(read("[light\n").unwrap_err()[0].starts_with("error: theme/colours.toml:1: "));
    }
}

//! Codes that people make themselves, so that nobody else knows who they are: the questions for their parts.

use std::collections::BTreeSet;

use super::inventory::Table;
use super::profile::Column;
use super::text::{holds, plain};
use super::words::ATTRIBUTES;

/// Longest part of a code, in characters.
const LONGEST: f64 = 4.0;

/// Words for a small piece of a name or number.
const PIECES: &[&str] = &[
    "letter",
    "letters",
    "initial",
    "initials",
    "digit",
    "digits",
    "number",
    "day",
    "month",
    "two",
    "first",
    "last",
    "letra",
    "letras",
    "inicial",
    "iniciales",
    "cifra",
    "cifras",
    "digito",
    "digitos",
    "numero",
    "dia",
    "mes",
    "lettre",
    "lettres",
    "chiffre",
    "chiffres",
    "jour",
    "mois",
    "nombre",
    "buchstabe",
    "buchstaben",
    "ziffer",
    "ziffern",
    "tag",
    "monat",
    "anzahl",
    "geburtstag",
    "hausnummer",
    "quantos",
];

/// Words for what others do not know by heart.
const OF_WHAT: &[&str] = &[
    "mother",
    "mothers",
    "father",
    "fathers",
    "mom",
    "dad",
    "birth",
    "birthday",
    "born",
    "siblings",
    "brothers",
    "sisters",
    "street",
    "house",
    "phone",
    "middle",
    "pet",
    "grandmother",
    "madre",
    "padre",
    "nacimiento",
    "naciste",
    "hermanos",
    "calle",
    "casa",
    "telefono",
    "mere",
    "pere",
    "naissance",
    "freres",
    "soeurs",
    "rue",
    "maison",
    "telephone",
    "mutter",
    "vaters",
    "vater",
    "geburt",
    "geburtstages",
    "geburtstag",
    "geschwister",
    "strasse",
    "hausnummer",
    "telefon",
    "mae",
    "pai",
    "nascimento",
    "irmaos",
    "rua",
    "telefone",
];

/// Columns that are the parts of a code, when there are two or more of them.
pub(super) fn parts(table: &Table) -> Vec<&Column> {
    let is_part = |column: &&Column| {
        let name = plain(&column.name);
        let asked = format!("{name} {}", plain(&column.label));
        let has = |words: &[&str]| asked.split(' ').any(|word| words.contains(&word));
        !ATTRIBUTES.contains(&name.as_str())
            && has(PIECES)
            && has(OF_WHAT)
            && (!holds(&asked, "middle") || holds(&asked, "middle name"))
            && column.filled * 2 >= table.rows
            && column.kinds() >= 2
            && column.length() <= LONGEST
    };
    let parts: Vec<&Column> = table.columns.iter().filter(is_part).collect();
    // Two of the same code are one person at two times; numbers of something else are the same for many.
    let codes: BTreeSet<Vec<Option<&str>>> =
        (0..table.rows).map(|row| parts.iter().map(|part| part.text(row)).collect()).collect();
    if parts.len() >= 2 && codes.len() * 5 >= table.rows * 2 { parts } else { Vec::new() }
}

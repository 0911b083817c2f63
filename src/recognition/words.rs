//! What the columns of exports are called: English, Spanish, French, German, Portuguese.

use std::sync::LazyLock;

pub(super) use super::added_words::ADDED;

/// What a column must hold to be taken for one of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Id,
    Date,
    Number,
    YesNo,
    Anything,
}

/// A column of the contract and its names in exports.
pub(super) struct Known {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    pub(super) holds: Holds,
    pub(super) names: Vec<&'static str>,
}

/// Names of someone who is mentored.
pub(super) const MENTEE: &[&str] = &[
    "mentee",
    "mentee id",
    "student",
    "student id",
    "youth",
    "youth id",
    "child",
    "child id",
    "pupil",
    "little",
    "little id",
    "scholar",
    "student number",
    "id student",
    "student sis id",
    "roll no",
    "roll number",
    "sid",
    "sasid",
    "student no",
    "register number",
    "registration number",
    "admission number",
    "usn",
    "nim",
    "npm",
    "sis user id",
    "sis id",
    "protege",
    "mentorado",
    "mentorizado",
    "mentorizada",
    "alumno",
    "estudiante",
    "id alumno",
    "alumna",
    "matricula",
    "numero de matricula",
    "jovem",
    "mentorada",
    "mentore",
    "mentoree",
    "eleve",
    "etudiant",
    "jeune",
    "schueler",
    "schueler id",
    "kind",
    "aluno",
    "estudante",
    "joven",
];

/// Names of someone who mentors.
pub(super) const MENTOR: &[&str] = &[
    "mentor",
    "mentor id",
    "volunteer",
    "volunteer id",
    "big",
    "big id",
    "coach",
    "tutor",
    "voluntario",
    "benevole",
    "freiwillige",
    "pate",
    "patin",
    "voluntario id",
    "mentora",
    "mentorin",
    "voluntaria",
    "voluntaria id",
    "tutora",
    "benevole id",
    "marraine",
    "parrain",
];

/// Names of anybody.
pub(super) const PERSON: &[&str] = &[
    "person",
    "person id",
    "participant",
    "participant id",
    "respondent",
    "respondent id",
    "record id",
    "study id",
    "client",
    "client id",
    "member id",
    "user id",
    "user sourced id",
    "id",
    "code",
    "participant code",
    "id code",
    "sourced id",
    "student unique id",
    "external reference",
    "external data reference",
    "teilnehmer",
    "teilnehmer id",
    "participante",
    "id participante",
    "participant e",
    "identifiant",
    "identificador",
    "kennung",
    "code personnel",
    "codigo",
    "response id",
    "token",
    "access code",
    "zugangscode",
    "custom data 1",
    "participant number",
    "your code",
    "your id",
    "your participant id",
    "personal code",
    "your personal code",
    "teilnehmernummer",
    "deine teilnehmernummer",
    "teilnehmercode",
    "dein code",
    "persoenlicher code",
    "tu codigo",
    "codigo de participante",
    "numero de participante",
    "ton code",
    "votre code",
    "numero de participant",
    "seu codigo",
    "codigo do participante",
    "recipient email",
    "email",
    "e mail",
    "user email",
    "email address",
    "e mail address",
    "e mail adresse",
    "correo electronico",
    "direccion de correo electronico",
    "adresse e mail",
    "endereco de e mail",
    "employee id",
    "employee number",
    "employee no",
    "emp id",
    "emp no",
    "staff id",
    "personnel number",
    "personalnummer",
    "computing id",
    "case id",
    "patient id",
    "subject id",
    "caseid",
];

const MATCH: &[&str] = &[
    "match id",
    "match",
    "matchid",
    "pair id",
    "pair",
    "pairing",
    "pairing id",
    "dyad",
    "dyad id",
    "relationship id",
    "tandem",
    "tandem id",
    "binome",
    "pareja",
    "par",
    "dupla",
    "loop id",
    "connection id",
    "mentorship id",
    "partnership id",
    "match number",
    "match no",
    "tandem nr",
    "tandem nummer",
    "paar",
    "id pareja",
    "id dupla",
    "id binome",
];

/// All columns that are looked for, each table's together.
pub(super) static COLUMNS: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| known(line).expect("every line of `words.txt` has its four parts")).collect()
});

fn known(line: &'static str) -> Option<Known> {
    let (column, names) = line.split_once(": ")?;
    let mut parts = column.split(' ');
    let (table, column) = (parts.next()?, parts.next()?);
    let holds = match parts.next()? {
        "id" => Holds::Id,
        "date" => Holds::Date,
        "number" => Holds::Number,
        "yes_or_no" => Holds::YesNo,
        "anything" => Holds::Anything,
        _ => return None,
    };
    let names = match names {
        "@match" => MATCH.to_vec(),
        "@mentor" => MENTOR.to_vec(),
        "@mentee" => MENTEE.to_vec(),
        names => names.split(", ").collect(),
    };
    Some(Known { table, column, holds, names })
}

/// Columns without which a file is not of a table, beside those that say whom or what a row is about.
pub(super) const NEEDED: &[(&str, &[&str])] = &[
    ("matches", &["match_id", "mentee_id", "mentor_id"]),
    ("meetings", &["match_id", "held_on"]),
    ("contacts", &["match_id", "contacted_on", "kind"]),
    ("trainings", &["training", "completed_on"]),
    ("goals", &["goal_id", "attained_level"]),
    ("credentials", &["kind", "name", "awarded_on"]),
    ("costs", &["period", "category", "amount"]),
];

/// Tables whose rows are about a person that the file must name.
pub(super) const OF_A_PERSON: &[&str] = &["trainings", "goals", "credentials"];

/// Names of columns that only a roster has: nobody measures them.
pub(super) const PERSONAL: &[&str] = &[
    "name",
    "first name",
    "last name",
    "full name",
    "given name",
    "family name",
    "surname",
    "middle name",
    "e mail",
    "email",
    "phone",
    "mobile",
    "telephone",
    "address",
    "street",
    "city",
    "zip",
    "zip code",
    "postcode",
    "date of birth",
    "birth date",
    "birthdate",
    "birthday",
    "dob",
    "birth",
    "vorname",
    "nachname",
    "telefon",
    "adresse",
    "geburtsdatum",
    "nombre",
    "apellido",
    "apellidos",
    "telefono",
    "direccion",
    "fecha de nacimiento",
    "prenom",
    "nom",
    "date de naissance",
    "nome",
    "sobrenome",
    "telefone",
    "endereco",
    "data de nascimento",
    "username",
    "password",
    "ip address",
    "ipaddress",
    "latitude",
    "longitude",
    "location latitude",
    "location longitude",
    "sms",
    "secondary email",
    "parent",
    "guardian",
    "emergency contact",
    "recipient first name",
    "recipient last name",
    "recipient email",
    "notes",
    "comments",
];

/// Names of a column that holds the time of a survey or measure.
pub(super) const WAVE: &[&str] = &[
    "wave",
    "time point",
    "timepoint",
    "time",
    "survey",
    "form",
    "phase",
    "occasion",
    "term",
    "semester",
    "period",
    "redcap event name",
    "event name",
    "round",
    "visit",
    "pre post",
    "prepost",
    "pre or post",
    "survey type",
    "survey period",
    "welle",
    "zeitpunkt",
    "messzeitpunkt",
    "ola",
    "momento",
    "vague",
    "moment",
    "temps",
    "onda",
];

/// Names of a column that holds the day of an answer or measure.
pub(super) const ANSWERED: &[&str] = &[
    "date",
    "completed",
    "completed on",
    "answered on",
    "submitted",
    "submission time",
    "recorded date",
    "end date",
    "start date",
    "timestamp",
    "completion time",
    "submitdate",
    "today",
    "asked on",
    "as of",
    "date submitted",
    "datum",
    "zeitstempel",
    "fecha",
    "marca temporal",
    "horodateur",
    "data",
    "observed on",
    "test date",
    "test start date",
    "carimbo de data hora",
    "attendance date",
    "submit date utc",
    "submission date",
    "end",
    "recordeddate",
    "enddate",
    "startdate",
    "fertigstellungszeit",
    "hora de finalizacion",
    "heure de fin",
    "hora de conclusao",
    "fecha de envio",
    "date de soumission",
    "data de envio",
];

/// What is known about people without asking them how they feel about it.
pub(super) const ATTRIBUTES: &[&str] = &[
    "age",
    "grade",
    "gender",
    "sex",
    "year",
    "class",
    "school",
    "ethnicity",
    "race",
    "site",
    "language",
    "household income",
    "income",
    "education",
    "zip",
    "school level",
    "grade level",
    "alter",
    "geschlecht",
    "klasse",
    "edad",
    "genero",
    "sexo",
    "grado",
    "idade",
    "serie",
    "classe",
    "age group",
    "age range",
    "year in school",
    "size",
    "number of",
];

/// Names of the question and of the answer in a survey with one row for each answer.
pub(super) const QUESTION: &[&str] = &[
    "question",
    "item",
    "question id",
    "item id",
    "question code",
    "variable",
    "frage",
    "pregunta",
    "pergunta",
];
/// Names of the answer.
pub(super) const ANSWER: &[&str] = &[
    "answer",
    "response",
    "value",
    "score",
    "antwort",
    "respuesta",
    "reponse",
    "resposta",
    "rating",
];

#[cfg(test)]
mod tests {
    use super::{COLUMNS, NEEDED};
    use crate::contract;

    #[test]
    fn every_known_column_is_one_of_the_contract_and_has_plain_names() {
        for known in COLUMNS.iter() {
            let table = contract::table(known.table).unwrap();
            assert!(table.column(known.column).is_some(), "{}.{}", known.table, known.column);
            for name in &known.names {
                assert_eq!(
                    super::super::text::plain(name),
                    *name,
                    "{}.{}",
                    known.table,
                    known.column
                );
            }
        }
        for (table, needed) in NEEDED {
            assert!(
                needed.iter().all(|name| contract::table(table).unwrap().column(name).is_some()),
                "{table}"
            );
        }
    }
}

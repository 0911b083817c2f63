//! Words of the contract's categories, as exports say them.

use std::collections::BTreeSet;

use super::text::{holds, plain};

/// Words of a category, each with the words by which it is known. The first that fits counts.
type Category = (&'static str, &'static str, &'static [(&'static str, &'static [&'static str])]);

const CATEGORIES: &[Category] = &[
    (
        "people",
        "role",
        &[
            ("mentor", &["mentor", "mentors", "volunteer", "big", "coach", "tutor", "mentora"]),
            (
                "mentee",
                &[
                    "mentee",
                    "mentees",
                    "student",
                    "youth",
                    "little",
                    "child",
                    "pupil",
                    "schueler",
                    "alumno",
                    "estudiante",
                    "eleve",
                    "aluno",
                    "protege",
                    "mentorado",
                ],
            ),
            ("comparison", &["comparison", "control", "waitlist", "waiting list"]),
            ("parent", &["parent", "guardian", "relative", "family", "eltern", "padre", "madre"]),
            ("teacher", &["teacher", "lehrer", "lehrerin", "docente", "profesor", "enseignant"]),
            (
                "staff",
                &[
                    "staff",
                    "administrator",
                    "admin",
                    "aide",
                    "coordinator",
                    "case manager",
                    "proctor",
                    "counselor",
                    "counsellor",
                    "principal",
                    "district administrator",
                    "site administrator",
                    "system administrator",
                ],
            ),
            ("manager", &["manager", "supervisor"]),
        ],
    ),
    (
        "matches",
        "mode",
        &[
            (
                "one_to_one",
                &[
                    "one to one",
                    "1 1",
                    "1 to 1",
                    "one on one",
                    "individual",
                    "traditional",
                    "eins zu eins",
                    "uno a uno",
                    "individuel",
                ],
            ),
            ("group", &["group", "gruppe", "grupo", "groupe"]),
            ("team", &["team", "equipo", "equipe"]),
            ("peer", &["peer", "cross age", "pares", "pairs"]),
            ("virtual", &["virtual", "online", "e mentoring", "remote", "virtuel", "en linea"]),
        ],
    ),
    (
        "matches",
        "setting",
        &[
            ("school", &["school", "schule", "escuela", "ecole", "escola", "site based"]),
            ("community", &["community", "gemeinde", "comunidad", "communaute", "comunidade"]),
            ("work", &["work", "workplace", "arbeit", "trabajo", "travail", "trabalho"]),
            ("online", &["online", "virtual", "remote", "en linea", "en ligne"]),
            ("site", &["site", "center", "centre", "club"]),
        ],
    ),
    (
        "matches",
        "method",
        &[
            (
                "staff",
                &["staff", "coordinator", "case manager", "mitarbeiter", "personal", "equipe"],
            ),
            (
                "algorithm",
                &["algorithm", "tool", "software", "automatic", "computer", "matching tool"],
            ),
            ("self", &["self", "chose", "own choice", "choice", "selbst", "eligieron"]),
        ],
    ),
    (
        "matches",
        "closure_cause",
        &[
            (
                "completed",
                &[
                    "completed",
                    "completed as planned",
                    "complete",
                    "successful",
                    "graduated",
                    "graduation",
                    "planned",
                    "finished",
                    "abgeschlossen",
                    "completado",
                    "termine",
                    "concluido",
                ],
            ),
            ("safety", &["safety", "safeguarding", "abuse", "sicherheit", "seguridad", "securite"]),
            (
                "conflict",
                &[
                    "did not get along",
                    "conflict",
                    "incompatible",
                    "incompatibility",
                    "conflicto",
                    "konflikt",
                    "conflit",
                ],
            ),
            (
                "mentor_moved",
                &[
                    "umzug des mentors",
                    "umzug der mentorin",
                    "mentor moved",
                    "mentor moved away",
                    "volunteer moved",
                    "mentor relocated",
                ],
            ),
            (
                "mentee_moved",
                &[
                    "family moved",
                    "child family moved",
                    "umzug der familie",
                    "student moved",
                    "mentee moved",
                    "youth moved",
                    "child moved",
                    "changed school",
                    "changed schools",
                    "moved or changed school",
                ],
            ),
            (
                "mentor_time",
                &[
                    "mentor no time",
                    "mentor time",
                    "volunteer time",
                    "mentor busy",
                    "mentor schedule",
                    "mentor time constraint",
                    "mentor too busy",
                ],
            ),
            (
                "mentee_interest",
                &[
                    "lost interest",
                    "mentee interest",
                    "not interested",
                    "student lost interest",
                    "youth lost interest",
                ],
            ),
            (
                "parent",
                &[
                    "parent",
                    "parents",
                    "parents wish",
                    "guardian",
                    "family",
                    "eltern",
                    "padres",
                    "famille",
                ],
            ),
            (
                "stopped_meeting",
                &["stopped meeting", "lost contact", "no contact", "unable to contact", "stopped"],
            ),
            ("program", &["ended by staff", "program", "agency", "staff", "policy"]),
            (
                "unknown",
                &["not recorded", "unknown", "other", "unbekannt", "desconocido", "inconnu"],
            ),
        ],
    ),
    (
        "meetings",
        "channel",
        &[
            (
                "video",
                &[
                    "video",
                    "video call",
                    "zoom",
                    "teams",
                    "online",
                    "virtual",
                    "videollamada",
                    "videoanruf",
                    "videochat",
                    "videochamada",
                    "appel video",
                    "visio",
                ],
            ),
            (
                "phone",
                &[
                    "phone",
                    "phone call",
                    "call",
                    "telephone",
                    "telefon",
                    "telefono",
                    "llamada",
                    "telefone",
                ],
            ),
            (
                "message",
                &[
                    "message",
                    "text",
                    "text message",
                    "sms",
                    "e mail",
                    "email",
                    "chat",
                    "whatsapp",
                    "nachricht",
                    "mensaje",
                    "mensagem",
                ],
            ),
            (
                "in_person",
                &[
                    "in person",
                    "face to face",
                    "visit",
                    "outing",
                    "persoenlich",
                    "en persona",
                    "presencial",
                    "en personne",
                    "presentiel",
                ],
            ),
        ],
    ),
    (
        "meetings",
        "status",
        &[
            (
                "no_show",
                &[
                    "no show",
                    "noshow",
                    "absent",
                    "missed",
                    "did not show",
                    "nicht erschienen",
                    "no asistio",
                ],
            ),
            (
                "cancelled",
                &[
                    "cancelled",
                    "canceled",
                    "rescheduled",
                    "no",
                    "nein",
                    "non",
                    "nao",
                    "not met",
                    "did not meet",
                    "not held",
                    "declined",
                    "denied",
                    "abgesagt",
                    "cancelado",
                    "cancelada",
                    "annule",
                ],
            ),
            (
                "held",
                &[
                    "held",
                    "completed",
                    "attended",
                    "met",
                    "yes",
                    "done",
                    "present",
                    "confirmed",
                    "approved",
                    "ja",
                    "si",
                    "oui",
                    "sim",
                    "stattgefunden",
                    "realizado",
                    "realizada",
                    "asistio",
                    "tenu",
                ],
            ),
        ],
    ),
    (
        "contacts",
        "kind",
        &[
            ("phone", &["phone", "call", "telefon", "telefono", "llamada"]),
            ("email", &["e mail", "email", "mail", "correo"]),
            ("visit", &["visit", "in person", "home visit", "besuch", "visita", "visite"]),
            ("message", &["message", "text", "sms", "nachricht", "mensaje"]),
            ("meeting", &["meeting", "conference", "treffen", "reunion"]),
        ],
    ),
    (
        "goals",
        "status",
        &[
            (
                "achieved",
                &[
                    "achieved",
                    "reached",
                    "met",
                    "completed",
                    "done",
                    "erreicht",
                    "logrado",
                    "alcanzado",
                    "atteint",
                    "alcancado",
                ],
            ),
            (
                "abandoned",
                &[
                    "abandoned",
                    "given up",
                    "dropped",
                    "cancelled",
                    "aufgegeben",
                    "abandonado",
                    "abandonne",
                ],
            ),
            (
                "overdue",
                &[
                    "overdue",
                    "past due",
                    "late",
                    "ueberfaellig",
                    "vencido",
                    "atrasado",
                    "en retard",
                ],
            ),
            (
                "open",
                &[
                    "open",
                    "in progress",
                    "ongoing",
                    "active",
                    "started",
                    "offen",
                    "laufend",
                    "en curso",
                    "en cours",
                    "em andamento",
                ],
            ),
        ],
    ),
    (
        "credentials",
        "kind",
        &[
            (
                "participation",
                &["participation", "attendance", "teilnahme", "participacion", "participacao"],
            ),
            (
                "industry",
                &[
                    "industry",
                    "industry certificate",
                    "industry certification",
                    "license",
                    "licence",
                ],
            ),
            ("training", &["training", "course", "schulung", "capacitacion", "formation"]),
            ("service", &["service", "service award", "recognition", "ehrung"]),
            (
                "skills",
                &["skill", "skills", "skills badge", "badge", "micro credential", "kompetenz"],
            ),
        ],
    ),
];

/// Words of a category for the texts of a column, and the texts that no word is known for.
pub(super) struct Meant {
    pub(super) values: Vec<(String, &'static str)>,
    pub(super) unknown: Vec<String>,
}

/// True when a column of the contract is one of known words.
pub(super) fn is_category(table: &str, column: &str) -> bool {
    CATEGORIES.iter().any(|(of, name, _)| (*of, *name) == (table, column))
}

/// Words of the contract that a column can hold.
pub(super) fn words(table: &str, column: &str) -> Vec<&'static str> {
    let own = CATEGORIES.iter().find(|(of, name, _)| (*of, *name) == (table, column));
    own.map_or_else(Vec::new, |(_, _, words)| words.iter().map(|(word, _)| *word).collect())
}

/// What the texts of a column mean.
pub(super) fn meant<'a>(
    table: &str,
    column: &str,
    texts: impl IntoIterator<Item = &'a str>,
) -> Meant {
    let words = CATEGORIES.iter().find(|(of, name, _)| (*of, *name) == (table, column));
    let words = words.map_or(&[][..], |(_, _, words)| words);
    let mut found = Meant { values: Vec::new(), unknown: Vec::new() };
    let texts: BTreeSet<&str> = texts.into_iter().collect();
    for text in texts {
        let own = plain(text);
        let exact = words.iter().find(|(_, known)| known.contains(&own.as_str()));
        let within = || words.iter().find(|(_, known)| known.iter().any(|word| holds(&own, word)));
        match exact.or_else(within) {
            Some((word, _)) => found.values.push((text.to_owned(), word)),
            None if words.iter().any(|(word, _)| *word == text.to_lowercase()) => {}
            None => found.unknown.push(text.to_owned()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn words_of_exports_become_words_of_the_contract() {
        let found =
            meant("meetings", "channel", ["In person", "Video call", "Text message", "Pigeon"]);
        let values: Vec<(&str, &str)> =
            found.values.iter().map(|(text, word)| (text.as_str(), *word)).collect();
        assert_eq!(
            values,
            [("In person", "in_person"), ("Text message", "message"), ("Video call", "video")]
        );
        assert_eq!(found.unknown, ["Pigeon"]);
        let found = meant(
            "matches",
            "closure_cause",
            ["Mentor moved away", "Student moved or changed school"],
        );
        let words: Vec<&str> = found.values.iter().map(|(_, word)| *word).collect();
        assert_eq!(words, ["mentor_moved", "mentee_moved"]);
    }
}

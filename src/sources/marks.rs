//! Marks of an attendance sheet: what a letter in a day's column means.

/// What a mark says about somebody on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Came, on time as far as the sheet says.
    Present,
    /// Came late.
    Late,
    /// Stayed away.
    Absent,
    /// Stayed away with a reason that was accepted.
    Excused,
    /// There was nothing to come to: a holiday, a day before enrolment.
    NoDay,
}

const MARKS: &[(Mark, &[&str])] = &[
    (
        Mark::Present,
        &[
            "p",
            "pr",
            "present",
            "here",
            "yes",
            "y",
            "1",
            "✓",
            "✔",
            "attended",
            "on time",
            "anwesend",
            "presente",
            "présent",
            "présente",
            "asistió",
            "presença",
            "asistencia",
            "in attendance",
            "remote",
            "early departure",
        ],
    ),
    (
        Mark::Late,
        &[
            "t",
            "l",
            "td",
            "te",
            "tu",
            "tardy",
            "late",
            "verspätet",
            "retard",
            "en retard",
            "tarde",
            "retardo",
            "retraso",
            "atrasado",
            "atraso",
            "tardanza",
            "tdy",
            "tar",
            "lt",
            "ut",
            "et",
            "excused tardy",
            "unexcused tardy",
            "retard justifié",
        ],
    ),
    (
        Mark::Absent,
        &[
            "a",
            "ab",
            "abs",
            "u",
            "ua",
            "au",
            "absent",
            "unexcused",
            "absent unexcused",
            "no",
            "n",
            "0",
            "abwesend",
            "fehlt",
            "unentschuldigt",
            "ausente",
            "absente",
            "faltó",
            "falta",
            "no show",
            "unx",
            "unexc",
            "unexcused absence",
            "truant",
            "fehlend",
            "inasistencia",
            "falta injustificada",
            "injustificada",
            "absent non justifié",
            "absence injustifiée",
            "falta não justificada",
        ],
    ),
    (
        Mark::Excused,
        &[
            "e",
            "ex",
            "ea",
            "ae",
            "excused",
            "absent excused",
            "entschuldigt",
            "justificada",
            "justificado",
            "excusé",
            "excusée",
            "justifié",
            "justifiée",
            "exc",
            "j",
            "excused absence",
            "beurlaubt",
            "falta justificada",
            "licencia",
            "absent justifié",
            "absence justifiée",
        ],
    ),
    (
        Mark::NoDay,
        &[
            "h",
            "hol",
            "holiday",
            "-",
            "–",
            "—",
            "n/a",
            "na",
            "ns",
            "no school",
            "closed",
            "no class",
            "no session",
            "ferien",
            "feiertag",
            "feriado",
            "vacances",
        ],
    ),
];

/// How a sheet writes its marks, seen from its first rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Legend {
    /// In Spanish `A` may be who came (`asistió`), and `F` who did not (`falta`).
    a_came: bool,
    /// In Portuguese and Spanish `F` beside `P` is who did not (`falta`).
    f_away: bool,
}

impl Legend {
    /// The legend of these marks, when most of them are known and some say that somebody came: where all that stands in a
    /// sheet is `X`, or `A` beside empty cells, nobody can tell what the others did.
    pub(super) fn of<'t>(marks: impl Iterator<Item = &'t str> + Clone) -> Option<Self> {
        let has = |wanted: &str| marks.clone().any(|mark| mark.eq_ignore_ascii_case(wanted));
        let a_came = has("a") && has("f") && !has("p");
        let legend = Self { a_came, f_away: a_came || has("f") && has("p") };
        let (mut all, mut known, mut came, mut away) = (0_usize, 0, false, false);
        for mark in marks {
            all += 1;
            let meant = legend.mark(mark);
            known += usize::from(meant.is_some());
            came |= matches!(meant, Some(Mark::Present));
            away |= matches!(meant, Some(Mark::Absent | Mark::Excused | Mark::Late));
        }
        (came && away && known * 5 >= all * 4).then_some(legend)
    }

    /// What a mark means here.
    pub(super) fn mark(self, text: &str) -> Option<Mark> {
        match text.trim().to_lowercase().as_str() {
            "a" if self.a_came => Some(Mark::Present),
            "f" if self.f_away => Some(Mark::Absent),
            "r" if self.a_came => Some(Mark::Late),
            _ => mark(text),
        }
    }
}

/// What a mark means in most sheets.
pub fn mark(text: &str) -> Option<Mark> {
    let text = text.trim().to_lowercase();
    MARKS.iter().find(|(_, own)| own.contains(&text.as_str())).map(|(mark, _)| *mark)
}

#[cfg(test)]
mod tests {
    use super::{Legend, Mark};

    #[test]
    fn a_legend_needs_somebody_who_came_and_somebody_who_did_not() {
        let of = |marks: &[&str]| Legend::of(marks.iter().copied());
        let english = of(&["P", "P", "A", "T", "E"]).unwrap();
        assert_eq!(english.mark("a"), Some(Mark::Absent));
        let spanish = of(&["A", "A", "F", "J"]).unwrap();
        assert_eq!(spanish.mark("A"), Some(Mark::Present));
        assert_eq!(spanish.mark("F"), Some(Mark::Absent));
        let portuguese = of(&["P", "P", "F"]).unwrap();
        assert_eq!(portuguese.mark("F"), Some(Mark::Absent));
        for marks in [&["X", "X"][..], &["A", "A"], &["1", "1"], &["P", "A", "Q", "Z", "Z"], &[]] {
            assert_eq!(of(marks), None, "{marks:?}");
        }
    }
}

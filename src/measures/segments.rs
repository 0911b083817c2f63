//! The plan's segments as SQL: which person and which match belongs to which level.

use crate::plan::{Plan, Segment};

/// Tables that levels of segments come from.
pub(super) const TABLES_OF_SEGMENTS: &[&str] = &["people", "attributes", "matches"];

/// `unit` (`person` or `match`), `unit_id`, `dimension`, `origin` (the table it comes from), `level`; one row per unit and
/// dimension.
///
/// A match has the levels of its mentee; a mentee or mentor has those of the first of their matches.
pub(super) fn sql(plan: &Plan) -> String {
    let mut parts: Vec<String> =
        plan.segments.iter().flat_map(|segment| [person(segment), by_match(segment)]).collect();
    // Typed and empty, so that a plan without segments has the view too.
    parts.push("select 'person' as unit, person_id as unit_id, '' as dimension, '' as origin, '' as level from people where false".to_owned());
    parts.join("\nunion all\n")
}

fn person(segment: &Segment) -> String {
    let (dimension, origin) = (quoted(&segment.id), origin(segment));
    let select = format!(
        "select 'person' as unit, person_id as unit_id, {dimension} as dimension, {origin} as origin"
    );
    match segment.from.split_once('.') {
        Some(("matches", column)) => {
            let column = identifier(column);
            // Of two matches made on one day the level decides, never an id: ids depend on the key.
            format!(
                "{select}, level from (
                    select person_id, level, row_number() over (partition by person_id order by matched_day nulls last, level) as nth
                    from (
                        select mentee_id as person_id, matched_day, cast({column} as varchar) as level from matches
                        union all
                        select mentor_id as person_id, matched_day, cast({column} as varchar) as level from matches where mentor_id is not null
                    ) as of_person where level is not null
                ) as ranked where nth = 1"
            )
        }
        Some(("attributes", name)) => {
            format!(
                "{select}, value as level from attributes where attribute = {} and value is not null",
                quoted(name)
            )
        }
        _ => format!("{select}, level from ({}) as of_person", of_people(segment)),
    }
}

fn by_match(segment: &Segment) -> String {
    let (dimension, origin) = (quoted(&segment.id), origin(segment));
    let select = format!(
        "select 'match' as unit, matches.match_id as unit_id, {dimension} as dimension, {origin} as origin"
    );
    match segment.from.split_once('.') {
        Some(("matches", column)) => {
            let column = identifier(column);
            format!(
                "{select}, cast(matches.{column} as varchar) as level from matches where matches.{column} is not null"
            )
        }
        Some(("attributes", name)) => format!(
            "{select}, attributes.value as level from matches
             join attributes on attributes.person_id = matches.mentee_id
             where attributes.attribute = {} and attributes.value is not null",
            quoted(name)
        ),
        _ => format!(
            "{select}, of_person.level from matches join ({}) as of_person on of_person.person_id = matches.mentee_id",
            of_people(segment)
        ),
    }
}

/// Where the level comes from, so that a measure about people who may have no match can leave out what only matches have.
fn origin(segment: &Segment) -> String {
    quoted(segment.from.split('.').next().unwrap_or_default())
}

/// One level per person: somebody who is mentee and mentor counts as the mentee.
fn of_people(segment: &Segment) -> String {
    let column = identifier(segment.from.trim_start_matches("people."));
    format!(
        "select person_id, level from (
            select person_id, cast({column} as varchar) as level,
                row_number() over (partition by person_id order by case when role = 'mentee' then 0 else 1 end, role) as nth
            from people where {column} is not null
        ) as ranked where nth = 1"
    )
}

pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

pub(super) fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

//! What the engine says about a query, in the words of its author.

use datafusion::common::{Column, SchemaError};
use datafusion::error::DataFusionError;

use super::fault::{Fault, line_of};

impl Fault {
    /// What the engine says about a query, as its author needs it.
    pub(super) fn of_engine(sql: &str, error: &DataFusionError, tables: &[String]) -> Self {
        let span = error.diagnostic().and_then(|diagnostic| diagnostic.span);
        let line = span.and_then(|span| usize::try_from(span.start.line).ok());
        match error.find_root() {
            DataFusionError::SchemaError(problem, _) => of_schema(sql, line, problem),
            DataFusionError::SQL(problem, _) => of_parser(&problem.to_string()),
            other => of_text(sql, line, &other.strip_backtrace(), tables),
        }
    }
}

fn of_schema(sql: &str, line: Option<usize>, problem: &SchemaError) -> Fault {
    match problem {
        SchemaError::FieldNotFound { field, valid_fields } => {
            let name = field.flat_name();
            let line = line.or_else(|| line_of(sql, &name)).or_else(|| line_of(sql, &field.name));
            let fault = Fault::at(line, format!("there is no column `{name}`"));
            // Of the same table, where one was named.
            let own =
                |valid: &&Column| field.relation.is_none() || valid.relation == field.relation;
            let mut names: Vec<&str> =
                valid_fields.iter().filter(own).map(|valid| valid.name.as_str()).collect();
            if names.is_empty() {
                names = valid_fields.iter().map(|valid| valid.name.as_str()).collect();
            }
            fault.or_rather(&field.name, names.into_iter())
        }
        SchemaError::AmbiguousReference { field } => Fault {
            line: line.or_else(|| line_of(sql, &field.name)),
            message: format!("`{}` is a column of more than one table here", field.name),
            hint: Some(format!("write the table before it, such as `people.{}`", field.name)),
        },
        other => Fault::at(line, other.to_string()),
    }
}

/// `ParserError("Expected: …, found: … at Line: 3, Column: 9")`
fn of_parser(text: &str) -> Fault {
    let inside = text.split_once('"').map_or(text, |(_, rest)| rest.trim_end_matches(['"', ')']));
    let inside = inside.trim_start_matches("sql parser error: ");
    let (what, place) = inside.split_once(" at Line: ").unwrap_or((inside, ""));
    let line = place.split(',').next().and_then(|line| line.trim().parse().ok());
    let what = what.replace("Expected: ", "expected ").replace("found: ", "found ");
    Fault::at(line, format!("this is not SQL: {what}"))
}

/// Errors that the engine gives as a sentence only.
fn of_text(sql: &str, line: Option<usize>, text: &str, tables: &[String]) -> Fault {
    if let Some(name) = between(text, "table '", "' not found") {
        let name = name.rsplit('.').next().unwrap_or(name);
        let line = line.or_else(|| line_of(sql, name));
        let fault = Fault::at(line, format!("there is no table `{name}`"));
        return fault.or_rather(name, tables.iter().map(String::as_str));
    }
    if let Some(name) = between(text, "Invalid function '", "'") {
        let fault = Fault::at(
            line.or_else(|| line_of(sql, name)),
            format!("there is no function `{name}`"),
        );
        let near = between(text, "Did you mean '", "'");
        return Fault { hint: near.map(|near| format!("did you mean `{near}`?")), ..fault };
    }
    if let Some(name) = between(text, "Function '", "' failed to match") {
        let received =
            text.split("received ").nth(1).and_then(|rest| rest.split([' ', '.']).next());
        let kind = match received {
            _ if text.contains("received String") => "text",
            Some("Boolean") => "yes or no",
            _ => "a value of this type",
        };
        let line = line.or_else(|| line_of(sql, name));
        let fault = Fault::at(line, format!("the function `{name}` does not take {kind}"));
        let hint = Some("give it a column of another type, or `cast` it".to_owned());
        return Fault { hint, ..fault };
    }
    if let Some(name) = between(text, "column \"", "\" must appear in the GROUP BY") {
        let plain = name.rsplit('.').next().unwrap_or(name);
        let line = line.or_else(|| line_of(sql, name)).or_else(|| line_of(sql, plain));
        return Fault {
            line,
            message: format!("`{name}` is not one value for each group"),
            hint: Some("add it to `group by`, or take its sum, mean, or largest".to_owned()),
        };
    }
    if let Some(types) = between(text, "Cannot coerce arithmetic expression ", " to valid types") {
        return Fault::at(line, format!("text and numbers do not add up: {types}"));
    }
    if text.contains("Cannot cast string") {
        let value = between(text, "Cannot cast string '", "'").unwrap_or_default();
        let line = line.or_else(|| line_of(sql, value));
        return Fault::at(
            line,
            format!("the text '{value}' stands where a number or a date is needed"),
        );
    }
    let first = text.lines().next().unwrap_or_default();
    Fault::at(line, first.trim_start_matches("Error during planning: ").to_owned())
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parser_says_keeps_its_line() {
        let fault =
            of_parser("ParserError(\"Expected: an expression, found: , at Line: 3, Column: 9\")");
        assert_eq!(fault, Fault::at(Some(3), "this is not SQL: expected an expression, found ,"));
    }
}

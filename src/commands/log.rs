//! A message as it is printed: for people, or for a machine that collects logs.

use crate::cli::LogForm;
use crate::warehouse;

/// A message in a form.
pub fn logged(message: &str, form: LogForm) -> String {
    match form {
        LogForm::Text => message.to_owned(),
        LogForm::Json => {
            let time = warehouse::now();
            serde_json::json!({ "time": time, "level": level(message), "message": message })
                .to_string()
        }
    }
}

/// What a message begins with says how much it matters.
fn level(message: &str) -> &'static str {
    match message.split_once(':').map(|(word, _)| word) {
        Some("error" | "refused" | "damaged") => "error",
        Some("warning" | "alarm") => "warning",
        _ => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::level;

    #[test]
    fn a_message_has_the_level_that_it_begins_with() {
        assert_eq!(level("error: inbox/people.csv:2: `role` is empty"), "error");
        assert_eq!(level("alarm: quarantine: 3 rows were set aside"), "warning");
        assert_eq!(level("people: 60 rows read, 60 kept"), "info");
    }
}

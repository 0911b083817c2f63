//! `report --email`: one small message, the same words as text and as HTML, nothing to be fetched.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::program::Program;

/// The two bodies of a message.
pub(crate) struct Alternatives {
    pub(crate) plain: String,
    pub(crate) html: String,
}

/// Reads a message as a mail program does: headers, boundary, parts.
pub(crate) fn alternatives(message: &str) -> Alternatives {
    let boundary = message.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next());
    let delimiter = format!("--{}\r\n", boundary.unwrap());
    let parts: Vec<&str> = message.split(delimiter.as_str()).skip(1).collect();
    assert_eq!(parts.len(), 2, "{message:.500}");
    let body = |part: &str| {
        let (_, body) = part.split_once("\r\n\r\n").unwrap();
        let body: String = body.lines().take_while(|line| !line.starts_with("--")).collect();
        String::from_utf8(STANDARD.decode(body).unwrap()).unwrap()
    };
    assert!(parts[0].starts_with("Content-Type: text/plain; charset=utf-8\r\n"));
    assert!(parts[1].starts_with("Content-Type: text/html; charset=utf-8\r\n"));
    Alternatives { plain: body(parts[0]), html: body(parts[1]) }
}

#[test]
fn the_email_is_small_whole_and_fetches_nothing() {
    for name in ["riverbend", "dandora", "presets/school"] {
        let program = Program::sample(name);
        program.run("run", &[]).ended_with(0);
        assert!(!program.path("reports/summary.eml").exists(), "nobody asked for it");
        program.run("report", &["--email"]).ended_with(0);
        let message = program.text("reports/summary.eml");
        assert!(message.len() < 100_000, "{name}: {} bytes", message.len());
        let Alternatives { plain, html } = alternatives(&message);
        for wanted in ["http", "<script", "<link", "<img", "<style", "url(", "class="] {
            assert!(!html.contains(wanted), "{name}: {wanted}");
        }
        for text in [&plain, &html] {
            assert!(text.contains("index.html"), "{name}: where the report is");
            assert!(!text.contains("{{") && !text.contains("{%"), "{name}: {text:.300}");
        }
        assert!(html.matches("<h2").count() >= 1 && html.contains("What this cannot show"));
        assert!(plain.contains("WHAT WE FOUND") && plain.lines().all(|line| line.len() < 998));
        program.run("report", &["--email"]).ended_with(0);
        assert!(message == program.text("reports/summary.eml"), "{name}: another message");
        program.run("run", &[]).ended_with(0);
        assert!(!program.path("reports/summary.eml").exists(), "an old one was left");
    }
}

//! `report --pdf`: a page as PDF, printed by an installed Chromium.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

/// Browsers that print a page by themselves, where systems have them.
const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];
/// Nothing of a page's is fetched, and nothing of the browser's either.
const OPTIONS: &[&str] = &[
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    // The page numbers its own sheets.
    "--no-pdf-header-footer",
];
/// A page of two megabytes takes some seconds; a browser that hangs shall not hold up a night's job.
const LONGEST: Duration = Duration::from_mins(3);
const PAUSE: Duration = Duration::from_millis(20);
/// Digits of a date and time in a PDF: year to second.
const DIGITS: usize = 14;
/// What a cell of a table is called by other cells: a number of its own in the browser's memory.
const CELL: &[u8] = b"(node";
/// Digits of that number.
const CELL_DIGITS: usize = 8;

/// Prints a page as PDF; the day of the data stands for the clock, and cells of
/// tables are counted from one, so the same browser gives the same bytes.
///
/// # Errors
///
/// Without a browser, a sentence that says how to get a PDF; else what the browser said.
pub(super) fn print(html: &[u8], as_of: &str, browser: Option<&Path>) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let page = folder.path().join("page.html");
    std::fs::write(&page, html).with_context(|| format!("{}: cannot write", page.display()))?;
    let asked = browser.map(Path::as_os_str);
    let names: Vec<&OsStr> = match asked {
        Some(asked) => vec![asked],
        None => BROWSERS.iter().map(OsStr::new).collect(),
    };
    for name in names {
        match try_print(name, folder.path()) {
            Err(error) if is_absent(&error) => {}
            printed => {
                return printed
                    .map(|pdf| numbered(dated(pdf, as_of)))
                    .with_context(|| format!("{}: cannot print", Path::new(name).display()));
            }
        }
    }
    match browser {
        Some(path) => bail!("{}: there is no such program", path.display()),
        None => bail!(
            "no Chromium is installed that could print the PDF; install Chromium, Chrome or Edge, name one with \
             `--chromium PATH`, or open the page in any browser and print it into a file"
        ),
    }
}

fn is_absent(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::NotFound)
}

/// Where the system gives a browser no sandbox, as in most containers, it prints without: the page is our own and asks nothing
/// of anybody.
fn try_print(browser: &OsStr, folder: &Path) -> anyhow::Result<Vec<u8>> {
    let (pdf, said) = (folder.join("page.pdf"), folder.join("said.txt"));
    for sandbox in [&[][..], &["--no-sandbox"]] {
        let Some(status) = call(browser, sandbox, folder, &said)? else {
            bail!("no answer within {} seconds", LONGEST.as_secs());
        };
        // Only a browser that ended well has written all of it.
        if status.success() && pdf.is_file() {
            return Ok(std::fs::read(pdf)?);
        }
    }
    let said = std::fs::read_to_string(said).unwrap_or_default();
    bail!("{}", said.lines().last().unwrap_or("it wrote no PDF and said nothing"))
}

/// Calls the browser; no status when it took too long.
fn call(
    browser: &OsStr,
    sandbox: &[&str],
    folder: &Path,
    said: &Path,
) -> std::io::Result<Option<ExitStatus>> {
    let mut child = Command::new(browser)
        .args(OPTIONS)
        .args(sandbox)
        .arg(option("--user-data-dir=", &folder.join("profile")))
        .arg(option("--print-to-pdf=", &folder.join("page.pdf")))
        .arg(folder.join("page.html"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(said)?)
        .spawn()?;
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(PAUSE);
    }
}

fn option(name: &str, path: &Path) -> std::ffi::OsString {
    let mut option = std::ffi::OsString::from(name);
    option.push(path);
    option
}

/// Puts the day of the data in place of the moment of printing; no byte moves.
fn dated(mut pdf: Vec<u8>, as_of: &str) -> Vec<u8> {
    let day: String = as_of.chars().filter(char::is_ascii_digit).collect();
    let day = if day.len() == 8 { day } else { "20000101".to_owned() };
    for key in ["/CreationDate (D:", "/ModDate (D:"] {
        let found = pdf.windows(key.len()).position(|part| part == key.as_bytes());
        let Some(start) = found.map(|place| place + key.len()) else { continue };
        if let Some(digits) = pdf.get_mut(start..start + DIGITS) {
            digits.copy_from_slice(format!("{day}000000").as_bytes());
        }
    }
    pdf
}

/// Numbers the cells of tables from one on, in the order of the browser's numbers, by which the PDF finds them: where those start
/// differs from run to run. No byte moves.
fn numbered(mut pdf: Vec<u8>) -> Vec<u8> {
    let starts = pdf.windows(CELL.len()).enumerate();
    let places: Vec<Range<usize>> = starts
        .filter(|(_, part)| *part == CELL)
        .map(|(start, _)| start + CELL.len()..start + CELL.len() + CELL_DIGITS)
        .filter(|place| {
            let digits = pdf.get(place.clone());
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
                && pdf.get(place.end) == Some(&b')')
        })
        .collect();
    let known: BTreeSet<Vec<u8>> = places.iter().map(|place| pdf[place.clone()].to_vec()).collect();
    let ranks: BTreeMap<Vec<u8>, usize> = known.into_iter().zip(1..).collect();
    for place in places {
        let rank = ranks[&pdf[place.clone()]];
        pdf[place].copy_from_slice(format!("{rank:0CELL_DIGITS$}").as_bytes());
    }
    pdf
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_the_data_stands_for_the_clock_and_no_byte_moves() {
        let pdf =
            b"%PDF /CreationDate (D:20261126162118+00'00')\n/ModDate (D:20261126162118+00'00')";
        let dated = dated(pdf.to_vec(), "2025-06-30");
        let wanted =
            b"%PDF /CreationDate (D:20250630000000+00'00')\n/ModDate (D:20250630000000+00'00')";
        assert_eq!(dated, wanted);
        assert_eq!(super::dated(b"%PDF".to_vec(), "no date"), b"%PDF");
    }

    #[test]
    fn cells_are_numbered_alike_wherever_the_browser_began_to_count() {
        let one = b"/ID (node00001123)>> /Headers [(node00001131) (node00001123)] (node) (node123)";
        let other =
            b"/ID (node00001122)>> /Headers [(node00001130) (node00001122)] (node) (node123)";
        let wanted =
            b"/ID (node00000001)>> /Headers [(node00000002) (node00000001)] (node) (node123)";
        for printed in [&one[..], &other[..]] {
            assert_eq!(numbered(printed.to_vec()), wanted);
        }
    }

    #[test]
    fn a_browser_that_is_not_there_is_named() {
        let absent = Path::new("/nowhere/chromium");
        let error = print(b"<!doctype html>", "2025-06-30", Some(absent)).unwrap_err();
        assert_eq!(error.to_string(), "/nowhere/chromium: there is no such program");
    }

    #[test]
    fn a_browser_that_fails_is_quoted() {
        let error = print(b"<!doctype html>", "", Some(Path::new("/bin/false"))).unwrap_err();
        assert!(format!("{error:#}").starts_with("/bin/false: cannot print: "), "{error:#}");
    }
}

//! How large the tables of a workbook are that is held in memory, seen before its library makes room for them.

/// Most cells of all sheets together, empty ones between them included: some 700 megabytes.
pub(super) const MOST_CELLS: u64 = 20_000_000;

/// Cells that a library makes room for when it reads the content of an OpenDocument workbook: of each table all up to its
/// last row and column that hold something, however often a row or cell says to be repeated.
pub(super) fn cells_of_content(content: &[u8]) -> u64 {
    let mut all = 0_u64;
    let mut table = Extent::default();
    for tag in tags(content) {
        let name = name_of(tag);
        // Whatever the prefix of the name is.
        let own = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        match own {
            b"table" if !name.starts_with(b"/") => {
                all = all.saturating_add(std::mem::take(&mut table).cells());
            }
            b"table-row" if !name.starts_with(b"/") => {
                table.row(repeated(tag, b"number-rows-repeated"));
            }
            b"table-cell" | b"covered-table-cell" if !name.starts_with(b"/") => {
                let is_empty = tag.ends_with(b"/") && !holds(tag, b"value");
                table.cell(repeated(tag, b"number-columns-repeated"), is_empty);
            }
            _ => {}
        }
    }
    all.saturating_add(table.cells())
}

/// True when a table is never closed, or something stands before the tables that might hide it: the library would look for its
/// end for ever.
pub(super) fn is_left_open(content: &[u8]) -> bool {
    let mut is_open = false;
    for tag in tags(content) {
        match name_of(tag) {
            b"/table:table" => is_open = false,
            b"table:table" => is_open = !tag.ends_with(b"/"),
            name if name.starts_with(b"!") => return true,
            _ => {}
        }
    }
    is_open
}

/// The tags of a document without their brackets: nothing of what stands in comments, instructions and raw text.
fn tags(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    const OTHERS: [(&[u8], &[u8]); 3] = [(b"!--", b"-->"), (b"![CDATA[", b"]]>"), (b"?", b"?>")];
    let mut rest = content;
    std::iter::from_fn(move || {
        loop {
            let at = rest.iter().position(|byte| *byte == b'<')?;
            rest = &rest[at + 1..];
            let Some((_, end)) = OTHERS.iter().find(|(begin, _)| rest.starts_with(begin)) else {
                let (tag, after) = rest.split_at(end_of_tag(rest).unwrap_or(rest.len()));
                rest = after;
                return Some(tag);
            };
            let at = rest.windows(end.len()).position(|part| part == *end)?;
            rest = &rest[at + end.len()..];
        }
    })
}

/// Where a tag ends: at the first bracket that is not in a value.
fn end_of_tag(rest: &[u8]) -> Option<usize> {
    let mut value = None;
    rest.iter().position(|&byte| {
        match value {
            Some(mark) if mark == byte => value = None,
            None if matches!(byte, b'"' | b'\'') => value = Some(byte),
            _ => {}
        }
        value.is_none() && byte == b'>'
    })
}

/// The name in a tag, with the `/` before that of an end.
fn name_of(tag: &[u8]) -> &[u8] {
    let length = tag.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
    let length = match length {
        Some(0) => tag[1..].iter().position(u8::is_ascii_whitespace).map(|length| length + 1),
        other => other,
    };
    &tag[..length.unwrap_or(tag.len())]
}

/// How far a table reaches.
#[derive(Default)]
struct Extent {
    /// Rows before the one that is being read, and how often that one is repeated.
    before: u64,
    times: u64,
    column: u64,
    height: u64,
    width: u64,
}

impl Extent {
    fn row(&mut self, times: u64) {
        self.before = self.before.saturating_add(self.times);
        self.times = times;
        self.column = 0;
    }

    fn cell(&mut self, times: u64, is_empty: bool) {
        self.column = self.column.saturating_add(times);
        if !is_empty {
            self.width = self.width.max(self.column);
            self.height = self.before.saturating_add(self.times);
        }
    }

    fn cells(&self) -> u64 {
        self.width.saturating_mul(self.height)
    }
}

fn holds(tag: &[u8], words: &[u8]) -> bool {
    tag.windows(words.len()).any(|part| part == words)
}

/// The number of an attribute, 1 where there is none; one with too many digits is the largest there is.
fn repeated(tag: &[u8], name: &[u8]) -> u64 {
    let Some(at) = tag.windows(name.len()).position(|part| part == name) else { return 1 };
    let is_mark = |byte: &u8| matches!(byte, b'=' | b'"' | b'\'') || byte.is_ascii_whitespace();
    let after = tag[at + name.len()..].iter().copied().skip_while(|byte| is_mark(byte));
    let digits: String = after.take_while(u8::is_ascii_digit).map(char::from).collect();
    if digits.is_empty() { 1 } else { digits.parse().unwrap_or(u64::MAX) }
}

#[cfg(test)]
mod tests {
    use super::{cells_of_content, is_left_open};

    #[test]
    fn cells_are_counted_up_to_the_last_one_that_holds_something() {
        for (rows, cells) in [
            (
                "<table:table-row><table:table-cell office:value-type=\"float\"><text:p>1</text:p></table:table-cell></table:table-row>",
                1,
            ),
            (
                "<table:table-row><table:table-cell office:value=\"1\"/><table:table-cell table:number-columns-repeated=\"16383\"/></table:table-row>\
                 <table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
                1,
            ),
            (
                "<table:table-row table:number-rows-repeated='1000'><table:table-cell table:number-columns-repeated='50' office:value='1'/></table:table-row>",
                50_000,
            ),
            (
                "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell/></table:table-row>\
                 <table:table-row><table:table-cell table:number-columns-repeated=\"99999999999999999999999\"><text:p>x</text:p></table:table-cell></table:table-row>",
                u64::MAX,
            ),
            ("", 0),
        ] {
            let content = format!(
                "<?xml version=\"1.0\"?><table:table>{rows}</table:table><table:table></table:table>"
            );
            assert_eq!(cells_of_content(content.as_bytes()), cells, "{rows}");
        }
    }

    #[test]
    fn a_table_without_an_end_is_seen_wherever_something_like_an_end_stands() {
        for (content, is_open) in [
            ("<table:table a=\"1\"><table:table-row/></table:table>", false),
            ("<table:table/>", false),
            ("<table:table></table:table ><table:table>", true),
            ("<table:table><!-- </table:table> -->", true),
            ("<table:table><![CDATA[</table:table>]]>", true),
            ("<table:table><?x </table:table> ?>", true),
            ("<table:table><x a='> </table:table>'/>", true),
            ("<table:table><x a=\"'\"/></table:table>", false),
            ("<!DOCTYPE x [ <!-- > --> ]><table:table></table:table>", true),
            ("<table:table></table:tablets>", true),
        ] {
            assert_eq!(is_left_open(content.as_bytes()), is_open, "{content}");
        }
    }
}

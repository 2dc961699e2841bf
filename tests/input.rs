//! The reading of posts that the examples share, and the page they write to.

#[path = "../examples/common/mod.rs"]
mod common;

use common::input::{Format, Posts};
use common::options;
use common::page::{Colour, Page};
use common::text;
use console::{Style, measure_text_width};
use hearken::{Brand, Post, Role};
use std::ffi::OsStr;
use std::io::{self, Cursor, Read};

/// The rows of some bytes: the number of each line, with the post or the error.
fn rows(bytes: impl Into<Vec<u8>>, extension: Option<&str>, format: Option<Format>) -> Vec<(u64, Result<Post, String>)> {
    let posts = Posts::read(Box::new(Cursor::new(bytes.into())), extension, format).expect("the input is read");
    posts.map(|row| (row.line, row.post)).collect()
}

fn refused(bytes: &[u8], extension: Option<&str>) -> String {
    Posts::read(Box::new(Cursor::new(bytes.to_vec())), extension, None).err().expect("the input is refused")
}

fn texts(rows: &[(u64, Result<Post, String>)]) -> Vec<&str> {
    rows.iter().map(|(_, post)| post.as_ref().map_or("!", |post| post.text.as_str())).collect()
}

fn error(row: &(u64, Result<Post, String>)) -> &str {
    row.1.as_ref().expect_err("the row is bad")
}

#[test]
fn the_first_line_tells_the_format() {
    assert_eq!(texts(&rows("{\"text\": \"a\"}\n", None, None)), ["a"]);
    assert_eq!(texts(&rows("id\ttext\n1\ta\n", None, None)), ["a"]);
    assert_eq!(texts(&rows("id,text\n1,a\n", None, None)), ["a"]);
    assert_eq!(texts(&rows("\"id\";\"Text\"\n1;\"a, b\"\n", None, None)), ["a, b"]);
    assert_eq!(texts(&rows("a, b\nid\ttext\n", None, None)), ["a, b", "id\ttext"]);
}

#[test]
fn the_extension_comes_before_the_first_line_and_the_option_before_both() {
    let bytes = "{\"text\": \"a\"}\n";
    assert_eq!(texts(&rows(bytes, Some("txt"), None)), ["{\"text\": \"a\"}"]);
    assert_eq!(texts(&rows(bytes, Some("txt"), Some(Format::Jsonl))), ["a"]);
    assert_eq!(texts(&rows("text\na,b\n", Some("TSV"), None)), ["a,b"]);
}

#[test]
fn nothing_is_no_posts() {
    for extension in [None, Some("csv"), Some("tsv"), Some("jsonl"), Some("txt")] {
        assert!(rows("", extension, None).is_empty(), "{extension:?}");
    }
    assert!(rows("id\ttext\n", None, None).is_empty());
    assert!(rows("id,text", None, None).is_empty());
}

#[test]
fn every_line_of_text_is_a_post_even_an_empty_one() {
    let rows = rows("\u{feff}one\r\n\n\0 three\nfour", Some("txt"), None);
    assert_eq!(texts(&rows), ["one", "", "\0 three", "four"]);
    assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[test]
fn invalid_utf8_is_named_with_its_line_and_the_run_goes_on() {
    let text = rows(b"one\nt\xffwo\nthree\n".to_vec(), None, None);
    assert_eq!(texts(&text), ["one", "!", "three"]);
    assert_eq!((text[1].0, error(&text[1])), (2, "invalid UTF-8 at byte 2 of the line"));
    let table = rows(b"id\ttext\n1\ta\n2\t\xc3\n3\tc\n".to_vec(), None, None);
    assert_eq!((texts(&table), table[1].0), (vec!["a", "!", "c"], 3));
    let csv = rows(b"id,text\n1,\"a\nb\"\n2,\xc3\n3,c\n".to_vec(), None, None);
    assert_eq!((texts(&csv), csv[1].0), (vec!["a\nb", "!", "c"], 4));
}

#[test]
fn utf16_is_refused_in_words() {
    assert_eq!(refused(b"\xff\xfea\0", None), "expected UTF-8, found UTF-16");
}

#[test]
fn a_line_without_end_is_refused_and_passed_over() {
    let source = Cursor::new("first\n").chain(io::repeat(b'x').take(40 << 20)).chain(Cursor::new("\nlast\n"));
    let rows: Vec<_> = Posts::read(Box::new(source), None, None).expect("read").map(|row| (row.line, row.post)).collect();
    assert_eq!(texts(&rows), ["first", "!", "last"]);
    assert_eq!((rows[1].0, error(&rows[1])), (2, "the line is longer than 16 MiB"));
}

#[test]
fn fields_of_tsv_are_taken_as_they_are() {
    let rows = rows("id\ttext\tlang\n1\tsaid \"no\tde\n2\t\"a\"\t\n\n3\n4\ta\tb\tc\n5\tz\t\t\t\n", None, None);
    assert_eq!(texts(&rows), ["said \"no", "\"a\"", "!", "!", "z"]);
    assert_eq!(rows[0].1.as_ref().unwrap().lang.as_deref(), Some("de"));
    assert_eq!(rows[1].1.as_ref().unwrap().lang, None);
    assert_eq!((rows[2].0, error(&rows[2])), (5, "expected 3 columns, found 1"));
    assert_eq!(error(&rows[3]), "expected 3 columns, found 4");
}

#[test]
fn columns_of_a_table_are_found_by_name() {
    let rows = rows(
        "Brand,Author,ROLE,Time,Text,Id\nAcme,u7,agent,2024-05-01 10:30:00,hello,x\n,brand,,later,bye,\n,,boss,,hey,\n",
        None,
        None,
    );
    let first = rows[0].1.as_ref().unwrap();
    assert_eq!(first.brand, Some(Brand::new("Acme")));
    assert_eq!((first.author.id.as_deref(), first.author.role), (Some("u7"), Role::Agent));
    assert_eq!((first.time, first.id.as_deref()), (Some(1_714_559_400), Some("x")));
    let second = rows[1].1.as_ref().unwrap();
    assert_eq!((second.author.role, second.time, &second.id), (Role::Brand, None, &None));
    assert_eq!(error(&rows[2]), "role `boss`: expected customer, agent or brand");
}

#[test]
fn a_table_without_text_is_refused() {
    assert_eq!(refused(b"id\tbody\n1\ta\n", Some("tsv")), "no column is named `text`; the columns are: id, body");
}

#[test]
fn json_objects_are_posts() {
    let rows = rows(
        concat!(
            r#"{"id": 12345678901234567890, "text": "a", "brand": "acme", "competitors": ["zenith"], "author": {"role": "agent", "id": 4}, "expect": 1}"#,
            "\n\n",
            r#"{"text": "b", "brand": {"name": "Acme", "handles": ["@acme"]}, "author": "u1", "role": "brand", "time": "2017-10-29 06:16:40"}"#,
            "\n",
            r#"{"text": "c", "id": null, "brand": null, "author": null, "competitors": null}"#,
        ),
        None,
        None,
    );
    assert_eq!(texts(&rows), ["a", "b", "c"]);
    let [first, second, third] = [0, 1, 2].map(|index| rows[index].1.as_ref().unwrap());
    assert_eq!(first.id.as_deref(), Some("12345678901234567890"));
    assert_eq!((&first.brand, &first.competitors), (&Some(Brand::new("acme")), &vec![Brand::new("zenith")]));
    assert_eq!((first.author.role, first.author.id.as_deref()), (Role::Agent, Some("4")));
    assert_eq!(second.brand, Some(Brand::new("Acme").handle("@acme")));
    assert_eq!((second.author.role, second.author.id.as_deref(), second.time), (Role::Brand, Some("u1"), Some(1_509_257_800)));
    assert_eq!(*third, Post::new("c"));
}

#[test]
fn a_brand_is_its_first_name_and_then_its_handles_and_aliases() {
    let brand = |names: &[&str]| options::brand(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    assert_eq!(brand(&[]), None);
    assert_eq!(brand(&["Acme", "@acme", "Acme Air"]), Some(Brand::new("Acme").handle("@acme").alias("Acme Air")));
    assert_eq!(brand(&["@acme"]), Some(Brand::new("acme").handle("@acme")));
}

#[test]
fn a_bad_json_line_is_said_in_words() {
    let cases = [
        (r#"{"txt": "a"}"#, "no key `text`"),
        (r#"{"text": 5}"#, "invalid type: integer `5`, expected a string at column 10"),
        (r#"{"text": "a""#, "EOF while parsing an object at column 12"),
        (r#"["1", "a"]"#, "expected a JSON object"),
        (
            r#"{"text": "a", "author": {"role": "boss"}}"#,
            "key `author`: expected an object with `role` and `id`, found {\"role\":\"boss\"}",
        ),
        (
            r#"{"text": "a", "brand": 3}"#,
            "key `brand`: expected a name, or an object with `name`, `handles` and `aliases`, found 3",
        ),
        (r#"{"text": "a", "id": [1]}"#, "key `id`: expected a string or a number, found [1]"),
        (
            r#"{"text": "a", "time": "soon"}"#,
            "key `time`: expected seconds or a time such as 2024-05-01T10:30:00Z, found \"soon\"",
        ),
    ];
    for (line, message) in cases {
        let rows = rows(format!("{{\"text\": \"first\"}}\n{line}\n{{\"text\": \"last\"}}"), None, None);
        assert_eq!(texts(&rows), ["first", "!", "last"], "{line}");
        assert_eq!((rows[1].0, error(&rows[1])), (2, message));
    }
}

/// Gives some bytes and then fails.
struct Torn(Cursor<&'static str>);

impl Read for Torn {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("unplugged")),
            read => Ok(read),
        }
    }
}

#[test]
fn a_failing_device_ends_the_run_with_an_error() {
    for (bytes, extension) in [("one\ntwo\n", "txt"), ("text\none\ntwo\n", "csv")] {
        let posts = Posts::read(Box::new(Torn(Cursor::new(bytes))), Some(extension), None).expect("read");
        let rows: Vec<_> = posts.map(|row| (row.line, row.post)).collect();
        assert_eq!(texts(&rows), ["one", "two", "!"], "{extension}");
        assert!(error(&rows[2]).contains("unplugged"));
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    let value = |text: &'static str| Some(OsStr::new(text));
    assert!(Colour::Auto.decide(true, None, value("xterm")));
    assert!(Colour::Auto.decide(true, value(""), None));
    assert!(!Colour::Auto.decide(true, value("1"), None));
    assert!(!Colour::Auto.decide(true, None, value("dumb")));
    assert!(!Colour::Auto.decide(false, None, value("xterm")));
    assert!(Colour::Always.decide(false, value("1"), None));
    assert!(!Colour::Never.decide(true, None, None));
}

/// A text on a page, with the bytes from the first up to the second number of each pair marked.
fn set(colour: bool, text: &str, marks: &[(usize, usize)], width: usize) -> Vec<String> {
    let marks = text::union(marks.iter().map(|&(start, end)| start..end).collect());
    text::lines(&Page { colour, width }, text, &marks, &Style::new().bold(), 0, 1000)
}

fn plain(text: &str, marks: &[(usize, usize)], width: usize) -> Vec<String> {
    set(false, text, marks, width)
}

#[test]
fn lines_are_broken_between_words_and_long_words_inside() {
    assert_eq!(plain("the quick  brown\nfox jumps over it", &[], 20), ["the quick brown fox", "jumps over it"]);
    assert_eq!(plain(&"x".repeat(45), &[], 20), ["x".repeat(20), "x".repeat(20), "x".repeat(5)]);
    assert_eq!(plain("exactly twenty wide! next", &[], 20), ["exactly twenty wide!", "next"]);
    assert!(plain("", &[], 20).is_empty());
    for line in plain(&"漢字👨‍👩‍👧 and e\u{301}".repeat(30), &[], 20) {
        assert!(measure_text_width(&line) <= 20, "{line}");
    }
}

#[test]
fn words_are_marked_where_the_spans_stand() {
    assert_eq!(plain("it is smoking now", &[(6, 13)], 40), ["it is «smoking» now"]);
    assert_eq!(plain("it is smoking", &[(0, 2), (6, 13)], 40), ["«it» is «smoking»"]);
    let lines = set(true, "one two three four five six", &[(4, 23)], 20);
    assert_eq!(lines, ["one \u{1b}[1mtwo three four\u{1b}[0m", "\u{1b}[1mfive\u{1b}[0m six"]);
}

#[test]
fn overlapping_marks_are_one() {
    assert_eq!(text::union(vec![5..9, 0..0, 0..3, 3..4, 6..7]), [0..4, 5..9]);
}

#[test]
fn marks_with_nothing_between_them_are_one() {
    assert_eq!(text::adjoined("no  signal, again", vec![0..2, 4..10, 12..17]), [0..10, 12..17]);
}

#[test]
fn posts_cannot_drive_the_terminal() {
    assert_eq!(plain("\u{1b}[2Jgone\u{202e}back\u{7}", &[], 40), ["\u{fffd}[2Jgone\u{fffd}back\u{fffd}"]);
    let tower = format!("a{}", "\u{301}".repeat(1000));
    assert_eq!(plain(&tower, &[], 40), ["\u{fffd}"]);
}

#[test]
fn long_posts_are_cut_and_say_so() {
    let page = Page { colour: false, width: 100 };
    let lines = text::lines(&page, &"!".repeat(100_000), &[], &Style::new(), 0, 50);
    assert_eq!(lines, ["!".repeat(50), "… 99950 more bytes".to_owned()]);
}

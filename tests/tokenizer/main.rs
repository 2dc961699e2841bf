//! The tokenizers: tables of what a text is cut into; the laws that hold for any text stand in `laws.rs`.

mod laws;

use hearken::Span;
use hearken::token::{PlainTokenizer, SocialTokenizer, TokenFlags, TokenKind, Tokenizer, Tokens, Vocabulary};
use std::sync::Arc;

fn social(text: &str) -> Tokens {
    let mut tokens = Tokens::new();
    SocialTokenizer::new().tokenize(text, &mut tokens);
    tokens
}

/// `Kind:form | Kind:form`, the way the tables are written.
fn shown(tokens: &Tokens, from: usize) -> String {
    let shown = tokens.as_slice().iter().skip(from).map(|token| format!("{:?}:{}", token.kind, tokens.form_of(token)));
    shown.collect::<Vec<_>>().join(" | ")
}

/// Runs a table, each row as it is and behind prefixes that shift every offset, so that the folded text, block edges of 64 bytes
/// and offsets that lead back to the original are met.
fn check(rows: &[(&str, &str)]) {
    let long = format!("{} ", "word".repeat(15));
    let wrong: Vec<String> = ["", "hm ", "ﬁne ", "m&amp;m ", &long]
        .into_iter()
        .flat_map(|prefix| {
            let skipped = social(prefix).len();
            rows.iter().filter_map(move |&(text, expected)| {
                let tokens = social(&format!("{prefix}{text}"));
                let found = shown(&tokens, skipped);
                (found != expected).then(|| format!("{prefix}{text}\n  found    {found}\n  expected {expected}"))
            })
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn surfaces(text: &str) -> Vec<&str> {
    social(text).as_slice().iter().map(|token| token.span.of(text)).collect()
}

#[test]
fn words() {
    check(&[
        ("The queue moves", "Word:the | Word:queue | Word:moves"),
        ("no-show x-ray", "Word:no-show | Word:x-ray"),
        ("slow--really", "Word:slow | Punctuation:-- | Word:really"),
        ("slow—really – no", "Word:slow | Punctuation:— | Word:really | Punctuation:– | Word:no"),
        ("fine-ish -dash dash- -", "Word:fine-ish | Punctuation:- | Word:dash | Word:dash | Punctuation:- | Punctuation:-"),
        (
            "w/o AT&T and/or",
            "Word:w | Punctuation:/ | Word:o | Word:at | Punctuation:& | Word:t | Word:and | Punctuation:/ | Word:or",
        ),
        ("one,two;three", "Word:one | Punctuation:, | Word:two | Punctuation:; | Word:three"),
        ("Done.Next", "Word:done | Punctuation:. | Word:next"),
        ("RT @acme: hi", "Word:rt | Mention:@acme | Punctuation:: | Word:hi"),
        (
            "f*ck a$$ b@d sh!t",
            "Word:f | Punctuation:* | Word:ck | Word:a | Punctuation:$$ | Word:b | Punctuation:@ | Word:d | Word:sh | Punctuation:! | Word:t",
        ),
    ]);
}

#[test]
fn apostrophes() {
    check(&[
        (
            "don't don’t don‘t donʼt don`t don´t don＇t",
            "Word:don't | Word:don't | Word:don't | Word:don't | Word:don't | Word:don't | Word:don't",
        ),
        ("don\\u2019t don&#39;t don&rsquo;t", "Word:don't | Word:don't | Word:don't"),
        ("I'd've y'all're o'clock", "Word:i'd've | Word:y'all're | Word:o'clock"),
        ("'tis James' turn", "Word:'tis | Word:james' | Word:turn"),
        ("goin' home", "Word:goin' | Word:home"),
        ("tell 'em 'cause", "Word:tell | Word:'em | Word:'cause"),
        ("rock 'n' roll", "Word:rock | Word:'n' | Word:roll"),
        ("a 'quoted' word", "Word:a | Punctuation:' | Word:quoted | Punctuation:' | Word:word"),
        ("‘a phrase’ here", "Punctuation:' | Word:a | Word:phrase | Punctuation:' | Word:here"),
        ("'I can't wait'", "Punctuation:' | Word:i | Word:can't | Word:wait | Punctuation:'"),
        ("“late”", "Punctuation:\" | Word:late | Punctuation:\""),
        ("''x''", "Punctuation:'' | Word:x | Punctuation:''"),
        ("@acme's app", "Mention:@acme | Word:'s | Word:app"),
        ("5' 6'2\"", "Number:5 | Punctuation:' | Number:6 | Punctuation:' | Number:2 | Punctuation:\""),
        ("l'hôtel d’accord", "Word:l'hôtel | Word:d'accord"),
    ]);
}

#[test]
fn elongation() {
    check(&[
        ("soooo SOOOO sOoOo", "Word:soo | Word:soo | Word:soo"),
        ("goooood book", "Word:good | Word:book"),
        ("cooommme onnnn", "Word:coomme | Word:onn"),
        ("noooo’t", "Word:noo't"),
        ("www 1000 2,000,000", "Word:www | Number:1000 | Number:2,000,000"),
        ("süüüüß нееет", "Word:süüß | Word:неет"),
        ("すごーーーい", "Unspaced:すごーーい"),
        ("มากกกกก", "Unspaced:มากก"),
        (":))))) <33333", "Emoticon::)) | Emoticon:<33"),
    ]);
}

#[test]
fn scripts_and_case() {
    check(&[
        ("ПРИВЕТ ΌΔΟΣ STRASSE straße", "Word:привет | Word:όδος | Word:strasse | Word:straße"),
        ("İstanbul", "Word:i\u{307}stanbul"),
        ("नमस्ते कैसे", "Word:नमस्ते | Word:कैसे"),
        ("مرحبا بك", "Word:مرحبا | Word:بك"),
        ("안녕하세요 고객님", "Word:안녕하세요 | Word:고객님"),
        ("我的手机坏了，很生气。", "Unspaced:我的手机坏了 | Punctuation:, | Unspaced:很生气 | Punctuation:。"),
        ("Appleの新製品は", "Word:apple | Unspaced:の新製品は"),
        ("ประเทศไทย", "Unspaced:ประเทศไทย"),
        ("មិនល្អ", "Unspaced:មិនល្អ"),
        ("在10:30出发 3時間待ち", "Unspaced:在 | Time:10:30 | Unspaced:出发 | Number:3 | Unspaced:時間待ち"),
    ]);
}

#[test]
fn folding() {
    check(&[
        ("ＡＢＣ！？", "Word:abc | Punctuation:!?"),
        ("＠acme ＃Late", "Mention:@acme | Hashtag:late"),
        ("６：３０ １０％", "Time:6:30 | Number:10%"),
        ("ｶﾞﾝﾊﾞﾙ ﾊﾟﾝ", "Unspaced:ガンバル | Unspaced:パン"),
        ("か\u{3099}", "Unspaced:が"),
        ("𝓗𝓮𝓵𝓵𝓸 𝐖𝐨𝐫𝐥𝐝 ⓗⓘ 🅆🄷🅈 ℋi", "Word:hello | Word:world | Word:hi | Word:why | Word:hi"),
        ("oﬃce", "Word:office"),
        ("cafe\u{301} n\u{303}o e\u{302}\u{301}", "Word:café | Word:ño | Word:ế"),
        ("x\u{301}y", "Word:x\u{301}y"),
        ("h\u{334}\u{322}\u{328}e\u{335}\u{328}\u{321}y\u{335}\u{301}\u{302}\u{303}", "Word:hey"),
        ("g\u{336}o\u{336}n\u{336}e\u{336}", "Word:gone"),
        ("\u{301}\u{302}", "Other:\u{301}\u{302}"),
        (
            "a\u{200b}wful so\u{ad}ft f\u{200d}un \u{feff}bom te\u{fe0f}st",
            "Word:awful | Word:soft | Word:fun | Word:bom | Word:test",
        ),
        ("می\u{200c}خواهم", "Word:میخواهم"),
        ("٣ हजार १२", "Number:3 | Word:हजार | Number:12"),
        ("non‑stop", "Word:non-stop"),
    ]);
}

#[test]
fn entities() {
    check(&[
        ("you &amp; me", "Word:you | Punctuation:& | Word:me"),
        ("&lt;3 &lt;/3 &gt;:(", "Emoticon:<3 | Emoticon:</3 | Emoticon:>:("),
        ("&#128514; &#x1F602; \\ud83d\\ude02", "Emoji:😂 | Emoji:😂 | Emoji:😂"),
        ("a&nbsp;b &quot;c&quot;", "Word:a | Word:b | Punctuation:\" | Word:c | Punctuation:\""),
        ("caf&eacute; &amp;lt;3", "Word:café | Emoticon:<3"),
        (
            "Q&A; R&D &foo;",
            "Word:q | Punctuation:& | Word:a | Punctuation:; | Word:r | Punctuation:& | Word:d | Punctuation:& | Word:foo | Punctuation:;",
        ),
        ("late.\\nAgain \\n\\n#fail", "Word:late | Punctuation:. | Word:again | Hashtag:fail"),
    ]);
    assert_eq!(surfaces("so &lt;3 it"), ["so", "&lt;3", "it"]);
    assert_eq!(surfaces("don&#39;t &#128514;!"), ["don&#39;t", "&#128514;", "!"]);
    assert_eq!(surfaces("x\u{200b}y ﬁn\u{301}e\u{301}"), ["x\u{200b}y", "ﬁn\u{301}e\u{301}"]);
}

#[test]
fn addresses() {
    check(&[
        ("http://t.co/abc.", "Url:http://t.co/abc | Punctuation:."),
        ("(https://acme.com/a_(b)) x", "Punctuation:( | Url:https://acme.com/a_(b) | Punctuation:) | Word:x"),
        ("www.acme.example/x?y=1&z", "Url:www.acme.example/x?y=1&z"),
        ("see acme.com/path, t.co/x1 acme.co.uk", "Word:see | Url:acme.com/path | Punctuation:, | Url:t.co/x1 | Url:acme.co.uk"),
        ("ACME.COM Acme.com", "Url:acme.com | Url:acme.com"),
        (
            "good.bad nice.it was.so",
            "Word:good | Punctuation:. | Word:bad | Word:nice | Punctuation:. | Word:it | Word:was | Punctuation:. | Word:so",
        ),
        ("amazon.it/x 9.to", "Url:amazon.it/x | Number:9 | Punctuation:. | Word:to"),
        ("http://t.co/xです", "Url:http://t.co/x | Unspaced:です"),
        ("https://", "Word:https | Punctuation:: | Punctuation://"),
        ("me@x.co.uk a.b_c+d@acme.com.", "Email:me@x.co.uk | Email:a.b_c+d@acme.com | Punctuation:."),
        (
            "@acme .@acme (@acme) @a_1",
            "Mention:@acme | Punctuation:. | Mention:@acme | Punctuation:( | Mention:@acme | Punctuation:) | Mention:@a_1",
        ),
        (
            "@user@social.example @acme.com @ 5",
            "Mention:@user | Punctuation:@ | Word:social | Punctuation:. | Word:example | Mention:@acme.com | Punctuation:@ | Number:5",
        ),
        (
            "@user@mastodon.social @微博用户: @東京で",
            "Mention:@user@mastodon.social | Mention:@微博用户 | Punctuation:: | Punctuation:@ | Unspaced:東京で",
        ),
        ("日本@acme", "Unspaced:日本 | Mention:@acme"),
    ]);
}

#[test]
fn emoji() {
    check(&[
        ("😀👍🏽", "Emoji:😀 | Emoji:👍"),
        ("❤️ ❤ ☺️", "Emoji:❤ | Emoji:❤ | Emoji:☺"),
        ("👨‍👩‍👧 🏳️‍🌈 👩🏽‍💻", "Emoji:👨‍👩‍👧 | Emoji:🏳‍🌈 | Emoji:👩‍💻"),
        ("🇩🇪🇫🇷", "Emoji:🇩🇪 | Emoji:🇫🇷"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "Emoji:🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("5️⃣ #️⃣ *⃣ 10️⃣", "Emoji:5⃣ | Emoji:#⃣ | Emoji:*⃣ | Number:1 | Emoji:0⃣"),
        ("5 # *", "Number:5 | Punctuation:# | Punctuation:*"),
        ("late😡again", "Word:late | Emoji:😡 | Word:again"),
        ("©️ © ™", "Emoji:© | Other:© | Other:™"),
        ("🏽", "Emoji:🏽"),
    ]);
}

#[test]
fn emoticons() {
    check(&[
        (
            ":-) :) ;D :'( :-/ :P =) =D",
            "Emoticon::-) | Emoticon::) | Emoticon:;d | Emoticon::'( | Emoticon::-/ | Emoticon::p | Emoticon:=) | Emoticon:=d",
        ),
        (
            "(: ): (-: :O :3 >:( O:)",
            "Emoticon:(: | Emoticon:): | Emoticon:(-: | Emoticon::o | Emoticon::3 | Emoticon:>:( | Emoticon:o:)",
        ),
        ("<3 </3 x<3", "Emoticon:<3 | Emoticon:</3 | Word:x | Emoticon:<3"),
        ("<3hrs <30", "Punctuation:< | Duration:3hrs | Punctuation:< | Number:30"),
        ("xD XDDD. axd", "Emoticon:xd | Emoticon:xdd | Punctuation:. | Word:axd"),
        (
            "^^ -_- T_T o_O >.< ;_; -.-",
            "Emoticon:^^ | Emoticon:-_- | Emoticon:t_t | Emoticon:o_o | Emoticon:>.< | Emoticon:;_; | Emoticon:-.-",
        ),
        ("ಠ_ಠ ¬¬ \\o/", "Emoticon:ಠ_ಠ | Emoticon:¬¬ | Emoticon:\\o/"),
        ("great:) thanks:D", "Word:great | Emoticon::) | Word:thanks | Emoticon::d"),
        (
            "10:30 Re:Data 8-0 =>",
            "Time:10:30 | Word:re | Punctuation:: | Word:data | Number:8 | Punctuation:- | Number:0 | Punctuation:= | Punctuation:>",
        ),
        ("(see above): x", "Punctuation:( | Word:see | Word:above | Punctuation:) | Punctuation:: | Word:x"),
        ("(lol) (ok)", "Punctuation:( | Word:lol | Punctuation:) | Punctuation:( | Word:ok | Punctuation:)"),
        ("(^_^) (╯°□°）╯︵ ┻━┻", "Emoticon:(^_^) | Emoticon:(╯°□°)╯︵ ┻━┻"),
        ("¯\\_(ツ)_/¯ ʕ•ᴥ•ʔ ( ͡° ͜ʖ ͡°)", "Emoticon:¯\\_(ツ)_/¯ | Emoticon:ʕ•ᴥ•ʔ | Emoticon:( ͡° ͜ʖ ͡°)"),
        ("（´；ω；`） 哭T_T了", "Emoticon:(´;ω;`) | Unspaced:哭 | Emoticon:t_t | Unspaced:了"),
        ("http://a.b/:D", "Url:http://a.b/:d"),
    ]);
}

#[test]
fn numbers() {
    check(&[
        ("3 4,050 2.5 1.234,56 .50", "Number:3 | Number:4,050 | Number:2.5 | Number:1.234,56 | Number:.50"),
        ("20% 20 % 5k 2x", "Number:20% | Number:20 % | Number:5k | Number:2x"),
        ("24/7 10/10", "Number:24 | Punctuation:/ | Number:7 | Number:10 | Punctuation:/ | Number:10"),
        (
            "#1 5-star 2-3",
            "Punctuation:# | Number:1 | Number:5 | Punctuation:- | Word:star | Number:2 | Punctuation:- | Number:3",
        ),
        ("90s 1990s 192.168.1.10", "Number:90s | Number:1990s | Number:192.168.1.10"),
        ("1st 22nd 3RD 4th 1º 2ème", "Ordinal:1st | Ordinal:22nd | Ordinal:3rd | Ordinal:4th | Ordinal:1º | Ordinal:2ème"),
        ("10minuten 3años", "Number:10 | Word:minuten | Number:3 | Word:años"),
        ("4111 1111 1111 1111", "Number:4111 1111 1111 1111"),
        ("½ m²", "Number:½ | Word:m | Number:²"),
    ]);
}

#[test]
fn money() {
    check(&[
        ("$20 £3.50 €1,000.50. ¥500", "Money:$20 | Money:£3.50 | Money:€1,000.50 | Punctuation:. | Money:¥500"),
        (
            "20€ 20 €, 5k$ $5k $2.5m $3bn",
            "Money:20€ | Money:20 € | Punctuation:, | Money:5k$ | Money:$5k | Money:$2.5m | Money:$3bn",
        ),
        (
            "20usd Rs.500 Rs. 500 ₹500 USD20 R$20 US$5",
            "Money:20usd | Money:rs.500 | Money:rs. 500 | Money:₹500 | Money:usd20 | Money:r$20 | Money:us$5",
        ),
        ("5 $20 bills", "Number:5 | Money:$20 | Word:bills"),
        ("$5/mo $$$ $", "Money:$5 | Punctuation:/ | Word:mo | Punctuation:$$$ | Punctuation:$"),
    ]);
}

#[test]
fn durations_times_dates() {
    check(&[
        (
            "3hrs 45min 2h 3d 30mins 2wks",
            "Duration:3hrs | Duration:45min | Duration:2h | Duration:3d | Duration:30mins | Duration:2wks",
        ),
        ("1h30m 2-hour 1.5hrs 20m", "Duration:1h30m | Duration:2-hour | Duration:1.5hrs | Duration:20m"),
        (
            "10:30 5pm 5 pm 17h30 10.30am 5p.m. 23:59:10",
            "Time:10:30 | Time:5pm | Number:5 | Word:pm | Time:17h30 | Time:10.30am | Time:5p.m. | Time:23:59:10",
        ),
        ("10:30-11:00 25:99", "Time:10:30 | Punctuation:- | Time:11:00 | Number:25 | Punctuation:: | Number:99"),
        ("12/05/2024 2024-05-12 1.5.2024 12/5/24", "Date:12/05/2024 | Date:2024-05-12 | Date:1.5.2024 | Date:12/5/24"),
        (
            "99/99/9999 2019-2020",
            "Number:99 | Punctuation:/ | Number:99 | Punctuation:/ | Number:9999 | Number:2019 | Punctuation:- | Number:2020",
        ),
    ]);
}

#[test]
fn codes_and_phones() {
    check(&[
        (
            "E-405 WH-1000XM4 0x80070057 GTX580 BA123 v2.0",
            "Code:e-405 | Code:wh-1000xm4 | Code:0x80070057 | Code:gtx580 | Code:ba123 | Code:v2.0",
        ),
        ("ERR_TIMED_OUT iphone6 6s", "Code:err_timed_out | Code:iphone6 | Code:6s"),
        ("gr8 l8r b4 4ever n00b 2day", "Word:gr8 | Word:l8r | Word:b4 | Word:4ever | Word:n00b | Word:2day"),
        ("covid-19 top-20", "Word:covid | Punctuation:- | Number:19 | Word:top | Punctuation:- | Number:20"),
        ("555-1212 1-800-555-1212 (800) 555-1212", "Phone:555-1212 | Phone:1-800-555-1212 | Phone:(800) 555-1212"),
        (
            "+44 20 7946 0958 +14155552671 02079460958 800.555.1212",
            "Phone:+44 20 7946 0958 | Phone:+14155552671 | Phone:02079460958 | Phone:800.555.1212",
        ),
        ("12345678 100 200 300 1.000.000", "Number:12345678 | Number:100 | Number:200 | Number:300 | Number:1.000.000"),
        ("555-123-4567 2 times", "Phone:555-123-4567 | Number:2 | Word:times"),
    ]);
}

#[test]
fn punctuation() {
    check(&[
        (
            "!! ?!?! ... .... … ….",
            "Punctuation:!! | Punctuation:?!?! | Punctuation:... | Punctuation:... | Punctuation:... | Punctuation:...",
        ),
        ("what...why…no.", "Word:what | Punctuation:... | Word:why | Punctuation:... | Word:no | Punctuation:."),
        ("*** ((( ,, a.", "Punctuation:*** | Punctuation:((( | Punctuation:,, | Word:a | Punctuation:."),
        (
            "«no» ¿qué? 。。",
            "Punctuation:« | Word:no | Punctuation:» | Punctuation:¿ | Word:qué | Punctuation:? | Punctuation:。。",
        ),
        ("→ \u{1}", "Other:→ | Other:\u{1}"),
    ]);
}

#[test]
fn hashtags() {
    check(&[
        ("#WorstAirlineEver", "Hashtag:worst | Hashtag:airline | Hashtag:ever"),
        ("#neveragain #NBAFinals #foo_bar", "Hashtag:neveragain | Hashtag:nba | Hashtag:finals | Hashtag:foo | Hashtag:bar"),
        ("#Day2Fail #soooLate", "Hashtag:day | Hashtag:2 | Hashtag:fail | Hashtag:soo | Hashtag:late"),
        ("#日本語 #日本tag #ÜberLate", "Unspaced:日本語 | Unspaced:日本 | Hashtag:tag | Hashtag:über | Hashtag:late"),
        ("# #_ C#", "Punctuation:# | Punctuation:# | Punctuation:_ | Word:c | Punctuation:#"),
        ("#a#b word#tag", "Hashtag:a | Hashtag:b | Word:word | Hashtag:tag"),
    ]);
    assert_eq!(surfaces("#NeverAgain!"), ["Never", "Again", "!"]);
}

/// A few words, the longer the cheaper.
struct Few;

impl Vocabulary for Few {
    fn cost(&self, word: &str) -> Option<u32> {
        const WORDS: [&str; 13] =
            ["never", "again", "fly", "with", "acme", "iphone", "i", "hate", "so", "good", "an", "ever", "over"];
        WORDS.contains(&word).then(|| 40 - word.len() as u32)
    }
}

#[test]
fn hashtags_split_by_a_vocabulary() {
    let tokenizer = SocialTokenizer::new().with_vocabulary(Arc::new(Few));
    let rows = [
        ("#neveragain", "never again"),
        ("#NEVERAGAIN", "never again"),
        ("#flywithacme", "fly with acme"),
        ("#iPhone", "iphone"),
        ("#iHateAcme", "i hate acme"),
        ("#soooogood", "soo good"),
        ("#neverxyz", "neverxyz"),
        ("#NeverflyAcme2", "never fly acme 2"),
    ];
    for (text, expected) in rows {
        let mut tokens = Tokens::new();
        tokenizer.tokenize(text, &mut tokens);
        let forms: Vec<&str> = tokens.as_slice().iter().map(|token| tokens.form_of(token)).collect();
        // `soo` is not in the vocabulary, so that tag stays whole.
        let expected = if text == "#soooogood" { "soogood" } else { expected };
        assert_eq!(forms.join(" "), expected, "{text}");
        assert!(tokens.as_slice().iter().all(|token| token.kind == TokenKind::Hashtag));
    }
    let mut tokens = Tokens::new();
    tokenizer.tokenize("#neveragain", &mut tokens);
    assert_eq!(tokens.as_slice()[1].span, Span::new(6, 11));
}

#[test]
fn flags() {
    use TokenFlags as F;
    let rows: [(&str, usize, &[TokenFlags]); 14] = [
        ("LATE", 0, &[F::CAPITALS]),
        ("Late", 0, &[F::TITLE]),
        ("late", 0, &[]),
        ("I", 0, &[]),
        ("DON'T", 0, &[F::CAPITALS, F::APOSTROPHE]),
        ("sooo", 0, &[F::ELONGATED]),
        ("SOOO", 0, &[F::ELONGATED, F::CAPITALS]),
        ("no-show", 0, &[F::HYPHENATED]),
        ("naïve", 0, &[F::NON_ASCII]),
        ("ПЛОХО", 0, &[F::NON_ASCII, F::CAPITALS]),
        ("a\u{200b}b", 0, &[F::INVISIBLE]),
        ("late!", 1, &[F::JOINED]),
        ("f*ck", 2, &[F::JOINED]),
        ("#LateAgain", 1, &[F::JOINED, F::TITLE]),
    ];
    for (text, index, expected) in rows {
        let tokens = social(text);
        let expected = expected.iter().fold(F::NONE, |flags, &flag| flags | flag);
        assert_eq!(tokens.as_slice()[index].flags, expected, "{text}");
    }
    assert!(!social("\u{200b}a \u{feff}b").as_slice()[1].flags.has(F::INVISIBLE));
    assert!(!social("late !").as_slice()[1].flags.has(F::JOINED));
}

#[test]
fn the_plain_tokenizer() {
    let mut tokens = Tokens::new();
    PlainTokenizer::new().tokenize("It can’t wait, 3.5 days! 😡 ÉTÉ", &mut tokens);
    let expected =
        "Word:it | Word:can't | Word:wait | Punctuation:, | Number:3.5 | Word:days | Punctuation:! | Emoji:😡 | Word:été";
    assert_eq!(shown(&tokens, 0), expected);
    assert!(tokens.as_slice()[1].flags.has(TokenFlags::APOSTROPHE));
    assert!(tokens.as_slice()[3].flags.has(TokenFlags::JOINED));
}

/// Texts whose length is a power of two and whose shape invites looking ahead: how many tokens each gives.
#[test]
fn large_texts() {
    let large = 1 << 18;
    let rows: [(String, usize); 16] = [
        ("a".repeat(large), 1),
        ("!".repeat(large), 1),
        ("😀".repeat(large), large),
        ("🇩🇪".repeat(large), large),
        (format!("#{}", "a".repeat(large)), 1),
        ("\u{301}".repeat(large), 1),
        (format!("a{}", "\u{301}".repeat(large)), 1),
        ("&".repeat(large), 1),
        ("(".repeat(large), 1),
        (format!("&{}lt;", "amp;".repeat(large)), 1),
        ("1".repeat(large), 1),
        ("漢".repeat(large), 1),
        ("a-".repeat(large), 2),
        ("\u{200b}".repeat(large), 0),
        (" ".repeat(large), 0),
        ("http://".repeat(large), 1),
    ];
    for (text, count) in rows {
        assert_eq!(social(&text).len(), count, "{}", text.chars().take(8).collect::<String>());
    }
    for bit in
        ["a.", "a@", "a_", "'a ", "@a.", "#a", "(^", ":-", "1-", "12 ", "1a", "&amp;", "\\u0041", "www.", "0x", "¯\\", "°_", "ლ"]
    {
        let text = bit.repeat(large / 8);
        assert!(!social(&text).is_empty(), "{bit}");
    }
}

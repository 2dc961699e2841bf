//! Japanese: how its grammar is read, one row a phenomenon, and its rules by their cases.

#![cfg(feature = "ja")]

use hearken::{Brand, Classifier, Flag, Post};

/// Texts whose words are turned, kept or left alone by what follows them: `+`, `-`, `0` (neutral) or `~` (mixed).
const POLARITY: &[(&str, &str)] = &[
    // The negator is an ending of the predicate before it.
    ("美味しい", "+"),
    ("美味しくない", "-"),
    ("美味しくありませんでした", "-"),
    ("楽しくなかった", "-"),
    ("満足できません", "-"),
    ("清潔感なし", "-"),
    ("おすすめできない", "-"),
    ("楽しいとは言えない", "-"),
    ("素晴らしいとは思わない", "-"),
    ("使いやすいわけではない", "-"),
    // It reaches no further than that predicate.
    ("安くて美味しいのに店員が来ない", "-"),
    ("料理は最高、待ち時間もない", "+"),
    // What looks like a negator and is none.
    ("つまらない", "-"),
    ("もったいない", "-"),
    ("間違いない味", "+"),
    ("申し分ない", "+"),
    ("問題ないです", "+"),
    ("悪くない", "+"),
    ("文句のつけようがない", "+"),
    ("不満はありません", "+"),
    ("欠かせない存在です", "+"),
    // What can be done and is not.
    ("アプリが開けない", "-"),
    ("ログインできません", "-"),
    ("音が聞こえない", "-"),
    ("全然つながらん", "-"),
    ("使えねえ", "-"),
    ("使われへん", "-"),
    // Contrast closes its clause; what comes after it counts more.
    ("部屋は綺麗だったけど、対応が最悪", "-"),
    ("部屋は狭いけど、対応が最高", "+"),
    ("昨日買ったのに壊れた", "-"),
    // Too much of something, regret, a wish that was not met.
    ("音が大きすぎる", "-"),
    ("可愛すぎる", "+"),
    ("最高すぎる", "+"),
    ("壊れてしまいました", "-"),
    ("改善してほしい", "-"),
    // Polite forms say the same.
    ("対応が遅いです", "-"),
    ("納得いきません", "-"),
    ("理解に苦しみます", "-"),
    ("大変満足しております", "+"),
    // Somebody did it for the author.
    ("駅まで届けてくれました", "+"),
    ("また利用させていただきます", "+"),
    // Kana, width, drawn-out vowels, laughing.
    ("ｻｲｺｰ", "+"),
    ("さいあく", "-"),
    ("すごーい", "+"),
    ("最悪ぅぅ", "-"),
    ("うますぎwww", "+"),
    ("クソ面白い", "+"),
    ("クソ遅い", "-"),
    ("つらい(´；ω；`)", "-"),
    // Nothing is said of anybody.
    ("明日の会議は三時からです", "0"),
    ("営業時間は何時までですか", "0"),
    ("バカンスの予定を立てる", "0"),
];

/// Texts with flags that must be raised and flags that must not.
const FLAGS: &[(&str, &[&str], &[&str])] = &[
    ("解約します", &["churn_risk"], &[]),
    ("解約しません", &[], &["churn_risk"]),
    ("解約をやめました", &[], &["churn_risk"]),
    ("他社から御社に乗り換えました", &[], &["churn_risk"]),
    ("注文をキャンセルしたいです", &["request"], &["churn_risk"]),
    ("電車を乗り換えて帰る", &[], &["churn_risk"]),
    ("もう二度と買いません", &["churn_risk"], &[]),
    ("返金してください", &["request"], &["churn_risk", "angry"]),
    ("どうなってるんですか", &["angry"], &[]),
    ("怒っていません", &[], &["angry"]),
    ("消費者センターに通報します", &["legal_threat"], &[]),
    ("消費者センターって土日もやってますか", &["question"], &["legal_threat"]),
    ("電話したのに返事がありません", &["complaint", "repeat_contact"], &["resolved"]),
    ("充電器から煙が出た", &["safety_risk"], &[]),
    ("花火大会が楽しみ", &[], &["safety_risk"]),
    ("暑くて死にそう", &[], &["safety_risk", "violent_threat"]),
    ("無事解決しました、ありがとうございます", &["resolved"], &["complaint"]),
    ("解決していません", &["complaint"], &["resolved"]),
    ("死ね", &["abusive", "violent_threat"], &[]),
    ("私がバカでした", &[], &["abusive"]),
    ("カスタマーサポートに電話した", &[], &["abusive"]),
    ("バカ売れの商品", &[], &["abusive"]),
    ("お前ら全員クズだな", &["abusive"], &["hateful"]),
    ("外国人のスタッフが親切でした", &["praise"], &["abusive", "hateful"]),
    ("恐れ入りますが、人工呼吸器の電源が停電で使えません", &["safety_risk", "vulnerable_customer"], &["abusive"]),
    ("さすが、3回連続の誤配とはお見事です", &["sarcasm", "complaint"], &["praise"]),
    ("店員さんがとても親切でした", &["praise"], &["sarcasm", "complaint"]),
];

#[test]
fn endings_decide_what_a_word_says() {
    let mut analyzer = Classifier::new().analyzer();
    let wrong: Vec<String> = POLARITY
        .iter()
        .filter_map(|&(text, sign)| {
            let mut post = Post::new(text);
            post.lang = Some("ja".to_owned());
            let found = match analyzer.classify_post(&post).sentiment.label.as_str() {
                "positive" => "+",
                "negative" => "-",
                "neutral" => "0",
                _ => "~",
            };
            (found != sign).then(|| format!("{text}: {found}, not {sign}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn flags_are_raised_by_what_is_meant() {
    let mut analyzer = Classifier::new().analyzer();
    let mut wrong = Vec::new();
    for &(text, required, forbidden) in FLAGS {
        let mut post = Post::new(text);
        post.lang = Some("ja".to_owned());
        let verdict = analyzer.classify_post(&post);
        let has = |flag: &&&str| verdict.flags.contains(&Flag::named(flag));
        wrong.extend(required.iter().filter(|flag| !has(flag)).map(|flag| format!("{text}: not {flag}")));
        wrong.extend(forbidden.iter().filter(has).map(|flag| format!("{text}: {flag}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn leaving_is_seen_from_the_brand() {
    let mut analyzer = Classifier::new().analyzer();
    let mut leaves = |brand: &str, rival: &str| {
        let mut post = Post::new("ミカモからソラモバに乗り換えました");
        (post.brand, post.competitors) = (Some(Brand::new(brand)), vec![Brand::new(rival)]);
        analyzer.classify_post(&post).flags.contains(&Flag::named("churn_risk"))
    };
    assert!(leaves("ミカモ", "ソラモバ"));
    assert!(!leaves("ソラモバ", "ミカモ"));
}

#[test]
fn rules_fire_on_their_cases_and_are_silent_on_near_misses() {
    let mut analyzer = Classifier::new().analyzer();
    let mut wrong = Vec::new();
    for line in include_str!("../data/ja/cases.tsv").lines().filter(|line| !line.starts_with('#')) {
        let row: Vec<&str> = line.split('\t').collect();
        let mut post = Post::new(row[2]);
        post.lang = Some("ja".to_owned());
        let fired = analyzer.trace_post(&post).rules.iter().any(|rule| rule == row[0]);
        if fired != (row[1] == "fires") {
            wrong.push(format!("{} {} on {}", row[0], if fired { "fires" } else { "is silent" }, row[2]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

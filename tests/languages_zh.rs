//! Chinese: behaviour by phenomenon, and a floor under its labelled posts.
#![cfg(feature = "zh")]

use hearken::{Classifier, Flag, Polarity, Post};
use serde::Deserialize;

#[track_caller]
fn polarity(expected: Polarity, texts: &[&str]) {
    let mut analyzer = Classifier::new().analyzer();
    for text in texts {
        let found = analyzer.classify(text).sentiment;
        assert_eq!(found.label, expected, "{text:?}: {found:?}");
    }
}

/// Rows of a flag, whether it is raised, and a text.
#[track_caller]
fn flags(rows: &[(Flag, bool, &str)]) {
    let mut analyzer = Classifier::new().analyzer();
    for (flag, raised, text) in rows {
        assert_eq!(analyzer.classify(text).flags.contains(flag), *raised, "{flag} in {text:?}");
    }
}

#[test]
fn litotes_and_denied_blame_are_praise() {
    polarity(
        Polarity::Positive,
        &["一点都不贵，味道很好", "没有异味、破损，很满意", "真不赖，下次还来", "没什么可挑剔的", "虽然有点小贵，但是很好用"],
    );
}

#[test]
fn negation_infix_and_word_questions_and_contrast_are_blame() {
    polarity(
        Polarity::Negative,
        &[
            "不好吃",
            "一点也不好用",
            "打不开，也退不了",
            "联系不上客服",
            "收不到验证码",
            "凭什么扣我的钱",
            "都凉了才送到",
            "等了兩個小時還沒送來，太差勁了",
            "客服一直不回复",
        ],
    );
}

#[test]
fn questions_and_requests_take_no_side() {
    polarity(Polarity::Neutral, &["请问几点开门？", "能不能帮我改一下地址", "你好，想问下包邮吗"]);
}

#[test]
fn trouble_is_told_from_what_is_none() {
    flags(&[
        (Flag::COMPLAINT, true, "登录不上，一直提示错误"),
        (Flag::COMPLAINT, true, "快递三天没动了"),
        (Flag::COMPLAINT, true, "没人接电话"),
        (Flag::COMPLAINT, true, "说好的赠品没有"),
        (Flag::COMPLAINT, true, "被多扣了三十块钱"),
        (Flag::COMPLAINT, false, "没问题，收到了"),
        (Flag::COMPLAINT, false, "是我自己地址写错了"),
        (Flag::COMPLAINT, false, "请问有没有大一码的"),
        (Flag::OUTAGE, true, "整个小区都断网了"),
        (Flag::PRAISE, true, "客服小姐姐特别有耐心"),
        (Flag::PRAISE, false, "先谢谢了"),
        (Flag::SARCASM, true, "可真谢谢你们了，又让我白等三个小时"),
        (Flag::RESOLVED, true, "问题解决了，谢谢"),
        (Flag::RESOLVED, false, "还没解决"),
        (Flag::UPSET, true, "太失望了，好难过"),
        (Flag::ANGRY, true, "气死我了，凭什么不退"),
    ]);
}

#[test]
fn leaving_is_told_from_staying_and_from_one_order() {
    flags(&[
        (Flag::CHURN_RISK, true, "再也不会来了"),
        (Flag::CHURN_RISK, true, "怎么注销账户？"),
        (Flag::CHURN_RISK, true, "再不解决我就换运营商"),
        (Flag::CHURN_RISK, true, "到期就不续了"),
        (Flag::CHURN_RISK, false, "不换了，继续用你们家"),
        (Flag::CHURN_RISK, false, "帮我取消今晚的外卖订单"),
        (Flag::CHURN_RISK, false, "刚从别家转过来，感觉不错"),
    ]);
}

#[test]
fn asking_and_escalating() {
    flags(&[
        (Flag::QUESTION, true, "怎么查积分？"),
        (Flag::REQUEST, true, "请尽快退款"),
        (Flag::LEGAL_THREAT, true, "我已经打12315投诉了"),
        (Flag::LEGAL_THREAT, false, "请问你们归哪个部门监管"),
        (Flag::PUBLICITY_THREAT, true, "再不处理我就发到小红书曝光"),
        (Flag::REPEAT_CONTACT, true, "打了五次电话都没人管"),
        (Flag::REPEAT_CONTACT, false, "第三次买了，一如既往的好"),
    ]);
}

#[test]
fn danger_is_told_from_figures_of_speech() {
    flags(&[
        (Flag::SAFETY_RISK, true, "充电器冒烟了"),
        (Flag::SAFETY_RISK, true, "孩子把小零件吞下去了"),
        (Flag::SAFETY_RISK, true, "熱水器漏瓦斯，全家頭暈"),
        (Flag::SAFETY_RISK, false, "笑死我了，太好玩了"),
        (Flag::SAFETY_RISK, false, "新出的火锅口味太火爆了"),
        (Flag::VULNERABLE_CUSTOMER, true, "八十岁的老母亲一个人在家，停电两天了"),
    ]);
}

#[test]
fn insults_are_aimed_at_somebody() {
    flags(&[
        (Flag::ABUSIVE, true, "你们客服就是一群废物"),
        (Flag::ABUSIVE, false, "我真是个猪脑子，又忘带卡了"),
        (Flag::ABUSIVE, false, "这破电脑真是垃圾"),
        (Flag::PROFANITY, true, "操，屏幕又碎了"),
        (Flag::PROFANITY, false, "操作很简单"),
        (Flag::SPAM, true, "想做兼职的加微信，日入过千"),
    ]);
}

#[derive(Deserialize)]
struct Labelled {
    #[serde(flatten)]
    post: Post,
    expect: Expect,
}

#[derive(Deserialize)]
struct Expect {
    polarity: Vec<String>,
    flags: Vec<String>,
    not: Vec<String>,
}

#[test]
fn labelled_posts() {
    let mut analyzer = Classifier::new().analyzer();
    let (mut posts, mut polarity, mut required, mut found, mut forbidden, mut raised) = (0, 0, 0, 0, 0, 0);
    for line in include_str!("../data/zh/posts.jsonl").lines() {
        let Labelled { post, expect } = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let verdict = analyzer.classify_post(&post);
        let has = |flag: &&String| verdict.flags.contains(&Flag::named(flag));
        posts += 1;
        polarity += usize::from(expect.polarity.iter().any(|label| label == verdict.sentiment.label.as_str()));
        (required, found) = (required + expect.flags.len(), found + expect.flags.iter().filter(has).count());
        (forbidden, raised) = (forbidden + expect.not.len(), raised + expect.not.iter().filter(has).count());
    }
    assert!(posts >= 140);
    assert!(found * 100 >= required * 94, "{found} of {required} required flags");
    assert!(raised * 1000 <= forbidden * 8, "{raised} of {forbidden} forbidden flags");
    assert!(polarity * 100 >= posts * 94, "{polarity} of {posts} polarities");
}

//! Nothing is allocated for a post once the buffers of an analyzer have grown, and a classifier keeps within its memory.

use hearken::{Analyzer, Classifier, Post};

fn posts() -> Vec<Post> {
    let files = [include_str!("../data/en/posts.jsonl"), include_str!("../data/en/pairs.jsonl")];
    files.iter().flat_map(|file| file.lines()).map(|line| serde_json::from_str(line).expect("a post a line")).collect()
}

/// Texts that take the ways off the common path: drawn-out words, disguises, other scripts, hashtags, entities, full-width letters.
const ODD: [&str; 9] = [
    "sooooo baaaad, noooo waaay",
    "what a sh!t f u c k i n g a$$ company f***",
    "#worstairlineever #NeverAgain #iPhone",
    "&lt;3 ｆｕｌｌ ｗｉｄｔｈ 😡😡 👨‍👩‍👧‍👦",
    "最悪の対応でした。二度と使いません",
    "das ist wirklich schlecht und ich bin sehr enttäuscht",
    "это очень плохо, деньги не вернули",
    "call +44 20 7946 0958 or mail a.b@example.com, https://example.com/x?y=1",
    "my fl1ght was canc-elled at 10:30 on 3/4/2024, £45.50 please",
];

fn allocations(analyzer: &mut Analyzer, texts: &[&str]) -> u64 {
    let count = allocation_counter::measure(|| {
        for text in texts {
            assert!(analyzer.judge(text).scores.iter().len() > 0);
        }
    });
    count.count_total
}

#[test]
fn a_warm_analyzer_allocates_nothing() {
    let posts = posts();
    let texts: Vec<&str> = posts.iter().map(|post| post.text.as_str()).chain(ODD).collect();
    let mut analyzer = Classifier::new().analyzer();
    assert!(allocations(&mut analyzer, &texts) > 0, "buffers grow at first, so the counter counts");
    let careless: Vec<&&str> = texts.iter().filter(|text| allocations(&mut analyzer, &[text]) > 0).collect();
    assert!(careless.is_empty(), "{careless:#?}");
}

#[test]
fn a_verdict_that_is_used_again_says_what_a_new_one_says() {
    let mut analyzer = Classifier::new().analyzer();
    let mut other = Classifier::new().analyzer();
    for post in posts() {
        let fresh = other.classify_post(&post);
        assert_eq!(*analyzer.judge_post(&post), fresh, "{}", post.text);
    }
}

/// Bytes that the default classifier, all languages, may hold.
const MOST_BYTES: u64 = 80 << 20;

#[test]
fn the_default_classifier_keeps_within_its_memory() {
    let mut held = None;
    let count = allocation_counter::measure(|| held = Some(Classifier::builder().build().expect("embedded data")));
    let bytes = count.bytes_current;
    println!("{bytes} bytes held, {} at most while building, {} allocations", count.bytes_max, count.count_total);
    assert!(u64::try_from(bytes).is_ok_and(|bytes| bytes <= MOST_BYTES), "{bytes} bytes");
    drop(held);
}

//! What German does with what people write of a brand: negation before and behind, split verbs, compounds, other spellings, irony, leaving and
//! joining, insults by whom they mean, danger.

#![cfg(feature = "de")]

use hearken::{Classifier, Flag, Post};

/// A text, its label (`*`: any), flags that it must raise, flags that it must not.
type Row = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Negation: nicht before and behind.
    ("Das Internet funktioniert seit Tagen nicht.", "negative", "complaint", "praise"),
    ("Der Service ist nicht gut.", "negative", "", "praise"),
    ("Der Service ist gut.", "positive", "praise", "complaint"),
    ("Mein Drucker druckt nicht mehr.", "negative", "complaint", ""),
    ("Ich kündige den Vertrag nicht.", "*", "", "churn_risk"),
    ("Ich kündige den Vertrag.", "negative", "churn_risk", ""),
    ("Das ist leider nicht besser geworden.", "negative", "", "praise"),
    // Kein.
    ("Ich habe keine Antwort bekommen.", "negative", "complaint", ""),
    ("Hatte noch nie Probleme mit euch.", "positive", "", "complaint"),
    ("Kein Netz in der ganzen Stadt.", "negative", "outage complaint", ""),
    // Litotes and idioms.
    ("Gar nicht schlecht, euer neues Menü.", "positive", "praise", "complaint"),
    ("Da kann man nicht meckern.", "positive", "praise", "complaint"),
    ("Nicht nur schnell, sondern auch freundlich.", "positive", "", "complaint"),
    // Separable verbs.
    ("Die App stürzt nach jedem Start wieder ab.", "negative", "complaint", ""),
    ("Der Zug fällt heute schon wieder aus.", "negative", "complaint", ""),
    ("Der Mitarbeiter legt einfach auf.", "negative", "complaint", ""),
    // Compounds, spellings, capitals of nouns.
    ("Der Kundenservice ist eine Katastrophe.", "negative", "complaint", ""),
    ("Die Lieferung ist verspaetet und ich bin enttaeuscht.", "negative", "complaint upset", ""),
    ("Die Waschmaschine Ist Seit Gestern Kaputt.", "negative", "complaint", "angry"),
    // Contrast.
    ("Das Zimmer war schön, aber der Service war furchtbar.", "*", "complaint", ""),
    // Irony.
    ("Danke für nichts, mein Paket liegt im Regen.", "negative", "sarcasm complaint", "praise"),
    ("Na toll, schon wieder zwei Stunden Verspätung.", "negative", "sarcasm complaint", "praise"),
    ("Vielen Dank für die schnelle Hilfe!", "positive", "praise", "sarcasm"),
    // Politeness lowers nothing.
    ("Ich bitte um umgehende Erstattung des Betrags.", "*", "request", ""),
    ("Könnten Sie mir bitte die Rechnung zuschicken?", "neutral", "request", "complaint praise"),
    ("Guten Tag, wann kommt meine Bestellung?", "neutral", "question", "praise"),
    // Leaving and joining.
    ("Ich wechsle zur Konkurrenz.", "negative", "churn_risk", ""),
    ("Wie kann ich meinen Vertrag kündigen?", "*", "churn_risk question", ""),
    ("Wenn das nicht bald läuft, bin ich weg.", "negative", "churn_risk", ""),
    ("Nie wieder bestelle ich bei euch!", "negative", "churn_risk", ""),
    ("Bin gerade zu euch gewechselt und sehr zufrieden.", "positive", "", "churn_risk complaint"),
    ("Ich möchte meine Bestellung von gestern stornieren.", "*", "request", "churn_risk"),
    // Abuse: at a person, at a thing, at oneself.
    ("Ihr seid doch alle Idioten.", "negative", "abusive", ""),
    ("So eine Scheiße, das Netz ist schon wieder weg.", "negative", "profanity complaint", "abusive"),
    ("Ich Idiot habe den Stecker vergessen.", "*", "", "abusive"),
    ("Halt die Fresse!", "negative", "abusive", ""),
    ("Meine Nachbarn sind Türken.", "neutral", "", "abusive hateful"),
    // Danger, need.
    ("Das Ladegerät qualmt und ist glühend heiß.", "negative", "safety_risk", ""),
    ("Es riecht im ganzen Haus nach Gas.", "*", "safety_risk", ""),
    ("Ich war Feuer und Flamme für euer Angebot.", "*", "", "safety_risk"),
    ("Meine Mutter ist 84 und hat seit gestern kein Telefon.", "negative", "vulnerable_customer complaint", ""),
    // Law and press.
    ("Ich schalte jetzt meinen Anwalt ein.", "negative", "legal_threat", ""),
    ("Ist dafür die Bundesnetzagentur zuständig?", "neutral", "question", "legal_threat"),
    ("Ich gehe damit an die Presse.", "negative", "publicity_threat", ""),
    // Contact, resolution, kinds of post.
    ("Rufe jetzt zum vierten Mal bei euch an und keiner hilft.", "negative", "repeat_contact complaint", ""),
    ("Problem gelöst, läuft wieder.", "*", "resolved", "complaint"),
    ("Wir suchen Verstärkung! Jetzt bewerben, verdiene 3000 Euro von zuhause.", "*", "spam", "complaint"),
    ("Aufgrund einer Störung kommt es derzeit zu Verspätungen. Wir bitten um Ihr Verständnis.", "*", "announcement", "complaint"),
];

#[test]
fn german_is_read_as_german() {
    let mut analyzer = Classifier::new().analyzer();
    let mut wrong = Vec::new();
    for (text, label, raised, silent) in ROWS {
        let verdict = analyzer.classify(text);
        let has = |flag: &str| verdict.flags.contains(&Flag::named(flag));
        let found = format!("{} {:?} {:?}", verdict.language.code, verdict.sentiment.label, verdict.flags);
        let label_holds = *label == "*" || verdict.sentiment.label.as_str() == *label;
        let flags_hold = raised.split_whitespace().all(has) && !silent.split_whitespace().any(has);
        if verdict.language.code.as_str() != "de" || !label_holds || !flags_hold {
            wrong.push(format!("{text}\n    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), ROWS.len(), wrong.join("\n"));
}

/// The rules hold for German words: each fires on its cases and is silent on its near misses.
#[test]
fn rules_fire_on_german_cases() {
    let mut analyzer = Classifier::new().analyzer();
    let rows = include_str!("../data/de/cases.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut wrong = Vec::new();
    for row in rows {
        let [rule, expected, text] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("not three columns: {row:?}") };
        let fired = analyzer.trace_post(&Post::new(text)).rules.iter().any(|id| id == rule);
        if fired != (expected == "fires") {
            wrong.push(row);
        }
    }
    assert!(wrong.is_empty(), "cases that do not hold:\n{}", wrong.join("\n"));
}

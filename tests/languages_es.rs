//! Spanish grammar at work: doubled negation, missing accents, pronouns at the end of verbs, irony, swear words that praise.

use hearken::{Classifier, Flag, LanguageCode};

/// Text, flags that are raised, flags that are not.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

#[test]
fn spanish_posts_raise_what_they_mean() {
    let rows: &[Row] = &[
        ("No funciona nada, nunca funciona", &["complaint"], &[]),
        ("no me ha llegado el pedido", &["complaint"], &[]),
        ("No está nada mal", &["praise"], &[]),
        ("Ninguna queja, todo perfecto", &["praise"], &["complaint"]),
        ("pesimo servicio, no vuelvo a comprar", &["complaint", "churn_risk"], &["praise"]),
        ("Me doy de baja hoy mismo", &["churn_risk"], &[]),
        ("Si no me lo arreglan me cambio a la competencia", &["churn_risk"], &[]),
        ("¿Cómo me doy de baja?", &["churn_risk", "question"], &[]),
        ("Me cancelaron el vuelo", &["complaint"], &["churn_risk"]),
        ("devuélvanme mi dinero ya", &["request"], &[]),
        ("Gracias por nada", &["sarcasm"], &["praise"]),
        ("Gracias por la ayuda, ya funciona", &["resolved"], &["complaint", "sarcasm"]),
        ("sois unos inútiles hijos de puta", &["abusive", "profanity"], &[]),
        ("soy un idiota, fue culpa mía", &[], &["abusive"]),
        ("de puta madre el servicio", &["profanity", "praise"], &["abusive"]),
        ("el cargador echó humo y chispas", &["safety_risk"], &[]),
        ("Estamos que ardemos con estas ofertas", &[], &["safety_risk"]),
        ("Voy a poner una denuncia en Consumo", &["legal_threat"], &[]),
        ("¿A qué hora abren mañana?", &["question"], &["complaint"]),
        ("Sin internet en todo el barrio desde ayer", &["outage", "complaint"], &[]),
        ("xq no contestan los mensajes?", &["complaint"], &[]),
        ("NO FUNCIONA LA APP!!! estoy harta", &["complaint", "angry"], &[]),
        ("ya llamé tres veces y nadie contesta", &["complaint", "repeat_contact"], &[]),
        ("Sorteo! dale RT y síguenos para ganar un celular", &["spam"], &["praise"]),
    ];
    let mut analyzer = Classifier::new().analyzer();
    for (text, raised, silent) in rows {
        let verdict = analyzer.classify(text);
        assert_eq!(verdict.language.code, LanguageCode::new("es"), "{text}");
        for flag in *raised {
            assert!(verdict.flags.contains(&Flag::named(flag)), "{text}: {flag} is not raised");
        }
        for flag in *silent {
            assert!(!verdict.flags.contains(&Flag::named(flag)), "{text}: {flag} is raised");
        }
    }
}

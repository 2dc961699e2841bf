//! Reliability as a picture.

use super::reliability::Reliability;
use std::fmt::Write;

/// Side of the square that is drawn in, in pixels.
const SIDE: f64 = 320.0;
/// Room around it.
const MARGIN: f64 = 48.0;
/// Colours that can be told apart with any eyes (Okabe and Ito).
const COLOURS: [&str; 6] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

/// Draws an SVG with one curve for each name: the stated probability from left to right, the observed share upwards. On the diagonal,
/// statements are true; a dot is the larger the more posts it stands for.
///
/// ```
/// use hearken::fit::{Reliability, reliability_plot};
/// let reliability = Reliability::of(&[(0.75, true), (0.25, false)]);
/// let svg = reliability_plot("complaint", &[("dev", &reliability)]);
/// assert!(svg.starts_with("<svg") && svg.matches("<circle").count() == 2);
/// ```
pub fn reliability_plot(title: &str, curves: &[(&str, &Reliability)]) -> String {
    let (width, height) = (SIDE + 2.0 * MARGIN + 150.0, SIDE + 2.0 * MARGIN);
    let x = |share: f64| MARGIN + share * SIDE;
    let y = |share: f64| MARGIN + (1.0 - share) * SIDE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n\
         <text x=\"{MARGIN}\" y=\"28\" font-size=\"15\">{}</text>\n",
        escaped(title)
    );
    for tenth in (0..=10).step_by(2) {
        let share = f64::from(tenth) / 10.0;
        let _ = writeln!(
            svg,
            "<path d=\"M{:.1} {:.1}V{:.1}M{:.1} {:.1}H{:.1}\" stroke=\"#dddddd\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{share}</text>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{share}</text>",
            x(share),
            y(0.0),
            y(1.0),
            x(0.0),
            y(share),
            x(1.0),
            x(share),
            y(0.0) + 16.0,
            x(0.0) - 6.0,
            y(share) + 4.0,
        );
    }
    let _ = writeln!(
        svg,
        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#888888\" stroke-dasharray=\"4 4\"/>\n\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">stated</text>\n\
         <text transform=\"translate(14 {:.1}) rotate(-90)\" text-anchor=\"middle\">observed</text>",
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0),
        x(0.5),
        y(0.0) + 34.0,
        y(0.5)
    );
    for (index, (name, reliability)) in curves.iter().enumerate() {
        let colour = COLOURS[index % COLOURS.len()];
        let bins: Vec<_> = reliability.bins.iter().filter(|bin| bin.count > 0).collect();
        let all: u64 = bins.iter().map(|bin| bin.count).sum();
        let points: Vec<String> = bins.iter().map(|bin| format!("{:.1},{:.1}", x(bin.stated), y(bin.observed))).collect();
        let _ =
            writeln!(svg, "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>", points.join(" "));
        for bin in &bins {
            let radius = 2.0 + 10.0 * (bin.count as f64 / all as f64).sqrt();
            let (x, y) = (x(bin.stated), y(bin.observed));
            let _ =
                writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{colour}\" fill-opacity=\"0.45\"/>");
        }
        let label = format!("{} (error {:.3})", escaped(name), reliability.error);
        let height = MARGIN + 12.0 + 18.0 * index as f64;
        let _ = writeln!(svg, "<text x=\"{:.1}\" y=\"{height:.1}\" fill=\"{colour}\">{label}</text>", x(1.0) + 12.0);
    }
    svg + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

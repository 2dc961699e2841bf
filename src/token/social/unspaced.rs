//! Runs of scripts without spaces: one token each, of which every character can be led back to the original.

use super::Scanner;
use super::word::FormWriter;
use crate::Span;
use crate::token::{TokenFlags, TokenKind};

impl Scanner<'_> {
    /// Pushes the run `start..end`.
    pub(super) fn push_unspaced(&mut self, start: usize, end: usize) {
        let text = self.text;
        let copied = self.places.as_mut().is_none_or(|places| places.are_copied(start, end));
        let form_start = self.tokens.forms().len();
        let mut writer = FormWriter::default();
        let mut cut = false;
        for c in text[start..end].chars() {
            cut |= !writer.push(c, self.tokens.forms_mut());
        }
        if copied && !cut {
            let form = (form_start, self.tokens.forms().len());
            return self.push_form(TokenKind::Unspaced, start, end, form, TokenFlags::NON_ASCII);
        }
        self.tokens.forms_mut().truncate(form_start);
        self.push_characters(start, end, form_start);
    }

    /// The same with the place of every character noted; one that is cut is added to the place of the one before.
    #[cold]
    fn push_characters(&mut self, start: usize, end: usize, form_start: usize) {
        let text = self.text;
        let mut writer = FormWriter::default();
        let mut flags = TokenFlags::NON_ASCII;
        let mut whole: Option<Span> = None;
        for (offset, c) in text[start..end].char_indices() {
            let (from, to) = (start + offset, start + offset + c.len_utf8());
            let (place, hidden) = match &mut self.places {
                Some(places) => places.of(from, to),
                None => (Span::new(from as u32, to as u32), false),
            };
            if hidden {
                flags |= TokenFlags::INVISIBLE;
            }
            if writer.push(c, self.tokens.forms_mut()) {
                self.tokens.note_place(place);
            } else {
                flags |= TokenFlags::ELONGATED;
                self.tokens.prolong_place(place.end);
            }
            whole = Some(whole.map_or(place, |all| all.join(place)));
        }
        if self.glued {
            flags |= TokenFlags::JOINED;
        }
        if let Some(span) = whole {
            let form = Span::new(form_start as u32, self.tokens.forms().len() as u32);
            self.tokens.push_form(TokenKind::Unspaced, span, form, flags);
        }
        self.pos = end;
        self.glued = true;
    }
}

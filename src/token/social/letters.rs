//! Runs of ASCII letters, found 64 bytes at a time.
//!
//! A block of bytes becomes three bit masks, in loops the compiler turns into vector code. A run is then a shift and a
//! count of trailing ones, and whether it is all capitals or repeats a letter is a mask away.

const BLOCK: usize = 64;

/// A run of ASCII letters.
#[derive(Clone, Copy)]
pub(super) struct Run {
    /// One past the last letter.
    pub end: usize,
    /// Every letter is a capital.
    pub all_capitals: bool,
    /// The first letter is a capital.
    pub first_capital: bool,
    /// Some letter stands three times in a row, in either case.
    pub elongated: bool,
}

impl Run {
    /// This run and a later one as parts of one word.
    #[inline]
    pub fn join(self, later: Run) -> Run {
        Run {
            end: later.end,
            all_capitals: self.all_capitals && later.all_capitals,
            first_capital: self.first_capital,
            elongated: self.elongated || later.elongated,
        }
    }
}

/// The masks of the block looked at last; bit *i* is byte *i* of the block.
pub(super) struct Letters {
    base: usize,
    letters: u64,
    capitals: u64,
    triples: u64,
}

impl Letters {
    /// No block yet.
    pub fn new() -> Self {
        Letters { base: usize::MAX / 2, letters: 0, capitals: 0, triples: 0 }
    }

    /// The run of letters that starts at `start`; empty if there is none.
    #[inline]
    pub fn run(&mut self, bytes: &[u8], start: usize) -> Run {
        if start.wrapping_sub(self.base) >= BLOCK {
            self.load(bytes, start - start % BLOCK);
        }
        let offset = start - self.base;
        let length = (!(self.letters >> offset)).trailing_zeros() as usize;
        let mask = u64::MAX.checked_shr((BLOCK - length) as u32).unwrap_or(0);
        let capitals = (self.capitals >> offset) & mask;
        let mut run = Run {
            end: start + length,
            all_capitals: capitals == mask,
            first_capital: capitals & 1 != 0,
            elongated: (self.triples >> offset) & mask != 0,
        };
        if offset + length == BLOCK {
            self.prolong(bytes, &mut run);
        }
        run
    }

    /// Follows a run that reaches the end of its block.
    #[inline(never)]
    fn prolong(&mut self, bytes: &[u8], run: &mut Run) {
        while run.end < bytes.len() {
            self.load(bytes, run.end);
            let length = (!self.letters).trailing_zeros() as usize;
            let mask = u64::MAX.checked_shr((BLOCK - length) as u32).unwrap_or(0);
            run.all_capitals &= self.capitals & mask == mask;
            run.elongated |= self.triples & mask != 0;
            run.end += length;
            if length < BLOCK {
                return;
            }
        }
    }

    fn load(&mut self, bytes: &[u8], base: usize) {
        // Two bytes of the block before stand in front, so that repeated letters are seen across the edge.
        let mut padded = [0u8; BLOCK + 2];
        let from = base.saturating_sub(2);
        let window = match bytes.get(from..base + BLOCK).and_then(|source| source.first_chunk::<{ BLOCK + 2 }>()) {
            Some(window) => window,
            None => {
                let source = &bytes[from..bytes.len().min(base + BLOCK)];
                padded[2 - (base - from)..][..source.len()].copy_from_slice(source);
                &padded
            }
        };
        let lower = window.map(|byte| byte | 0x20);
        let (mut letters, mut capitals, mut triples) = ([0u8; BLOCK], [0u8; BLOCK], [0u8; BLOCK]);
        for i in 0..BLOCK {
            letters[i] = (lower[i + 2].wrapping_sub(b'a') < 26) as u8;
            capitals[i] = (window[i + 2].wrapping_sub(b'A') < 26) as u8;
            triples[i] = letters[i] & (lower[i + 2] == lower[i + 1]) as u8 & (lower[i + 2] == lower[i]) as u8;
        }
        self.base = base;
        self.letters = gather(&letters);
        self.capitals = gather(&capitals);
        let any = triples.iter().fold(0, |any, &triple| any | triple) != 0;
        self.triples = if any { gather(&triples) } else { 0 };
    }
}

/// Packs bytes that are 0 or 1 into bits, eight of them with one multiplication.
#[inline]
fn gather(bytes: &[u8; BLOCK]) -> u64 {
    let mut mask = 0;
    for (index, chunk) in bytes.chunks_exact(8).enumerate() {
        let mut eight = [0u8; 8];
        eight.copy_from_slice(chunk);
        let bits = u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask |= bits << (8 * index);
    }
    mask
}

//! Work on many posts, shared among the cores, with the same outcome however many there are.

use std::num::NonZeroUsize;
use std::thread;

/// Applies `work` to runs of `items` on all cores; the outcomes stand in the order of the items.
pub(crate) fn by_runs<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let run = items.len().div_ceil(cores).max(1);
    if cores == 1 || items.len() < 256 {
        return work(items);
    }
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = items.chunks(run).map(|run| scope.spawn(move || work(run))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

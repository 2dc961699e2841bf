//! A folder of data, read from disk: shared files, and a folder for each language.

use super::read;
use hearken::Builder;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads the files for which `wanted` holds, given their paths.
pub fn builder(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Builder, String> {
    let mut builder = Builder::empty();
    let mut languages = Vec::new();
    for path in listed(folder)?.into_iter().filter(|path| wanted(path)) {
        if path.is_dir() {
            if path.join("language.toml").exists() {
                languages.push(path);
            }
            continue;
        }
        let (name, kind) = (path.display().to_string(), name_of(&path));
        let kind = kind.split(['.', '-', '_']).next().unwrap_or("");
        builder = match kind {
            "cues" => builder.cues(name, read(&path)?),
            "rules" => builder.rules(name, read(&path)?),
            "composition" => builder.composition(name, read(&path)?),
            "leanings" if name.ends_with(".tsv") => builder.leanings(name, read(&path)?),
            "emoji" => builder.emoji(name, read(&path)?),
            "confusables" => builder.confusables(name, read(&path)?),
            "unsupported" => builder.unsupported(name, read(&path)?),
            _ => builder,
        };
    }
    // English decides ties, as in what is compiled in.
    languages.sort_by_key(|path| (name_of(path) != "en", name_of(path)));
    for path in languages {
        let of_words = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "tsv" || extension == "toml");
        let files = listed(&path)?.into_iter().filter(|file| of_words(file) && wanted(file));
        let files = files.map(|file| Ok((file.display().to_string(), read(&file)?))).collect::<Result<Vec<_>, String>>()?;
        builder = builder.language(&name_of(&path), files);
    }
    Ok(builder)
}

/// The codes of the languages of a folder.
pub fn languages(folder: &Path) -> Result<Vec<String>, String> {
    Ok(listed(folder)?.iter().filter(|path| path.join("language.toml").exists()).map(|path| name_of(path)).collect())
}

/// What lies in a folder, by name.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("cannot read {}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// The last part of a path.
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

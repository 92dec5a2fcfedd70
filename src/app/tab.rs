//! The tabs of the full page: which there are, and what is seen of the import from the others. It knows
//! nothing of what a tab shows.

use super::view::RunState;

/// The tabs, in the order in which they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The import wizard.
    #[default]
    Import,
    /// The account's data that are kept here.
    Data,
    /// The traffic to Kommo.
    Traffic,
}

impl Tab {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Import, Self::Data, Self::Traffic];

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Import => "app.tab.import",
            Self::Data => "app.tab.data",
            Self::Traffic => "app.tab.traffic",
        }
    }

    /// A word for tests and for the page's own references.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Data => "data",
            Self::Traffic => "traffic",
        }
    }

    /// The tab so many places further on; after the last comes the first.
    #[must_use]
    pub fn next(self, places: usize) -> Self {
        let here = Self::ALL.iter().position(|tab| *tab == self).unwrap_or_default();
        Self::ALL.into_iter().cycle().nth(here + places).unwrap_or_default()
    }
}

/// An import that was started, as it is seen from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underway {
    /// How it goes.
    pub state: RunState,
    /// That in words.
    pub words: String,
    /// Done, in thousandths.
    pub permille: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_last_tab_comes_the_first() {
        let count = Tab::ALL.len();
        for (place, tab) in Tab::ALL.into_iter().enumerate() {
            assert_eq!(tab.next(0), tab);
            assert_eq!(tab.next(1), Tab::ALL[(place + 1) % count]);
            assert_eq!(tab.next(count - 1).next(1), tab);
        }
    }
}

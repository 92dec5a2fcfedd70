//! What a command needs before it can do its work: a small set.

/// A set of needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Needs(u8);

impl Needs {
    /// Nothing but cargo.
    pub(crate) const NOTHING: Self = Self(0);
    /// A compiler that builds and links for wasm32-unknown-unknown.
    pub(crate) const TARGET: Self = Self(1);
    /// wasm-bindgen's programs, of the version in the lock file.
    pub(crate) const BINDGEN: Self = Self(1 << 1);
    /// Trunk.
    pub(crate) const TRUNK: Self = Self(1 << 2);
    /// wasm-pack.
    pub(crate) const PACK: Self = Self(1 << 3);
    /// What `package.json` names.
    pub(crate) const NPM: Self = Self(1 << 4);
    /// Chromium with its driver, and the fonts of Kommo's page.
    pub(crate) const BROWSER: Self = Self(1 << 5);
    /// All that building the site takes.
    pub(crate) const SITE: Self = Self::TARGET.and(Self::BINDGEN).and(Self::TRUNK).and(Self::NPM);
    /// All that tests in a browser take, except the browser.
    pub(crate) const WASM_TESTS: Self = Self::TARGET.and(Self::BINDGEN).and(Self::PACK);
    /// Everything.
    pub(crate) const EVERYTHING: Self = Self::SITE.and(Self::WASM_TESTS).and(Self::BROWSER);

    /// Both together.
    #[must_use]
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` is needed.
    pub(crate) const fn include(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_contain_their_parts() {
        assert!(Needs::SITE.include(Needs::NPM));
        assert!(Needs::EVERYTHING.include(Needs::SITE.and(Needs::BROWSER)));
        assert!(!Needs::SITE.include(Needs::PACK));
        assert!(!Needs::WASM_TESTS.include(Needs::TARGET.and(Needs::NPM)));
        assert!(!Needs::NOTHING.include(Needs::TARGET));
    }
}

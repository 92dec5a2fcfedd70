//! L3: the application without a browser: model, events, effects and texts.

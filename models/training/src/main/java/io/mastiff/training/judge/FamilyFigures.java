package io.mastiff.training.judge;

/**
 * What a model does to one family of bots, or to all of them: as a ranking and at its threshold.
 */
record FamilyFigures(Standing standing, Effect effect) {}

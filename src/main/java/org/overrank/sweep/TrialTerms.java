package org.overrank.sweep;

import org.overrank.sensing.Storage;

/**
 * What all trials of a sweep have in common.
 *
 * @param relativeGap the gap that every trial is to prove
 * @param maxPasses budget of passes of every trial
 * @param storage how factors of entries travel to their passes
 */
public record TrialTerms(double relativeGap, long maxPasses, Storage storage) {}

/**
 * What a sweep leaves on a file system: one line a trial, appended as trials end, with the
 * settings, checkpoints and answers beside them, so that the same sweep goes on where it was
 * stopped.
 *
 * <p>A {@link org.overrank.run.sweep.ResultsFolder} is the place, on this machine or elsewhere; a
 * {@link org.overrank.run.sweep.TrialLog} is what stands in it.
 */
@NullMarked
package org.overrank.run.sweep;

import org.jspecify.annotations.NullMarked;

/**
 * Many trials on the same measurements, which share their passes.
 *
 * <p>A trial is a fit with settings of its own. It runs as if it were alone: neither a solver nor a
 * certificate learns that a pass answered others too, and no answer depends on who they were.
 */
@NullMarked
package org.overrank.sweep;

import org.jspecify.annotations.NullMarked;

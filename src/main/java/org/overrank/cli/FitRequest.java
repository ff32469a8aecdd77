package org.overrank.cli;

import org.overrank.cli.options.OutputOptions;
import org.overrank.fit.FitSettings;
import org.overrank.fit.StartPoint;
import org.overrank.run.DataRequest;

/**
 * Everything that the user asked of a fit.
 *
 * @param data the measurements
 * @param settings how the problem is solved, but for the start at a model
 * @param start where that begins
 * @param output what is written
 * @param debug whether choices are told that only developers care about
 */
record FitRequest(
    DataRequest data,
    FitSettings settings,
    StartPoint start,
    OutputOptions output,
    boolean debug) {}

package org.overrank.cli;

import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.OutputOptions;
import org.overrank.cli.options.SeriesOptions;
import org.overrank.fit.FitSettings;
import org.overrank.fit.StartPoint;
import org.overrank.run.DataRequest;
import org.overrank.run.LambdaChoice;

/**
 * Everything that the user asked of a fit.
 *
 * @param data the measurements
 * @param settings how the problem is solved, but for the start at a model
 * @param choice how λ is chosen, or null where it is given
 * @param start where that begins
 * @param output what is written
 * @param series the fit's place among others, or null
 * @param takesLambda whether λ is that of the fit before
 * @param dryRun whether nothing is to be fitted or written
 * @param debug whether choices are told that only developers care about
 */
record FitRequest(
    DataRequest data,
    FitSettings settings,
    LambdaChoice.@Nullable Question choice,
    StartPoint start,
    OutputOptions output,
    SeriesOptions.@Nullable Series series,
    boolean takesLambda,
    boolean dryRun,
    boolean debug) {}

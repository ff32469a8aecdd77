package org.overrank.cli;

import org.overrank.sensing.Storage;
import org.overrank.spark.job.DataRequest;

/**
 * Everything that the user asked of a fit.
 *
 * @param data the measurements
 * @param lambda λ
 * @param solver how the problem is solved
 * @param storage how factors travel to the solver's passes
 * @param output what is written
 * @param debug whether choices are told that only developers care about
 */
record FitRequest(
    DataRequest data,
    double lambda,
    SolverOptions solver,
    Storage storage,
    OutputOptions output,
    boolean debug) {}

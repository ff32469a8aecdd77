package org.overrank.cli;

import org.overrank.spark.entries.EntryOptions;
import org.overrank.spark.entries.EntrySource;

/**
 * Everything that the user asked of a fit.
 *
 * @param source the table
 * @param entries how it becomes a problem
 * @param lambda λ
 * @param solver how the problem is solved
 * @param output what is written
 */
record FitRequest(
    EntrySource source,
    EntryOptions entries,
    double lambda,
    SolverOptions solver,
    OutputOptions output) {}

/**
 * The pieces of one fit between its measurements and its files, for the command line and for Spark
 * ML alike: what was asked, solvers by name, checkpoints, summaries, models.
 */
@NullMarked
package org.overrank.run;

import org.jspecify.annotations.NullMarked;

package org.overrank.cli;

import java.io.PrintStream;

/**
 * What a command talks to.
 *
 * @param out where results go
 * @param err where progress, remarks and errors go
 * @param sessions where the Spark session comes from
 * @param terminal whether somebody watches {@code err}, so that a line can be rewritten
 */
record CommandContext(PrintStream out, PrintStream err, SessionSource sessions, boolean terminal) {}

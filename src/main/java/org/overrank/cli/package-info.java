/**
 * The commands and their exit codes.
 *
 * <p>A command is a class with picocli's annotations that checks its options; the work is in a
 * class beside it, against what the floors below offer. What several commands declare and read is
 * in {@link org.overrank.cli.options}, what they print and write in {@link
 * org.overrank.cli.output}; neither knows a command. The only package, with its rooms, that prints.
 * Results go to standard output, everything else to standard error.
 *
 * <p>Exit codes: 0 done and certified as asked, 1 internal error, 2 bad usage or bad input (one
 * line, nothing written), 3 finished but not certified; 130 and 143 after Ctrl-C and TERM.
 */
@NullMarked
package org.overrank.cli;

import org.jspecify.annotations.NullMarked;

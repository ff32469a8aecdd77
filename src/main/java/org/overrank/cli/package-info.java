/**
 * The commands: options, exit codes, progress on the terminal, and files that are whole or absent.
 *
 * <p>The only package that prints. A command is a class with picocli's annotations that checks its
 * options; the work is in a class beside it, against what the floors below offer. Results go to
 * standard output, everything else to standard error.
 *
 * <p>Exit codes: 0 done and certified as asked, 1 internal error, 2 bad usage or bad input (one
 * line, nothing written), 3 finished but not certified; 130 and 143 after Ctrl-C and TERM.
 */
@NullMarked
package org.overrank.cli;

import org.jspecify.annotations.NullMarked;

/**
 * What commands leave: files that are whole or absent, the line that shows progress, and what is
 * said of results.
 *
 * <p>An output is built beside its place and renamed into it; what was interrupted leaves nothing,
 * or a hidden rest that the next run clears away. No class here knows a command or declares an
 * option.
 */
@NullMarked
package org.overrank.cli.output;

import org.jspecify.annotations.NullMarked;

/** Rules of tables: formats, encodings, numbers, bad rows, and how text is shown. */
@NullMarked
package org.overrank.data.table;

import org.jspecify.annotations.NullMarked;

/** Other measurements than entries between a table and its blocks: columns, shapes, chunks. */
@NullMarked
package org.overrank.data.measurements;

import org.jspecify.annotations.NullMarked;

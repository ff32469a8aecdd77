/**
 * What a page shows of the data: predictions against what was measured, the rows and columns that
 * are predicted worst, the matrix in tiles. All of it is counted and summed in the blocks, of a
 * bounded size, and the same whatever the number of cores; scripts only draw it.
 */
@NullMarked
package org.overrank.data.picture;

import org.jspecify.annotations.NullMarked;

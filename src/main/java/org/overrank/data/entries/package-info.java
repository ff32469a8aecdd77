/**
 * Entries between a table and its blocks: ids, indices, sorted cells, counts, centring and scales.
 */
@NullMarked
package org.overrank.data.entries;

import org.jspecify.annotations.NullMarked;

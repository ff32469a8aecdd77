/**
 * How good lists of the best columns are, by the field's metrics; each is defined here and nowhere
 * else.
 */
@NullMarked
package org.overrank.data.ranking;

import org.jspecify.annotations.NullMarked;

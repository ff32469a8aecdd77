/**
 * What is known of a problem's data, without Spark: sizes, what a pass over them costs, and what a
 * fit of them needs.
 */
@NullMarked
package org.overrank.data;

import org.jspecify.annotations.NullMarked;

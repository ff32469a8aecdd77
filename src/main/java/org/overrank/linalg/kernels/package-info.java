/**
 * Sums and products over arrays, scalar and by vectors, with one fixed order of summation: the same
 * bits on every machine. Nothing is allocated.
 */
@NullMarked
package org.overrank.linalg.kernels;

import org.jspecify.annotations.NullMarked;

/**
 * Solvers that others wrote, behind the face of our own: what they find is scored and certified on
 * the same objective.
 */
@NullMarked
package org.overrank.spark.baseline;

import org.jspecify.annotations.NullMarked;

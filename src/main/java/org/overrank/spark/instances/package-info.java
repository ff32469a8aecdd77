/** Instances whose truth is known, written as tables by the cluster. */
@NullMarked
package org.overrank.spark.instances;

import org.jspecify.annotations.NullMarked;

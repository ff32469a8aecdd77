/**
 * Tables of any format through Spark's readers: finding files, telling formats, numbering rows,
 * reading numbers, and saying in one line what is wrong and where.
 */
@NullMarked
package org.overrank.spark.table;

import org.jspecify.annotations.NullMarked;

/**
 * Instances whose truth and landscape are known (theory, section 5), as generators of measurements
 * by index: any part of an instance can be made anywhere, with the same bits.
 */
@NullMarked
package org.overrank.landscape;

import org.jspecify.annotations.NullMarked;

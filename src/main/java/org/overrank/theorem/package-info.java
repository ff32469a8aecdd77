/**
 * The lecture's theorem, computed: its construction at points of an instance (theory, section 4),
 * and the share of runs that succeed at each search rank (section 5).
 */
@NullMarked
package org.overrank.theorem;

import org.jspecify.annotations.NullMarked;

/**
 * One problem from its start to its verdict: minimise, certify, widen the search rank where it
 * binds; and what a fit is asked, answers, and leaves in files.
 */
@NullMarked
package org.overrank.fit;

import org.jspecify.annotations.NullMarked;

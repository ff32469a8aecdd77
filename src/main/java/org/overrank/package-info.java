/**
 * The front door for Java programs: a {@link org.overrank.Problem} has an {@link
 * org.overrank.Answer}.
 */
@NullMarked
package org.overrank;

import org.jspecify.annotations.NullMarked;

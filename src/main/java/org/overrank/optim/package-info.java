/**
 * Descent methods on the driver, the one loop that runs them, and when it ends.
 *
 * <p>Symbols: X = (U,V), g = ∇f(X), d a direction, η a step, R the search rank. Sources: Winlaw,
 * Hynes, Caterini, De Sterck, arXiv 1508.03110 (ALS-NCG); Nocedal, Math. Comp. 35, 1980 (L-BFGS);
 * the lecture (gradient descent).
 */
@NullMarked
package org.overrank.optim;

import org.jspecify.annotations.NullMarked;

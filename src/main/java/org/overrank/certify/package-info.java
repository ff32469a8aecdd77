/**
 * Proofs of how good a point is: the duality gap and the spectral norm it rests on.
 *
 * <p>Symbols (theory, sections 1, 2 and 6): r residual, y targets, N measurements, λ the
 * regularization; G = (2/N) A*(r); σ = ‖G‖_op, known as an interval; f the factored objective, F
 * its convex twin, D ≤ min F the lower bound, ν = σ/(2λ).
 *
 * <p>Everything here rounds towards the honest side: norms up, bounds down.
 *
 * <p>Sources: S. M. Rump, "Verification of positive definiteness", BIT 46 (2006); J. Kuczyński, H.
 * Woźniakowski, "Estimating the largest eigenvalue by the power and Lanczos algorithms with a
 * random start", SIAM J. Matrix Anal. Appl. 13 (1992); J. L. M. van Dorsselaer, M. E. Hochstenbach,
 * H. A. van der Vorst, "Computing probabilistic bounds for extreme eigenvalues of symmetric
 * matrices with the Lanczos method", SIAM J. Matrix Anal. Appl. 22 (2000).
 */
@NullMarked
package org.overrank.certify;

import org.jspecify.annotations.NullMarked;

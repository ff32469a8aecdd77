/**
 * The objective as the seam between mathematics and distribution: requests about all measurements,
 * answered in passes, and f(U,V) = (1/N)‖A(UVᵀ) − y‖² + λ‖U‖² + λ‖V‖² on top of them.
 *
 * <p>Symbols (theory, sections 1 and 3): r = A(UVᵀ) − y, G = (2/N) A*(r); along a direction (P,Q),
 * b = A(PVᵀ + UQᵀ) and c = A(PQᵀ). Sums are made in one order, fixed by the number of blocks alone.
 */
@NullMarked
package org.overrank.objective;

import org.jspecify.annotations.NullMarked;

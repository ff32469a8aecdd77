/**
 * Dense and sparse linear algebra: what the upper floors calculate with.
 *
 * <p>Symbols: A, X, M matrices, m × n their shape; U diag(σ) Vᵀ singular values and vectors; QR and
 * RᵀR the triangular factorizations; u = 2⁻⁵³ the unit roundoff.
 *
 * <p>Every sum runs in an order that depends on shapes alone, and nothing calls a native library,
 * so results have the same bits on every machine. Large matrices are flat and by rows ({@link
 * org.overrank.linalg.Matrix}); kernels that must be fast work on arrays of rows.
 *
 * <p>Sources: G. H. Golub, C. F. Van Loan, "Matrix Computations", 4th ed. (factorizations,
 * bidiagonalization); N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed.
 * (rounding); LAPACK's Java translation for dense eigenvalue and singular value problems.
 */
@NullMarked
package org.overrank.linalg;

import org.jspecify.annotations.NullMarked;

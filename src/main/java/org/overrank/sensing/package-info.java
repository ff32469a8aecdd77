/**
 * Kinds of measurement as blocks of primitive arrays, and their kernels.
 *
 * <p>Symbols (theory, section 1): N measurements ⟨A_i, M⟩ ≈ y_i of M = U Vᵀ ∈ R^{d1×d2}; weights
 * are folded in, A_i and y_i stand for √w_i A_i and √w_i y_i; A(M)_i = ⟨A_i, M⟩ is the forward map,
 * A*(z) = Σ z_i A_i its adjoint. Kernels add to arrays that the caller owns and allocate nothing
 * per measurement.
 */
@NullMarked
package org.overrank.sensing;

import org.jspecify.annotations.NullMarked;

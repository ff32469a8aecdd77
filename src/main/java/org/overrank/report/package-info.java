/**
 * A finished fit as one self-contained page: what was solved, how good it is proven to be, and how
 * it got there.
 *
 * <p>{@link org.overrank.report.FitReport} fills the template {@code page.html} among this
 * package's resources. Java writes the words and numbers, which read without scripts and print; the
 * scripts draw the plots from one JSON block ({@code data}) with the charting library inlined, so
 * the page needs no network. Whatever came from a user (paths, events, warnings) is escaped on its
 * way in: {@code Html} for text, {@code PlotData} for JSON.
 *
 * <p>Symbols: f the objective, F its convex twin, D the lower bound, ν = ‖G‖_op/(2λ), R the search
 * rank, σ the singular values of UVᵀ (theory, sections 1 and 2).
 */
@org.jspecify.annotations.NullMarked
package org.overrank.report;

/**
 * Benchmarks: kernels against what this machine can do, and whole jobs against what else a user
 * could run. {@code jobs/bench} runs them.
 */
@NullMarked
package org.overrank.bench;

import org.jspecify.annotations.NullMarked;

/**
 * What commands are told: groups of options, readers of their values, specs, and the settings in
 * force.
 *
 * <p>A group of options is a mixin that is declared once, checks what does not go together, and
 * hands out what the floors below understand: a request, {@link org.overrank.fit.FitSettings}, an
 * instance. A spec gives a command its options as defaults; values from the environment stay marks
 * until they are needed, and are never shown.
 */
@NullMarked
package org.overrank.cli.options;

import org.jspecify.annotations.NullMarked;

/**
 * The stages in order: one writer journals and applies batches; a sweeper applies what was left; poison messages are
 * given up.
 */
package dev.firebreak.alert.pipeline;

/** Limits of what one process may do across transactions: how many activities in an hour. */
package dev.firebreak.engine.limits;
